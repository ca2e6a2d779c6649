"""What is written on keyboards that have no ≥ and ≤."""

_SIGNS = {"=>": "≥", ">=": "≥", "=<": "≤", "<=": "≤"}
# Chinese input methods write 《 and 》, or the full width, for < and >.
_PLAIN = str.maketrans("《》＜＞＝", "<><>=")


def operator_sign(written: str) -> str | None:
    """The sign that the last two characters of a text stand for: ≥ for `>=` and `=>`; None for any others."""
    return _SIGNS.get(written[-2:].translate(_PLAIN))
