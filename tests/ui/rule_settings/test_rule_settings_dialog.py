"""The dialog 规则设置: what the office changes in it, and the file that keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QMessageBox, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from core.book import Book
from core.money import MoneyUnit
from core.rules import Severity
from core.rules.settings import DEFAULTS, RuleSettings
from core.rules.settings_file import read_settings, write_settings
from core.scheme import Requirement
from tests.core.tables import row, table
from tests.ui.writing import compose
from ui.rule_settings.office_settings import change_settings
from ui.rule_settings.rule_settings_dialog import RuleSettingsDialog
from ui.rule_settings.severities_page import Column, SeveritiesPage

CHANGED = RuleSettings(
    severities={"percent-spelling": None, "budget-zero": Severity.WARNING},
    slight_cost_share=Decimal("0.025"),
    unit_cost_share=Decimal("0.1"),
    satisfaction_floor=50,
    satisfaction_usual=85,
    shortest_goal=12,
    fiscal_year=2027,
    mandatory={"2021": (Requirement("成本指标", None), Requirement("产出指标", "数量指标"))},
    checkpoints=(6, 10, 12),
    money_unit=MoneyUnit.YUAN,
)


@pytest.fixture
def dialog(qtbot: QtBot) -> RuleSettingsDialog:
    book = Book([table(row("时效指标", "完工时间", "2026年12月底前"), name="2026年示例经费")])
    dialog = RuleSettingsDialog(DEFAULTS, book)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def warnings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: told.append(text))
    return told


def line_of(page: SeveritiesPage, rule_key: str) -> int:
    """The line of the table, unfiltered, that shows the rule."""
    return next(n for n in range(page.model.rowCount()) if page.model.rule_at(n).key == rule_key)


def current_rule(page: SeveritiesPage, rule_key: str) -> None:
    page.table.selectRow(line_of(page, rule_key))


def shown_severity(page: SeveritiesPage, rule_key: str) -> str:
    lines: QAbstractItemModel = page.table.model()
    return str(lines.index(line_of(page, rule_key), Column.SEVERITY).data())


def test_settings_that_nobody_touches_stay_as_they_are(dialog: RuleSettingsDialog) -> None:
    assert dialog.settings == DEFAULTS
    dialog.show_settings(CHANGED)
    assert dialog.settings == CHANGED


def test_the_rules_keep_qts_rules(dialog: RuleSettingsDialog) -> None:
    model = dialog.severities_page.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    dialog.show_settings(CHANGED)
    assert tester.model() is model


def test_the_space_bar_turns_a_rule_off_and_on(qtbot: QtBot, dialog: RuleSettingsDialog) -> None:
    page = dialog.severities_page
    page.table.setCurrentIndex(page.table.model().index(line_of(page, "budget-zero"), Column.RULE))
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert dialog.settings.severities == {"budget-zero": None}
    assert shown_severity(page, "budget-zero") == "不检查"
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert dialog.settings == DEFAULTS


@pytest.mark.parametrize(
    ("title", "severities", "shown"),
    [
        ("提示", {"budget-zero": Severity.HINT}, "提示（已改）"),
        ("不检查", {"budget-zero": None}, "不检查"),
        ("规则自己的级别（最重：错误）", {}, "错误"),
    ],
)
def test_the_severity_of_the_current_rule_is_chosen(
    dialog: RuleSettingsDialog, title: str, severities: dict, shown: str
) -> None:
    page = dialog.severities_page
    page.show_severities({"budget-zero": Severity.WARNING})
    current_rule(page, "budget-zero")
    box = page.severity_box
    assert box.currentText() == "警告"
    box.setCurrentText(title)
    box.activated.emit(box.currentIndex())
    assert dialog.settings.severities == severities
    assert shown_severity(page, "budget-zero") == shown


def test_the_current_rule_is_explained(dialog: RuleSettingsDialog) -> None:
    current_rule(dialog.severities_page, "budget-zero")
    told = dialog.severities_page.explanation.text()
    assert told.startswith("预算数应是大于零的数字。")
    assert "依据：" in told


def test_a_filter_that_shows_no_rule_leaves_nothing_to_choose(dialog: RuleSettingsDialog) -> None:
    page = dialog.severities_page
    compose(page.filter_box, "百分数写作")
    assert [page.table.model().index(n, 0).data() for n in range(page.table.model().rowCount())] == [
        "指标值里的百分数写作 %"
    ]
    compose(page.filter_box, "没有这样的规则")
    assert not page.severity_box.isEnabled()
    assert page.explanation.text() == ""


def test_a_satisfaction_that_scores_nothing_cannot_be_usual(dialog: RuleSettingsDialog) -> None:
    page = dialog.thresholds_page
    page.floor_box.setValue(90)
    assert page.usual_box.value() == 90


def test_a_category_becomes_mandatory_and_another_does_not_stay_so(dialog: RuleSettingsDialog) -> None:
    page = dialog.mandatory_page
    page.scheme_box.setCurrentIndex(page.scheme_box.findData("2021"))
    tick(page.tree.topLevelItem(0), Qt.CheckState.Checked)
    tick(page.tree.topLevelItem(2), Qt.CheckState.Unchecked)
    assert dialog.settings.mandatory == {
        "2021": (
            Requirement("成本指标", None),
            Requirement("产出指标", "数量指标"),
            Requirement("产出指标", "质量指标"),
        )
    }
    tick(page.tree.topLevelItem(0), Qt.CheckState.Unchecked)
    tick(page.tree.topLevelItem(2), Qt.CheckState.Checked)
    assert dialog.settings.mandatory == {}


def tick(item: QTreeWidgetItem | None, state: Qt.CheckState) -> None:
    assert item is not None
    item.setCheckState(0, state)


def test_each_scheme_remembers_its_own_ticks(dialog: RuleSettingsDialog) -> None:
    page = dialog.mandatory_page
    tick(page.tree.topLevelItem(2), Qt.CheckState.Unchecked)
    page.scheme_box.setCurrentIndex(1)
    page.scheme_box.setCurrentIndex(0)
    item = page.tree.topLevelItem(2)
    assert item is not None
    assert (item.text(0), item.checkState(0)) == ("满意度指标", Qt.CheckState.Unchecked)


def test_the_year_of_the_open_book_is_told_with_its_evidence(dialog: RuleSettingsDialog) -> None:
    told = dialog.books_page.evidence_label.text()
    assert told.startswith("打开的文件是 2026 年的。依据：")
    assert "完工时间 · 指标值“2026年12月底前”" in told or "“2026年" in told
    assert dialog.books_page.year_box.value() == 2026
    assert not dialog.books_page.year_box.isEnabled()


@pytest.mark.parametrize(
    ("book", "told"), [(None, "现在没有打开的文件。"), (Book([table()]), "打开的文件没有写明年度")], ids=str
)
def test_a_year_that_nothing_tells_is_not_made_up(qtbot: QtBot, book: Book | None, told: str) -> None:
    dialog = RuleSettingsDialog(DEFAULTS, book)
    qtbot.addWidget(dialog)
    assert dialog.books_page.evidence_label.text().startswith(told)


def test_a_year_can_be_fixed(dialog: RuleSettingsDialog) -> None:
    dialog.books_page.fixed_button.click()
    dialog.books_page.year_box.setValue(2028)
    assert dialog.settings.fiscal_year == 2028
    dialog.books_page.guessed_button.click()
    assert dialog.settings.fiscal_year is None


def test_the_last_checkpoint_cannot_be_taken(dialog: RuleSettingsDialog) -> None:
    for box in dialog.books_page.month_boxes:
        if box.isChecked():
            box.click()
    assert dialog.settings.checkpoints == (12,)


def test_the_defaults_come_back(dialog: RuleSettingsDialog) -> None:
    dialog.show_settings(CHANGED)
    dialog.defaults_button.click()
    assert dialog.settings == DEFAULTS


def chooses(monkeypatch: pytest.MonkeyPatch, file: Path | None) -> None:
    name = str(file) if file else ""
    for ask in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_: (name, ""))


def test_what_is_exported_can_be_imported(
    dialog: RuleSettingsDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, warnings: list[str]
) -> None:
    chooses(monkeypatch, tmp_path / "规则.toml")
    dialog.show_settings(CHANGED)
    dialog.export_button.click()
    dialog.defaults_button.click()
    dialog.import_button.click()
    assert dialog.settings == CHANGED
    assert warnings == []


def test_an_imported_file_with_mistakes_tells_them(
    dialog: RuleSettingsDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, warnings: list[str]
) -> None:
    file = tmp_path / "规则.toml"
    file.write_text("[thresholds]\nshortest_goal = 12\nsatisfaction_floor = '高'\n", "utf-8")
    chooses(monkeypatch, file)
    dialog.import_button.click()
    assert dialog.settings == replace(DEFAULTS, shortest_goal=12)
    assert "第 3 行" in warnings[0]


def test_without_a_file_nothing_is_imported_or_exported(
    dialog: RuleSettingsDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chooses(monkeypatch, None)
    monkeypatch.chdir(tmp_path)
    dialog.show_settings(CHANGED)
    dialog.import_button.click()
    dialog.export_button.click()
    assert dialog.settings == CHANGED
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_cannot_be_written_is_told(
    dialog: RuleSettingsDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, warnings: list[str]
) -> None:
    (tmp_path / "占位").write_text("")
    chooses(monkeypatch, tmp_path / "占位" / "规则.toml")
    dialog.export_button.click()
    assert "写不进去" in warnings[0]


# ── The office's own file ──


def answer(monkeypatch: pytest.MonkeyPatch, act: Callable[[RuleSettingsDialog], bool]) -> None:
    """Do something with the dialog; True accepts it."""
    monkeypatch.setattr(RuleSettingsDialog, "exec", lambda self: act(self))


def test_accepted_settings_are_kept_in_the_file(
    qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def change(dialog: RuleSettingsDialog) -> bool:
        dialog.show_settings(CHANGED)
        return True

    file = tmp_path / "Jimu" / "rule-settings.toml"
    answer(monkeypatch, change)
    assert change_settings(None, None, file) == CHANGED
    assert read_settings(file) == (CHANGED, ())


def test_a_cancelled_dialog_changes_nothing(
    qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "rule-settings.toml"
    answer(monkeypatch, lambda dialog: False)
    assert change_settings(None, None, file) is None
    assert not file.exists()


def test_mistakes_in_the_file_are_told_before(
    qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, warnings: list[str]
) -> None:
    file = tmp_path / "rule-settings.toml"
    write_settings(file, DEFAULTS)
    file.write_text(file.read_text("utf-8").replace("shortest_goal = 8", "shortest_goal = 八"), "utf-8")
    answer(monkeypatch, lambda dialog: dialog.settings == DEFAULTS)
    assert change_settings(None, None, file) == DEFAULTS
    assert "写得不合 TOML 格式" in warnings[0]
    assert read_settings(file) == (DEFAULTS, ())


def test_a_file_that_cannot_be_written_is_told(
    qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, warnings: list[str]
) -> None:
    (tmp_path / "占位").write_text("")
    answer(monkeypatch, lambda dialog: True)
    assert change_settings(None, None, tmp_path / "占位" / "规则.toml") is None
    assert "写不进去" in warnings[-1]
