import pytest

from core.completion import operator_sign


@pytest.mark.parametrize(
    ("written", "sign"),
    [
        (">=", "≥"), ("=>", "≥"), ("<=", "≤"), ("=<", "≤"), ("合格率>=", "≥"), ("＞＝", "≥"), ("》=", "≥"), ("《=", "≤"),
        ("=", None), (">", None), ("", None), (">=9", None), ("==", None), ("<>", None), ("> =", None),
    ],
)  # fmt: skip
def test_two_characters_stand_for_one_sign(written: str, sign: str | None) -> None:
    assert operator_sign(written) == sign
