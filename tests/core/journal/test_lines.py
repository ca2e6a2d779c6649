"""Lines that a crash or a disk has spoilt are known as such."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.journal.lines import joined_lines, line, read_lines

LINES = [line(f'{{"n":{n}}}') for n in range(4)]
WHOLE = b"".join(LINES)


def numbers(data: bytes) -> list[int]:
    return [said["n"] for said in read_lines(data).said]


def test_lines_come_back() -> None:
    assert read_lines(WHOLE) == ([{"n": 0}, {"n": 1}, {"n": 2}, {"n": 3}], 0)


def test_a_file_may_end_at_any_byte() -> None:
    for end in range(len(WHOLE)):
        read = read_lines(WHOLE[:end])
        assert numbers(WHOLE[:end]) == list(range(WHOLE[:end].count(b"\n")))
        assert read.beyond == 0


@given(st.lists(st.lists(st.text(), max_size=4), max_size=4))
def test_lines_given_in_pieces_are_those_given_whole(lines: list[list[str]]) -> None:
    assert joined_lines(lines) == b"".join(line("".join(pieces)) for pieces in lines)


@pytest.mark.parametrize(
    "rubbish", [b"\0" * 40, b"half a line\n", b"00000000 {}\n", b"\n", "乱".encode() * 9 + b"\n"]
)
def test_rubbish_at_the_end_is_a_torn_end(rubbish: bytes) -> None:
    """After a power cut a file may end with what a disk held before, or with zeros."""
    assert read_lines(WHOLE + rubbish) == read_lines(WHOLE)


def test_every_changed_byte_is_noticed() -> None:
    start = len(LINES[0])
    for place in range(start, start + len(LINES[1])):
        spoilt = bytearray(WHOLE)
        spoilt[place] ^= 1
        read = read_lines(bytes(spoilt))
        assert read.said == [{"n": 0}]
        assert read.beyond >= 1


def test_sound_lines_behind_a_spoilt_one_are_counted_and_not_read() -> None:
    assert read_lines(LINES[0] + b"spoilt\n" + LINES[2] + LINES[3]) == ([{"n": 0}], 2)


def test_json_that_nests_too_deep_is_a_spoilt_line() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    assert read_lines(line(deep)).said == []
