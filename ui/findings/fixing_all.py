"""All fixes of the shown findings at once (全部修复): collected, previewed, done as one step."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from core.fixes import OfferedFixes, offered_fixes
from core.progress import Cancelled
from core.proposal import Proposal, accepted
from core.rules import Finding
from core.session import Session
from ui.background import run_in_background


class Choose(Protocol):
    """Shows proposals and returns those that the user accepts, as `ui.proposals` does; None for none."""

    def __call__(
        self,
        parent: QWidget | None,
        title: str,
        session: Session,
        proposals: Sequence[Proposal],
        *,
        unchecked: Container[int] = (),
        remarks: Mapping[int, str] | None = None,
    ) -> list[Proposal] | None: ...


def fix_all(parent: QWidget, session: Session, findings: Iterable[Finding], choose: Choose) -> None:
    """Let the user choose among the fixes of the findings, and do the chosen ones in one step.

    A worker goes through the findings.
    """
    # The worker keeps a context of its own: a context remembers the costs that it was asked for last.
    book, context = session.book, replace(session.findings.context)
    try:
        fixes = run_in_background(
            parent,
            _tr("正在汇总可以修正的问题 …"),
            lambda progress: offered_fixes(findings, book, context, progress),
        )
    except Cancelled:
        return
    offers = fixes.offers
    if not offers:
        text = _tr("列出的问题都要逐个修改，没有可以自动修正的。")
        QMessageBox.information(parent, _tr("全部修复"), text)
        return
    chosen = choose(
        parent,
        _title(fixes),
        session,
        [offer.proposal for offer in offers],
        unchecked={number for number, offer in enumerate(offers) if not offer.is_safe},
        remarks={number: "；".join(offer.reasons) for number, offer in enumerate(offers)},
    )
    if edit := accepted(chosen or []):
        session.apply(edit, _tr("全部修复"))


def _title(fixes: OfferedFixes) -> str:
    if not fixes.left:
        return _tr("全部修复")
    return _tr("全部修复（另有 {0} 处与它们相连，修复后可再做一次）").format(fixes.left)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FixingAll", text)
