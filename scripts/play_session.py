"""Plays a clerk's session in a real window with real keys, takes pictures on the way, and checks what it did.

A sample book is opened; a project of ten indicators is typed into an empty form; a block is pasted as a
spreadsheet puts it on the clipboard; texts are found and replaced; everything is undone, and the saved file has
the bytes it had. The mouse is never touched.

Usage: python scripts/play_session.py OUT_DIR
Needs the programs xvfb-run (Xvfb), xdotool, xmodmap (x11-xserver-utils) and import (ImageMagick).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

_Answer = TypeVar("_Answer")

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "samples" / "示例市政务服务中心2026年.txt"
SIZE = (1400, 900)
PROJECT = "职业技能培训经费"
HEADER = ("用于职业技能培训的师资、场地和教材", "全年培训六百人次，学员取得职业资格证书")
REPLACED = ("学员", "参训者")

TYPED = (
    ("培训班期数", "全年举办的培训班期数", ">=12期"),
    ("培训合格率", "考核合格人数占参训人数的比例", ">=95%"),
    ("培训班按期开班率", "按计划日期开班的期数占总期数的比例", ">=90%"),
    ("培训成本", "全年培训的师资、场地和教材支出", "<=60万元"),
    ("持证上岗人数", "参训后取得证书并上岗的人数", ">=300人"),
    ("学员满意度", "问卷中评价满意以上的学员比例", ">=90%"),
)
"""One row for each of the empty form, as typed: the window turns >= into ≥."""

ADDED = (
    ("参训人次", "全年参加培训的人次", ">=600人次"),
    ("教材发放套数", "发给学员的教材套数", ">=600套"),
    ("实训课时", "实训课程的课时数", ">=240课时"),
    ("送教下乡次数", "到乡镇开班的次数", ">=6次"),
)

PASTED = (
    ("产出指标", "数量指标", "线上课程门数", "上线的网络课程门数", "≥8门"),
    ("", "质量指标", "教师持证率", "持有教师资格的授课人员比例", "≥95%"),
    ("效益指标", "社会效益指标", "用人单位认可度", "认可培训结果的用人单位比例", "≥85%"),
)

_CLIPBOARD = """
import sys
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
mime = QMimeData()
mime.setText(sys.argv[1])
mime.setHtml(sys.argv[2])
app.clipboard().setMimeData(mime)
print("ready", flush=True)
QTimer.singleShot(60_000, app.quit)
app.exec()
"""


def main(out_dir: Path) -> int:
    out_dir.mkdir(parents=True, exist_ok=True)
    if "JIMU_PLAYS" not in os.environ:
        screen = f"-screen 0 {SIZE[0]}x{SIZE[1]}x24 -noreset"
        call = ["xvfb-run", "-a", "-s", screen, sys.executable, __file__, str(out_dir)]
        return subprocess.run(call, env={**os.environ, "JIMU_PLAYS": "1"}, check=False).returncode
    _Player(out_dir).play()
    return 0


class _Player:
    """The program in a window, and hands on its keyboard."""

    def __init__(self, out_dir: Path) -> None:
        self._out = out_dir
        self._book = out_dir / "book.txt"
        shutil.copyfile(SAMPLE, self._book)
        for folder in ("config", "data"):
            shutil.rmtree(out_dir / folder, ignore_errors=True)
        places = {"XDG_CONFIG_HOME": str(out_dir / "config"), "XDG_DATA_HOME": str(out_dir / "data")}
        self._program = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), str(self._book)], env={**os.environ, **places}
        )
        self._pictures = 0

    def play(self) -> None:
        try:
            self._show_window()
            self._type_project()
            self._paste_block()
            self._replace()
            self._undo_everything()
        finally:
            self._program.terminate()
            self._program.wait()

    # ── The story ──

    def _show_window(self) -> None:
        self._window = _wait_for(lambda: _xdotool("search", "--onlyvisible", "--name", "绩目").split())[-1]
        _xdotool("windowsize", self._window, *map(str, SIZE))
        _xdotool("windowmove", self._window, "0", "0")
        _give_letters_keys()
        self._focus_window()
        self._picture("opened")

    def _type_project(self) -> None:
        """A new project: name, budget and purpose, then ten indicators."""
        self._press("ctrl+shift+n", "F6", "Tab", "Tab", "Tab")
        self._write(PROJECT)
        self._press("Tab", "Tab", "Tab")
        for amount in ("60", "60", "0"):
            self._write(amount)
            self._press("Tab")
        purpose, goal = HEADER
        self._write(purpose)
        self._press("Tab")
        self._write(goal)
        self._press("F6")
        for row in TYPED:
            self._type_row(row)
        self._press("ctrl+Home")
        for row in ADDED:
            self._press("ctrl+plus")
            self._type_row(row)
            self._press("Up")
        self._picture("typed")
        self._save_and_check("十条指标", len(TYPED) + len(ADDED))

    def _type_row(self, row: Sequence[str]) -> None:
        for column, text in enumerate(row):
            self._write(text)
            self._press("Return" if column == len(row) - 1 else "Tab")

    def _paste_block(self) -> None:
        lines = "\r\n".join("\t".join(row) for row in PASTED) + "\r\n"
        cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in PASTED)
        html = cells.replace("<td>产出指标</td>", "<td rowspan=2>产出指标</td>").replace("<td></td>", "")
        owner = subprocess.Popen(
            [sys.executable, "-c", _CLIPBOARD, lines, f"<table>{html}</table>"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert owner.stdout is not None
        owner.stdout.readline()
        self._press("ctrl+v")
        self._picture("pasted")
        owner.terminate()
        owner.wait()
        self._save_and_check("粘贴三条", len(TYPED) + len(ADDED) + len(PASTED))

    def _replace(self) -> None:
        """One word becomes another in all texts, previewed and in one step."""
        self._press("ctrl+h")
        old, new = REPLACED
        self._write(old)
        self._press("Tab")
        self._write(new)
        self._picture("found")
        self._press("alt+l")
        self._picture("preview")
        self._press("Return")
        self._focus_window()
        self._press("Escape")
        self._picture("replaced")
        texts = self._saved_texts()
        _expect(new in texts and old not in texts, f"替换以后，文件里还有“{old}”，或没有“{new}”")
        print("全部替换：已保存")

    def _undo_everything(self) -> None:
        _xdotool("key", "--repeat", "120", "--repeat-delay", "60", "ctrl+z")
        time.sleep(2)
        self._picture("undone")
        self._press("ctrl+s")
        _wait_for(lambda: self._book.read_bytes() == SAMPLE.read_bytes())
        print("全部撤销并保存：与原文件逐字节相同")

    # ── Hands and eyes ──

    def _focus_window(self) -> None:
        """Do what a window manager does, which the bare screen has none of."""
        _xdotool("windowfocus", "--sync", self._window)

    def _press(self, *keys: str) -> None:
        for key in keys:
            _xdotool("key", key)
            time.sleep(0.15)

    def _write(self, text: str) -> None:
        _xdotool("type", "--delay", "40", text)
        time.sleep(0.2)

    def _picture(self, name: str) -> None:
        time.sleep(0.8)
        self._pictures += 1
        path = self._out / f"{self._pictures}-{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], check=True)
        print(f"截图：{path}")

    def _save_and_check(self, what: str, indicators: int) -> None:
        """Save, and compare the project's rows in the file."""
        before = self._book.stat().st_mtime_ns
        self._press("ctrl+s")
        _wait_for(lambda: self._book.stat().st_mtime_ns != before)
        (project,) = (one for one in self._saved()["projects"] if one["name"] == PROJECT)
        rows = project["indicators"]
        written = {row["level3"] for row in rows}
        _expect(written >= {row[0] for row in TYPED}, f"{what}：少了字：{written}")
        _expect(len(rows) == indicators, f"{what}：文件里有 {len(rows)} 条，应为 {indicators} 条：{rows}")
        _expect(all(row["value"].startswith(("≥", "≤")) for row in rows), f"{what}：指标值不对：{rows}")
        print(f"{what}：已保存，文件里有 {indicators} 条")

    def _saved_texts(self) -> str:
        before = self._book.stat().st_mtime_ns
        self._press("ctrl+s")
        _wait_for(lambda: self._book.stat().st_mtime_ns != before)
        (project,) = (one for one in self._saved()["projects"] if one["name"] == PROJECT)
        return json.dumps(project, ensure_ascii=False)

    def _saved(self) -> dict:  # type: ignore[type-arg]
        target = self._out / "book.json"
        call = [sys.executable, str(ROOT / "main.py"), "convert", str(self._book), str(target)]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
        saved: dict = json.loads(target.read_text("utf-8"))  # type: ignore[type-arg]
        return saved


def _give_letters_keys() -> None:
    """Put all Chinese letters of the story on keys of the screen's keyboard that nobody presses.

    Left to itself, xdotool gives one key a new letter before each press; a program that looks a moment later reads
    the wrong one.
    """
    story = "".join((*sum(TYPED + ADDED, ()), PROJECT, *HEADER, *REPLACED))
    letters = sorted({letter for letter in story if ord(letter) > 127})
    layout = subprocess.run(["xmodmap", "-pke"], capture_output=True, text=True, check=True).stdout
    free = [line.split()[1] for line in layout.splitlines() if line.endswith(("=", "= ")) or "XF86" in line]
    pairs = [letters[n : n + 2] for n in range(0, len(letters), 2)]
    for key, pair in zip(free[: len(pairs)], pairs, strict=True):
        names = " ".join(f"U{ord(letter):04X}" for letter in pair)
        subprocess.run(["xmodmap", "-e", f"keycode {key} = {names}"], check=True)


def _xdotool(*arguments: str) -> str:
    return subprocess.run(["xdotool", *arguments], capture_output=True, text=True, check=False).stdout


def _wait_for(answer: Callable[[], _Answer], seconds: float = 20.0) -> _Answer:
    """The first answer that is true; an error when none comes in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := answer():
            return found
        time.sleep(0.1)
    raise TimeoutError("没有等到窗口的反应")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute()))
