"""Texts cut short."""

import pytest

from core.excerpt import excerpt


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("清淤河道", "清淤河道"),
        ("清淤河道长度", "清淤河道…"),
        (" 清淤\n\t河 ", "清淤 河"),
        ("清淤\n河道长度", "清淤 河…"),
        ("   \n", ""),
    ],
)
def test_a_text_is_shown_on_one_line_up_to_its_room(text: str, shown: str) -> None:
    assert excerpt(text, 4) == shown
