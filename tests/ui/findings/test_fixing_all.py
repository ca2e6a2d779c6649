"""All fixes of what the panel lists, in one step, after a preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core.book import Book
from core.proposal import Proposal
from core.session import Session
from tests.core.tables import row, table
from ui.findings.findings_panel import FindingsPanel
from ui.proposals.proposals_dialog import ProposalsDialog
from ui.session_signals import SessionSignals

Answer = Callable[[Sequence[Proposal]], list[Proposal] | None]


class Preview:
    """Answers in the place of the user, and remembers what it was shown."""

    def __init__(self, answer: Answer = list) -> None:
        self.answer = answer
        self.title = ""
        self.shown: Sequence[Proposal] = ()
        self.options: dict[str, Any] = {}

    def __call__(
        self,
        parent: QWidget | None,
        title: str,
        session: Session,
        proposals: Sequence[Proposal],
        **options: Any,
    ) -> list[Proposal] | None:
        self.title, self.shown, self.options = title, proposals, options
        return self.answer(proposals)


@pytest.fixture
def faulty() -> Session:
    """Two spelt-out percentages, one of them with blanks; a row under the wrong level 1; a finding without a fix."""
    first = table(row("质量指标", "抽检合格率", " ≥95百分比"), row("成本指标", "设备费", "≤90万元"), number=1)
    second = table(
        row("质量指标", "复检合格率", "≥98百分比"),
        row("质量指标", "抽查合格率", "≥96%", level1="效益指标"),
        number=2,
    )
    return Session(Book([first, second]))


def panel_of(qtbot: QtBot, session: Session, preview: Preview) -> FindingsPanel:
    panel = FindingsPanel(choose=preview)
    qtbot.addWidget(panel)
    panel.set_session(SessionSignals(session, panel))
    panel.show()
    return panel


def rules(session: Session) -> set[str]:
    return {finding.rule for finding in session.findings}


def test_everything_that_can_be_fixed_is_fixed_in_one_step(qtbot: QtBot, faulty: Session) -> None:
    before = faulty.book.projects
    panel_of(qtbot, faulty, Preview()).fix_all_action.trigger()
    assert rules(faulty).isdisjoint({"percent-spelling", "stray-whitespace", "unknown-category"})
    assert "cost-over-budget" in rules(faulty)
    assert faulty.undo_label == "全部修复"
    faulty.undo()
    assert faulty.book.projects == before


def test_the_preview_has_a_line_per_place_and_ticks_only_what_is_safe(qtbot: QtBot, faulty: Session) -> None:
    preview = Preview()
    panel_of(qtbot, faulty, preview).fix_all_action.trigger()
    texts = {(proposal.before, proposal.after) for proposal in preview.shown}
    assert texts == {(" ≥95百分比", "≥95%"), ("≥98百分比", "≥98%"), ("效益指标", "产出指标")}
    unticked = {preview.shown[number].before for number in preview.options["unchecked"]}
    assert unticked == {"效益指标"}
    assert all(preview.options["remarks"][number] for number in range(len(preview.shown)))
    assert preview.title == "全部修复"


@pytest.mark.parametrize("answer", [lambda proposals: None, lambda proposals: []], ids=["cancel", "none"])
def test_nothing_chosen_changes_nothing(qtbot: QtBot, faulty: Session, answer: Answer) -> None:
    panel_of(qtbot, faulty, Preview(answer)).fix_all_action.trigger()
    assert not faulty.modified


def test_only_what_the_filters_show_is_fixed(qtbot: QtBot, faulty: Session) -> None:
    preview = Preview()
    panel = panel_of(qtbot, faulty, preview)
    panel.show_section(faulty.book.project_ids[1])
    panel.section_button.click()
    panel.filter_box.setText("百分比")
    panel.fix_all_action.trigger()
    assert [proposal.after for proposal in preview.shown] == ["≥98%"]


def test_waived_findings_are_not_fixed(qtbot: QtBot, faulty: Session) -> None:
    preview = Preview()
    panel = panel_of(qtbot, faulty, preview)
    moved = next(finding for finding in faulty.findings if finding.rule == "unknown-category")
    faulty.waive(moved, "本地格式如此")
    panel.waived_button.click()
    panel.fix_all_action.trigger()
    assert "效益指标" not in {proposal.before for proposal in preview.shown}


def test_fixes_that_do_not_go_together_are_announced(qtbot: QtBot) -> None:
    twin = row("数量指标", "培训人数 ", "≥300人次", description="培训人数的说明")
    preview = Preview()
    panel_of(qtbot, Session(Book([table(twin)])), preview).fix_all_action.trigger()
    assert preview.title == "全部修复（另有 1 处与它们相连，修复后可再做一次）"


def test_a_list_without_fixes_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "information", lambda parent, title, text: told.append(text))
    session = Session(Book([table(row("成本指标", "设备费", "≤90万元"))]))
    panel_of(qtbot, session, Preview()).fix_all_action.trigger()
    assert told == ["列出的问题都要逐个修改，没有可以自动修正的。"]


def test_the_real_preview_takes_what_it_is_given(
    qtbot: QtBot, faulty: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProposalsDialog, "exec", lambda self: True)
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.set_session(SessionSignals(faulty, panel))
    panel.fix_all_action.trigger()
    assert "percent-spelling" not in rules(faulty)
    assert "unknown-category" in rules(faulty)


def test_without_a_book_there_is_nothing_to_do(qtbot: QtBot) -> None:
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    assert not panel.fix_all_action.isEnabled()
    assert not panel.waive_action.isEnabled()
