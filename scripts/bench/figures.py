"""What the bench finds: figures beside peers and limits, as a table for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from unicodedata import east_asian_width

MILLISECONDS, BYTES, COUNT = "ms", "B", ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One job, measured.

    Attributes:
        job: what was done, to how much.
        ours: what it took, in `unit`s; None where it was not measured, and then `remark` says why.
        beside: what it is compared with.
        peer: what that took in the same run; None where `target` itself is the limit.
        target: the most that the ratio to the peer may be, or `ours` where there is no peer; None where none is set.
        remark: what a reader should know besides.
    """

    job: str
    ours: float | None
    beside: str = ""
    peer: float | None = None
    target: float | None = None
    unit: str = MILLISECONDS
    remark: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.peer if self.ours is not None and self.peer else None

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None where there is none, or nothing was measured."""
        measured = self.ours if self.peer is None else self.ratio
        return None if measured is None or self.target is None else measured <= self.target


TITLES = ("job", "ours", "beside", "peer", "ratio", "target", "")
_RIGHT = {1, 3, 4, 5}


def cells(figure: Figure) -> tuple[str, ...]:
    """A figure as the words of one line of a table."""
    has_peer = figure.peer is not None
    return (
        figure.job,
        _amount(figure.ours, figure.unit) if figure.ours is not None else "–",
        figure.beside,
        _amount(figure.peer, figure.unit) if figure.peer is not None else "",
        f"×{figure.ratio:.2f}" if figure.ratio is not None else "",
        _target(figure, has_peer),
        _verdict(figure),
    )


def table(figures: Sequence[Figure]) -> str:
    """For a terminal; below it the remarks."""
    lines = [TITLES, *map(cells, figures)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    rows = (
        "  ".join(
            _padded(text, width, n in _RIGHT)
            for n, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
    return "\n".join(
        [row.rstrip() for row in rows] + [f"{one.job}: {one.remark}" for one in figures if one.remark]
    )


def markdown(runs: Sequence[Sequence[Figure]]) -> str:
    """One table of several runs of the same jobs, below it their remarks; what a run lacks is left empty there."""
    jobs = {figure.job: figure for run in reversed(runs) for figure in run}
    order = [*dict.fromkeys(figure.job for run in runs for figure in run)]
    by_job = [{figure.job: figure for figure in run} for run in runs]
    numbers = [f"run {n}" for n in range(1, len(runs) + 1)]
    lines = [["job", "beside", "target", *numbers], ["---"] * 3 + ["---:"] * len(runs)]
    for job in order:
        figure = jobs[job]
        found = [_of_run(run[job]) if job in run else "" for run in by_job]
        lines.append([job, figure.beside, _target(figure, figure.peer is not None), *found])
    remarks = [
        f"- {figure.job}, {number}: {figure.remark}"
        for number, run in zip(numbers, runs, strict=True)
        for figure in run
        if figure.remark
    ]
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), *([""] if remarks else []), *remarks])


def write_json(figures: Sequence[Figure], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    said = [{**asdict(one), "ratio": one.ratio, "met": one.is_met} for one in figures]
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_json(path: Path) -> list[Figure]:
    """What `write_json` wrote; ratio and verdict follow from the rest."""
    return [
        Figure(**{name: value for name, value in one.items() if name not in ("ratio", "met")})
        for one in json.loads(path.read_text("utf-8"))
    ]


def _of_run(figure: Figure) -> str:
    """`412 ms / 103 ms = ×4.00`, in bold where it misses the target."""
    _, ours, _, peer, ratio, _, _ = cells(figure)
    text = f"{ours} / {peer} = {ratio}" if ratio else ours
    return f"**{text}**" if figure.is_met is False else text


def _amount(amount: float, unit: str) -> str:
    digits = 0 if amount >= 100 or unit == COUNT else 1 if amount >= 10 else 2
    return f"{amount:,.{digits}f} {unit}".rstrip()


def _target(figure: Figure, has_peer: bool) -> str:
    if figure.target is None:
        return ""
    return f"≤ ×{figure.target:g}" if has_peer else f"≤ {figure.target:,g} {figure.unit}".rstrip()


def _verdict(figure: Figure) -> str:
    if figure.ours is None:
        return "not measured"
    return {True: "met", False: "MISSED", None: ""}[figure.is_met]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int, is_right: bool) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if is_right else text + blanks
