"""Small questions about Chinese text that tables answer with blanks in odd places."""


def squeezed(text: str) -> str:
    """The text without any white space: how labels, level names and indicator names are compared."""
    return text if text.isalnum() else "".join(text.split())
