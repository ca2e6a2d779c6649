"""The page 规则 holds every rule, and shows the rules' texts as they stand."""

from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from core.rules import all_rules
from core.rules.explanation import explanation
from ui.help.page_view import PageView
from ui.help.rule_page import anchor, rule_page


def test_every_rule_has_a_heading_that_a_finding_can_lead_to() -> None:
    anchors = {heading.anchor for heading in rule_page().headings if heading.level == 3}
    assert anchors == {rule.key for rule in all_rules()}
    assert anchor("budget-zero") == "rules#budget-zero"


def test_mark_up_in_an_explanation_is_shown_and_not_obeyed(qtbot: QtBot) -> None:
    view = PageView()
    qtbot.addWidget(view)
    view.show_page(rule_page())
    text = view.toPlainText()
    assert "&nbsp;" in text
    assert explanation("markup-noise").wrong in text
    assert "\\" not in text


def test_a_page_for_paper_says_the_same(qtbot: QtBot) -> None:
    view = PageView()
    qtbot.addWidget(view)
    view.show_page(rule_page())
    paper: QTextDocument = view.for_paper()
    assert paper.toPlainText() == view.toPlainText()
