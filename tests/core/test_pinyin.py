"""Initials of Chinese texts."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.pinyin import SpelledTexts, initials

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政务大厅", ("z", "w", "dt", "t")),
        ("银行", ("y", "hx")),
        ("女", ("nr",)),
        ("2026年A区", ("2", "0", "2", "6", "n", "a", "oq")),
        ("（一）", ("", "y", "")),
        ("", ()),
    ],
)
def test_initials_of_each_character(text: str, expected: tuple[str, ...]) -> None:
    assert initials(text) == expected


@pytest.mark.parametrize("letters", ["cq", "zq"])
def test_every_reading_of_a_polyphone_is_found(letters: str) -> None:
    texts = SpelledTexts(["重庆市"])
    match = texts.neighbours(letters).search(texts.spelled["重庆市"])
    assert match is not None
    assert match.span() == (0, 2)


@pytest.mark.parametrize(
    ("text", "letters", "span"),
    [
        ("示例市政务大厅运维", "zwdt", (3, 7)),
        ("示例市政务（综合）大厅", "zwzhdt", (3, 11)),
        ("二期WiFi改造", "eqwifigz", (0, 8)),
        ("政务大厅", "dtzw", None),
        ("（）", "a", None),
    ],
)
def test_neighbours_are_found_where_they_stand(text: str, letters: str, span: tuple[int, int] | None) -> None:
    texts = SpelledTexts([text])
    match = texts.neighbours(letters).search(texts.spelled[text])
    assert (match.span() if match else None) == span


def test_initials_apart_are_found_in_their_order() -> None:
    texts = SpelledTexts(["示例市政务大厅运维"])
    (spelled,) = texts.spelled.values()
    match = texts.apart("szdy").match(spelled)
    assert match is not None
    assert [match.start(group) for group in range(1, 5)] == [0, 3, 5, 7]
    assert texts.apart("yds").match(spelled) is None


def test_the_table_of_phrases_is_not_loaded() -> None:
    code = (
        "import sys; from core.pinyin import initials\n"
        "assert 'pypinyin' not in sys.modules\n"
        "initials('政务'); print('pypinyin.phrases_dict' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
