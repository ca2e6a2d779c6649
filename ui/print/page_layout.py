"""Sheets of paper as Qt describes them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize

from core.paper.paper import Paper

_SAME = 1.0
"""Millimetres by which one and the same paper may differ from printer to printer."""


def page_layout(paper: Paper) -> QPageLayout:
    """The sheet as Qt describes it; the margins are drawn as part of the page."""
    is_wide = paper.width > paper.height
    size = QSizeF(min(paper.width, paper.height), max(paper.width, paper.height))
    return QPageLayout(
        QPageSize(size, QPageSize.Unit.Millimeter, matchPolicy=QPageSize.SizeMatchPolicy.FuzzyMatch),
        QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait,
        QMarginsF(),
    )


def paper_of(layout: QPageLayout, wanted: Paper) -> Paper:
    """The sheet that a printer was set to, with the margin of the wanted one; that one where it is the same."""
    size = layout.fullRect(QPageLayout.Unit.Millimeter).size()
    differs = abs(size.width() - wanted.width) > _SAME or abs(size.height() - wanted.height) > _SAME
    return replace(wanted, width=size.width(), height=size.height()) if differs else wanted
