"""Rows and cells on their way: copied, cut, pasted and dragged, also from Excel and between two windows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.book import Book, Project
from core.clipboard.pasting import PastePlan
from core.session import Session
from tests.core.tables import row, table
from tests.ui.sheet.hands import CTRL, NO, SHIFT, Hands, Key
from ui.indicators.indicator_tree import IndicatorTree
from ui.session_signals import SessionSignals


class Answers:
    """Settles pastes as they are, and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[PastePlan] = []
        self.refused: list[str] = []
        self.accepts = True

    def settle(self, plan: PastePlan) -> PastePlan | None:
        self.asked.append(plan)
        return plan if self.accepts else None

    def refuse(self, reason: str) -> None:
        self.refused.append(reason)


@pytest.fixture
def project() -> Project:
    return table(row("数量指标", "教材套数", "≥300套"), row("数量指标", "实训次数", "≥12次"))


@pytest.fixture
def session(project: Project) -> Session:
    return Session(Book([project, table(number=2)]))


def new_tree(qtbot: QtBot, session: Session, signals: SessionSignals) -> IndicatorTree:
    tree = IndicatorTree()
    qtbot.addWidget(tree)
    tree.set_session(signals)
    tree.show_section(session.book.project_ids[0])
    tree.resize(800, 600)
    tree.paste_questions = Answers()  # type: ignore[assignment]
    with qtbot.waitExposed(tree):
        tree.show()
    tree.setFocus()
    return tree


@pytest.fixture
def tree(qtbot: QtBot, session: Session, signals: SessionSignals) -> IndicatorTree:
    return new_tree(qtbot, session, signals)


@pytest.fixture
def hands(tree: IndicatorTree, qtbot: QtBot) -> Hands:
    return Hands(tree, qtbot)


@pytest.fixture
def other(qtbot: QtBot) -> IndicatorTree:
    """The tree of another window, with a book of its own."""
    session = Session(Book([table(row("数量指标", "外来指标", "≥1项"))]))
    return new_tree(qtbot, session, SessionSignals(session))


def names(session: Session) -> list[str]:
    return [one.level3 for one in session.book.projects[0].indicators]


def values(session: Session) -> dict[str, str]:
    return {one.level3: one.value for one in session.book.projects[0].indicators}


def copied_text() -> str:
    return QApplication.clipboard().text()


class TestCells:
    def test_a_block_is_copied_as_tab_separated_text_and_as_html(self, hands: Hands) -> None:
        hands.choose("教材套数的说明")
        hands.press(Key.Key_Down, SHIFT)
        hands.press(Key.Key_Right, SHIFT)
        hands.sheet.copy()
        assert copied_text().splitlines() == ["教材套数的说明\t≥300套", "实训次数的说明\t≥12次"]
        assert "<table" in QApplication.clipboard().mimeData().html()

    def test_cells_are_pasted_over_cells_in_one_step(
        self, hands: Hands, session: Session, project: Project
    ) -> None:
        QApplication.clipboard().setText("≥500套\r\n≥20次\r\n")
        hands.choose("≥300套")
        hands.sheet.paste()
        assert (values(session)["教材套数"], values(session)["实训次数"]) == ("≥500套", "≥20次")
        assert hands.selected == ["≥500套", "≥20次"]
        session.undo()
        assert session.book.projects[0] == project

    def test_one_cell_fills_a_range(self, hands: Hands, session: Session) -> None:
        QApplication.clipboard().setText("≥1次")
        hands.choose("≥300套")
        hands.press(Key.Key_Down, SHIFT)
        hands.sheet.paste()
        assert (values(session)["教材套数"], values(session)["实训次数"]) == ("≥1次", "≥1次")

    def test_cutting_cells_empties_them(self, hands: Hands, session: Session) -> None:
        hands.choose("≥12次")
        hands.sheet.cut()
        assert (copied_text().strip(), values(session)["实训次数"]) == ("≥12次", "")

    def test_what_does_not_fit_is_asked_about_and_can_be_given_up(
        self, hands: Hands, session: Session, project: Project
    ) -> None:
        answers = hands.sheet.paste_questions
        assert isinstance(answers, Answers)
        answers.accepts = False
        QApplication.clipboard().setText("甲\t乙\t丙\t丁")
        hands.choose("≥12次")
        hands.sheet.paste()
        assert len(answers.asked) == 1
        assert session.book.projects[0] == project

    def test_an_empty_clipboard_pastes_nothing(self, hands: Hands, session: Session) -> None:
        QApplication.clipboard().clear()
        hands.choose("≥12次")
        hands.sheet.paste()
        assert session.undo_label is None


class TestRows:
    def test_whole_rows_are_copied_with_their_levels(self, hands: Hands) -> None:
        hands.choose("教材套数")
        hands.press(Key.Key_Space, SHIFT)
        hands.sheet.copy()
        assert copied_text().split("\t")[:3] == ["产出指标", "数量指标", "教材套数"]

    def test_rows_of_a_spreadsheet_become_new_rows_in_their_categories(
        self, hands: Hands, session: Session, project: Project
    ) -> None:
        html = (
            "<table><tr><td rowspan=2>产出指标</td><td>数量指标</td><td>新班次</td><td>班次数量</td><td>≥3期</td></tr>"
            "<tr><td>质量指标</td><td>新合格率</td><td>合格人数占比</td><td>≥95%</td></tr></table>"
        )
        mime = QMimeData()
        mime.setHtml(html)
        QApplication.clipboard().setMimeData(mime)
        hands.choose("教材套数")
        hands.sheet.paste()
        assert names(session)[-2:] != names(session)[:2]
        added = {one.level3: one.level2 for one in session.book.projects[0].indicators}
        assert (added["新班次"], added["新合格率"]) == ("数量指标", "质量指标")
        session.undo()
        assert session.book.projects[0] == project

    def test_cut_rows_leave_the_table_and_come_back_where_they_are_pasted(
        self, hands: Hands, session: Session
    ) -> None:
        hands.choose("教材套数")
        hands.press(Key.Key_Space, SHIFT)
        hands.sheet.cut()
        assert "教材套数" not in names(session)
        hands.choose("实训次数")
        hands.sheet.paste()
        order = names(session)
        assert order.index("教材套数") == order.index("实训次数") + 1

    def test_rows_go_from_one_window_to_another(
        self, hands: Hands, session: Session, other: IndicatorTree, qtbot: QtBot
    ) -> None:
        far = Hands(other, qtbot)
        far.choose("外来指标")
        far.press(Key.Key_Space, SHIFT)
        other.copy()
        hands.choose("教材套数")
        hands.sheet.paste()
        assert "外来指标" in names(session)

    def test_a_broken_clipboard_is_explained(self, hands: Hands, session: Session) -> None:
        mime = QMimeData()
        mime.setData("application/x-jimu-indicators+json", b"[{")
        QApplication.clipboard().setMimeData(mime)
        hands.choose("教材套数")
        hands.sheet.paste()
        answers = hands.sheet.paste_questions
        assert isinstance(answers, Answers)
        assert len(answers.refused) == 1
        assert session.undo_label is None


class TestDragging:
    def drop(
        self,
        tree: IndicatorTree,
        mime: QMimeData,
        at: QPoint,
        modifiers: Qt.KeyboardModifier = NO,
        *,
        source: IndicatorTree | None = None,
    ) -> bool:
        """Drag rows over a point of the tree and drop them there; whether they were taken.

        Qt's offscreen platform has no drags of its own; an event that no drag sends has no source, so the tree is
        told of one.
        """
        viewport, actions = tree.viewport(), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        button = Qt.MouseButton.LeftButton
        taken = False
        for kind in (QDragEnterEvent, QDropEvent):
            position = at if kind is QDragEnterEvent else QPointF(at)
            event = kind(position, actions, mime, button, modifiers)  # type: ignore[arg-type]
            event.source = lambda: source  # type: ignore[method-assign, assignment, return-value]
            QApplication.sendEvent(viewport, event)
            taken = event.isAccepted()
        return taken

    def below(self, hands: Hands, text: str) -> QPoint:
        rect = hands.sheet.visualRect(hands.find(text))
        return QPoint(rect.center().x(), rect.bottom() - 1)

    def carry(self, hands: Hands, text: str) -> QMimeData:
        hands.choose(text)
        hands.press(Key.Key_Space, SHIFT)
        assert isinstance(hands.sheet, IndicatorTree)
        return hands.sheet.commands.carried()

    def test_a_dropped_row_moves_into_the_category_of_its_new_neighbour(
        self, hands: Hands, tree: IndicatorTree, session: Session, project: Project
    ) -> None:
        rows = self.carry(hands, "教材套数")
        assert self.drop(tree, rows, self.below(hands, "培训合格率"), source=tree)
        moved = next(one for one in session.book.projects[0].indicators if one.level3 == "教材套数")
        assert moved.level2 == "质量指标"
        assert session.undo_label == "移动指标"
        session.undo()
        assert session.book.projects[0] == project

    def test_with_control_a_copy_is_dropped(
        self, hands: Hands, tree: IndicatorTree, session: Session
    ) -> None:
        rows = self.carry(hands, "教材套数")
        assert self.drop(tree, rows, self.below(hands, "培训合格率"), CTRL, source=tree)
        assert names(session).count("教材套数") == 2

    def test_rows_of_another_window_are_copied(
        self, hands: Hands, tree: IndicatorTree, other: IndicatorTree, session: Session, qtbot: QtBot
    ) -> None:
        rows = self.carry(Hands(other, qtbot), "外来指标")
        assert self.drop(tree, rows, self.below(hands, "教材套数"), source=other)
        order = names(session)
        assert order.index("外来指标") == order.index("教材套数") + 1

    def test_what_is_no_row_is_left_to_the_window(
        self, hands: Hands, tree: IndicatorTree, session: Session
    ) -> None:
        mime = QMimeData()
        mime.setText("文字")
        assert not self.drop(tree, mime, self.below(hands, "教材套数"))
        assert session.undo_label is None

    def test_a_row_is_taken_by_the_margin_left_of_it(
        self, hands: Hands, tree: IndicatorTree, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        carried: list[QMimeData] = []

        class Drag:
            def __init__(self, source: IndicatorTree) -> None:
                pass

            def setMimeData(self, mime: QMimeData) -> None:  # noqa: N802
                carried.append(mime)

            def exec(self, *actions: Qt.DropAction) -> None:
                pass

        monkeypatch.setattr("ui.indicators.row_drag.QDrag", Drag)
        start = QPoint(4, hands.middle_of("教材套数").y())
        viewport, button = tree.viewport(), Qt.MouseButton.LeftButton
        qtbot.mousePress(viewport, button, pos=start)
        qtbot.mouseMove(viewport, start + QPoint(0, 60))
        qtbot.mouseRelease(viewport, button, pos=start)
        assert [mime.text().split("\t")[2] for mime in carried] == ["教材套数"]
