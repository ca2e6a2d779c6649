"""The text that a cell of an HTML table shows, and how a text is written there so that a spreadsheet keeps it.

Excel marks blanks that count by `mso-spacerun`, and line breaks inside a cell by `mso-data-placement:same-cell`;
Word writes a paragraph for each line; any other white space of the source means one blank, as in a browser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

_UNSEEN = frozenset({"script", "style", "title", "comment", "template", "rt", "rp"})
"""Elements whose content is no text of the cell; LibreOffice writes cell notes as `comment`."""
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "pre", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements that begin and end a line."""

_BREAK, _EDGE, _BLANK = "\x1d", "\x1e", "\x1f"
"""Stand, while a text is put together, for a line break, the edge of a block, and a blank that counts."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EDGES = re.compile(f" ?{_EDGE}[{_EDGE} ]*")
_AROUND_BREAK = re.compile(f" ?{_BREAK} ?")
_BLANKS_THAT_COLLAPSE = re.compile(r"^ +| +$| {2,}", re.MULTILINE)
_BREAK_MARKUP = '<br style="mso-data-placement:same-cell">'


def cell_text(cell: etree._Element) -> str:
    """The lines that the cell shows, parted by line feeds; "" where there is nothing but blanks."""
    if len(cell) == 0:
        text = _SPACE.sub(" ", cell.text or "").strip(" ")
        return "" if text.isspace() else text
    text = _SPACE.sub(" ", "".join(_pieces(cell)))
    text = _EDGES.sub(_EDGE, text).strip(f"{_EDGE} ").replace(_EDGE, "\n")
    text = _AROUND_BREAK.sub("\n", text).removesuffix("\n").replace(_BLANK, " ")
    return "" if text.isspace() else text


def cell_markup(text: str) -> str:
    """The text as the content of a cell that gives it back."""
    markup = html.escape(text, quote=False)
    if " " in markup:
        markup = _BLANKS_THAT_COLLAPSE.sub(_firm_blanks, markup)
    return markup.replace("\n", _BREAK_MARKUP)


def is_hidden(element: etree._Element) -> bool:
    """Whether a browser would not show the element."""
    style = element.get("style", "")
    return "none" in style and "display:none" in style.replace(" ", "")


def _pieces(cell: etree._Element) -> Iterator[str]:
    """The texts of the cell in order, with marks for breaks and edges of blocks."""
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        if element is cell:
            yield element.text or "" if event == "start" else ""
            continue
        if element.tag in _BLOCKS:
            yield _EDGE
        elif element.tag in ("td", "th"):
            yield " "
        if event == "end":
            yield element.tail or ""
        elif element.tag in _UNSEEN or is_hidden(element):
            walk.skip_subtree()
        elif element.tag == "br":
            yield _BREAK
        else:
            text = element.text or ""
            yield _firm(text) if "mso-spacerun" in element.get("style", "") else text


def _firm(text: str) -> str:
    """The text of an element whose blanks all count."""
    return _SPACE.sub(" ", text).replace("\xa0", _BLANK).replace(" ", _BLANK)


def _firm_blanks(match: re.Match[str]) -> str:
    return f'<span style="mso-spacerun:yes">{"&nbsp;" * len(match[0])}</span>'
