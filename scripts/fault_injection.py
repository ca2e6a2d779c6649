"""Saving under faults: killed at every system call that it makes, and each call made to fail in turn.

Usage: python scripts/fault_injection.py [--every N]      (N: only every N-th point, for a quick look)

A process that has loaded and changed a book is forked for every point. `strace` takes hold of the child while it
waits; the child then saves between two marks, calls that nothing else makes, so that only what lies between them is
counted and struck. Afterwards the file must be the old book or the new one, whole, as the child has reported.
Needs Linux and strace (Debian package strace); says so where they are missing. Power cuts are another matter: that
contents are flushed before they get their name is tested beside `core/store`.
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.backups import Backups
from core.book import Book, Place
from core.decisions import Decisions
from core.decisions.side_file import read_side_file, side_file
from core.edit import SetField
from core.formats import Layout, SaveError, load, read_decisions, save
from core.formats.json_book import write_json
from core.resources import RESOURCES
from core.session import Session

SAMPLE = RESOURCES / "samples" / "示例市政务服务中心2026年.txt"
ERRORS = ("ENOSPC", "EIO", "EACCES")
FILE_CALLS = {
    "access", "chdir", "chmod", "chown", "close", "creat", "faccessat", "faccessat2", "fchmod", "fchmodat",
    "fchown", "fchownat", "fcntl", "fdatasync", "fgetxattr", "flistxattr", "flock", "fremovexattr",
    "fsetxattr", "fstat", "fsync", "ftruncate", "getcwd", "getdents", "getdents64", "getxattr", "ioctl",
    "lchown", "lgetxattr", "link", "linkat", "listxattr", "llistxattr", "lseek", "lsetxattr", "lstat",
    "mkdir", "mkdirat", "newfstatat", "open", "openat", "pread64", "pwrite64", "read", "readlink",
    "readlinkat", "rename", "renameat", "renameat2", "rmdir", "setxattr", "stat", "statfs", "statx",
    "symlink", "symlinkat", "truncate", "unlink", "unlinkat", "utimensat", "write", "writev",
}  # fmt: skip
"""The calls by which files and folders are reached; others are for memory, time and signals."""
OLD, NEW, TORN = "old file", "new file", "half written, the backup whole"
_BEGIN, _END = "/jimu-save-begins", "/jimu-save-ends"
_CALL = re.compile(r"^\d+\s+(\w+)\(")
_NOBODY = 65534
_LET_ANYBODY_TRACE = (0x59616D61, ctypes.c_ulong(-1).value)
"""prctl's PR_SET_PTRACER and PR_SET_PTRACER_ANY, for systems that let only parents trace."""
_ATTEMPTS = 3
_PATIENCE = 30.0
_LONG_AGO = 1_000_000_000


class Point(NamedTuple):
    """The `occurrence`-th call of this name, from 1, and what happens there: an error's name, or "" for the end."""

    call: str
    occurrence: int
    error: str = ""

    @property
    def injection(self) -> str:
        what = f"error={self.error}" if self.error else "signal=SIGKILL"
        return f"inject={self.call}:{what}:when={self.occurrence}"


class Ending(NamedTuple):
    """How a child ended: `saved`, `refused` (SaveError), `killed`, or `raised` with the traceback in `details`."""

    how: str
    struck: bool
    details: str = ""


@dataclass
class Scene:
    """A book in a file, loaded and changed, about to be saved.

    Attributes:
        closed: whether the folder takes no new files, so that the file has to be written over.
        decided: the decisions before and after.
        old: the bytes of the files before, by name.
        new: the bytes of the book's file after.
    """

    title: str
    file_name: str
    closed: bool
    book: Book
    layout: Layout
    decided: tuple[Decisions, Decisions]
    old: dict[str, bytes]
    new: bytes

    def save(self, folder: Path) -> None:
        save(
            self.book,
            self.path(folder),
            self.layout,
            decisions=self.decided[1],
            backups=self.backups(folder),
            tell=lambda _: None,
        )

    def path(self, folder: Path) -> Path:
        return folder / "tables" / self.file_name

    def backups(self, folder: Path) -> Backups:
        return Backups(folder / "data" / "backups")

    def set_up(self, folder: Path) -> None:
        """The files as they are before saving, all of the user who saves.

        Root may do everything everywhere, so that its closed folders are for somebody else.
        """
        tables, data = folder / "tables", folder / "data"
        tables.mkdir(parents=True)
        data.mkdir()
        for name, content in self.old.items():
            (tables / name).write_bytes(content)
        if self.closed and os.getuid() == 0:
            for path in (folder, data, *tables.iterdir()):
                os.chown(path, _NOBODY, _NOBODY)
        if self.closed:
            tables.chmod(0o555)


# ── Scenes ────────────────────────────────────────────────────────────────────────────────────────────────────


def scenes(folder: Path) -> Iterator[Scene]:
    yield _scene(folder / "text", "文本", "示例.txt")
    yield _scene(folder / "excel", "Excel", "示例.xlsx")
    yield _scene(folder / "closed", "文本，文件夹不能新建文件", "示例.txt", closed=True)


def _scene(folder: Path, title: str, file_name: str, *, closed: bool = False) -> Scene:
    folder.mkdir()
    path = folder / file_name
    first = Session(load(SAMPLE).book)
    first.waive(next(iter(first.findings)), "已核实")
    save(first.book, path, load(SAMPLE).layout, decisions=first.decisions)
    book, layout = load(path)
    decisions = read_decisions(path, layout)
    session = Session(book, decisions=decisions)
    project = book.projects[1]
    # Shorter than before where the file is written over: cut off last, it is a part of two for a moment.
    value = "1" if closed else "≥12345个"
    session.apply(SetField(Place(project.id, project.indicators[0].id, "value"), value), "修改指标值")
    changed = decisions
    if not closed:  # a folder that takes no new file takes no other decisions either
        session.waive(list(session.findings)[-1], "同意")
        changed = session.decisions
        assert changed != decisions
    old = {file.name: file.read_bytes() for file in folder.iterdir()}
    after = folder / f"after{path.suffix}"
    save(session.book, after, layout, decisions=changed)
    assert write_json(load(after).book).data == write_json(session.book).data
    return Scene(
        title, file_name, closed, session.book, layout, (decisions, changed), old, after.read_bytes()
    )


# ── One child ─────────────────────────────────────────────────────────────────────────────────────────────────


def run(scene: Scene, folder: Path, point: Point | None) -> tuple[Ending, list[str]]:
    """Save in a child under strace; with it the names of the calls that were made while saving."""
    log, result = folder / "strace.log", folder / "result"
    ready, say_ready = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_child(scene, folder, result, say_ready)
    os.close(say_ready)
    os.read(ready, 1)
    os.close(ready)
    command = ["strace", "-f", "-qq", "-e", "trace=all", "-o", str(log), "-p", str(child)]
    tracer = subprocess.Popen([*command, *(["-e", point.injection] if point else [])], stderr=subprocess.PIPE)
    _wait_until_traced(child, tracer)
    os.kill(child, signal.SIGUSR1)
    _, status = os.waitpid(child, 0)
    tracer.communicate(timeout=_PATIENCE)
    calls, struck = _calls_between_marks(log.read_text("utf-8", "replace"))
    if os.WIFSIGNALED(status):
        how = "killed" if os.WTERMSIG(status) == signal.SIGKILL else f"signal {os.WTERMSIG(status)}"
        return Ending(how, struck), calls
    how, _, details = result.read_text("utf-8").partition("\n")
    return Ending(how, struck, details), calls


def _be_the_child(scene: Scene, folder: Path, result: Path, say_ready: int) -> None:
    """Wait to be traced, save, and say how that went. Never returns.

    It is ready before strace takes hold of it: strace counts calls from then on, and must count the same every time.
    """
    told = os.open(result, os.O_CREAT | os.O_WRONLY, 0o666)
    said = "raised\n"
    try:
        if scene.closed and os.getuid() == 0:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
        ctypes.CDLL(None).prctl(*_LET_ANYBODY_TRACE, 0, 0, 0)
        os.write(say_ready, b".")
        signal.sigwait({signal.SIGUSR1})
        os.access(_BEGIN, os.F_OK)
        try:
            scene.save(folder)
            said = "saved\n"
        except SaveError as error:
            said = f"refused\n{error.message}"
        except BaseException:
            said = f"raised\n{traceback.format_exc()}"
        os.access(_END, os.F_OK)
    finally:
        os.write(told, said.encode())
        os._exit(0)


def _wait_until_traced(child: int, tracer: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while "TracerPid:\t0" in Path(f"/proc/{child}/status").read_text("utf-8"):
        if tracer.poll() is not None or time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            raise SystemExit(f"strace 不能跟踪进程：{(tracer.communicate()[1] or b'').decode()}")
        time.sleep(0.001)


def _calls_between_marks(log: str) -> tuple[list[str], bool]:
    """The calls of saving in their order, and whether a fault struck among them."""
    calls: list[str] = []
    struck = inside = False
    for line in log.splitlines():
        if _BEGIN in line:
            inside = True
        elif _END in line:
            return calls, struck
        elif inside:
            found = _CALL.match(line)
            if found:
                calls.append(found[1])
            struck = struck or "(INJECTED)" in line or "+++ killed by SIGKILL" in line
    return calls, struck


# ── All points ────────────────────────────────────────────────────────────────────────────────────────────────


def points(before: Counter[str], calls: Sequence[str]) -> Iterator[Point]:
    """The end at every call, then every error at every call that reaches a file.

    `before`: how often each call was made before the saving began, since strace counts from when it took hold.
    """
    seen = Counter(before)
    numbered = []
    for call in calls:
        seen[call] += 1
        numbered.append(Point(call, seen[call]))
    yield from numbered
    for error in ERRORS:
        yield from (point._replace(error=error) for point in numbered if point.call in FILE_CALLS)


def _calls_before(log: str) -> Counter[str]:
    lines = log.splitlines()
    first = next(number for number, line in enumerate(lines) if _BEGIN in line)
    # The mark itself is a call like others.
    return Counter(found[1] for line in lines[: first + 1] if (found := _CALL.match(line)))


def complaints(scene: Scene, folder: Path, ending: Ending, state: str) -> Iterator[str]:
    """What is wrong with the files after one child, the book's file being in this state."""
    path, backups = scene.path(folder), scene.backups(folder)
    if ending.how not in ("saved", "refused", "killed"):
        yield f"{ending.how}: {ending.details}"
    if state not in {"saved": (NEW,), "refused": (OLD,)}.get(ending.how, (OLD, NEW)):
        version = backups.interrupted(path) if scene.closed and ending.how == "killed" else None
        if version is None or backups.read(version) != scene.old[path.name]:
            yield f"{ending.how}, but the file is {state}"
    if side_file(path).name in scene.old and read_side_file(path) not in scene.decided:
        yield "the decisions beside the file are neither the old nor the new ones"
    for version in backups.versions(path):
        if backups.read(version) != scene.old[path.name]:
            yield f"the backup {version.path.name} is not the old file"
    if ending.how == "killed" and state != OLD and not backups.versions(path):
        yield "the file was changed, and the old one was not kept"
    strangers = [file.name for file in path.parent.iterdir() if file.name not in scene.old]
    if not all(name.startswith(".jimu-") and name.endswith(".tmp") for name in strangers):
        yield f"visible leftovers: {strangers}"


def complaints_of_next_save(scene: Scene, folder: Path) -> Iterator[str]:
    """After some time the user saves again."""
    for file in folder.rglob(".jimu-*.tmp"):
        os.utime(file, (_LONG_AGO, _LONG_AGO))
    scene.save(folder)
    if _state(scene, scene.path(folder)) != NEW:
        yield "the next save did not save"
    leftovers = sorted(folder.glob("tables/.jimu-*.tmp"))
    if leftovers:
        yield f"the next save left {leftovers}"


def _state(scene: Scene, path: Path) -> str:
    """Which book the file holds, to the byte."""
    data = path.read_bytes()
    return OLD if data == scene.old[path.name] else NEW if data == scene.new else TORN


def try_scene(scene: Scene, room: Path, every: int) -> int:
    """Strike at all points, print the counts, and return how many went wrong."""
    scene.save(_fresh(scene, room))  # so that no child has anything to import
    folder = _fresh(scene, room)
    ending, calls = run(scene, folder, None)
    before = _calls_before((folder / "strace.log").read_text("utf-8", "replace"))
    if (
        ending.how != "saved" or _state(scene, scene.path(folder)) != NEW
    ):  # also two saves make the same bytes
        raise SystemExit(f"{scene.title}：没有故障时也没有保存：{ending}")
    chosen = list(points(before, calls))[::every]
    outcomes: Counter[tuple[str, str]] = Counter()
    missed = failures = 0
    start = time.monotonic()
    for point in chosen:
        folder, ending = _struck(scene, room, point)
        state = _state(scene, scene.path(folder))
        found = [*complaints(scene, folder, ending, state), *complaints_of_next_save(scene, folder)]
        if not ending.struck and point.call in FILE_CALLS:
            found.append("not struck, for this call was not made any more")
        for complaint in found:
            print(f"  ✗ {point.injection}: {complaint}")
        failures += bool(found)
        missed += not ending.struck
        outcomes[point.error or "SIGKILL", f"{ending.how}, {state}"] += 1
    calls_of_files = sum(call in FILE_CALLS for call in calls)
    print(
        f"{scene.title}：保存时有 {len(calls)} 次系统调用，其中 {calls_of_files} 次关于文件；"
        f"试了 {len(chosen)} 处（线程间的调用每次不同，其中 {missed} 处这次没有碰到），"
        f"{time.monotonic() - start:.0f} 秒，不对的 {failures} 处"
    )
    print("  " + "，".join(f"{call} {count}" for call, count in Counter(calls).most_common()))
    for kind in ("SIGKILL", *ERRORS):
        ends = "；".join(f"{how}: {count}" for (one, how), count in sorted(outcomes.items()) if one == kind)
        print(f"  {kind:8} {ends}")
    return failures


def _struck(scene: Scene, room: Path, point: Point) -> tuple[Path, Ending]:
    """Save with a fault; several times where it met no call. Returns the folder, and how saving ended there.

    Python lists a folder once more in which another program has changed something meanwhile.
    """
    for _ in range(_ATTEMPTS):
        folder = _fresh(scene, room)
        ending, _ = run(scene, folder, point)
        if ending.struck or point.call not in FILE_CALLS:
            break
    return folder, ending


def _fresh(scene: Scene, room: Path) -> Path:
    if room.exists():
        (room / "tables").chmod(0o755)
        shutil.rmtree(room)
    room.mkdir()
    scene.set_up(room)
    return room


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=1, help="try only every N-th point")
    every = parser.parse_args().every
    if shutil.which("strace") is None or not hasattr(errno, "EREMOTEIO"):
        print("要在 Linux 上运行，并且装有 strace（Debian：apt-get install strace）")
        return 2
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})  # for the children, which wait for it
    with tempfile.TemporaryDirectory(prefix="jimu-faults-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        failures = sum(try_scene(scene, folder / "room", every) for scene in scenes(folder))
        (folder / "room" / "tables").chmod(0o755)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
