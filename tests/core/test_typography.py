"""One plain spelling: no white space, no look-alikes."""

from hypothesis import given
from hypothesis import strategies as st

from core.typography import plain, written_after


@given(st.text(st.sampled_from("优9９％%≧≥ \u3000\n，,（—")))
def test_a_plain_text_stays_and_any_other_becomes_one(text: str) -> None:
    words = plain(text)
    assert plain(words) == words
    assert words == "".join(plain(character) for character in text)
    assert written_after(text, 0) == text.lstrip()


def test_look_alikes_are_read_as_what_they_look_like() -> None:
    assert plain("≧ ９５．５％－１００％，（优）") == "≥95.5%-100%,(优)"
