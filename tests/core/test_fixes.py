"""All fixes at once: which are offered, how they fit together, that any choice of them can be done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, FrontMatter, ItemId, Place, Project
from core.edit import Group, RemoveRow, SetField
from core.fixes import OfferedFix, OfferedFixes, offered_fixes
from core.progress import Cancelled
from core.proposal import accepted
from core.rules import Finding, Severity
from core.scheme import schemes
from core.session import Session
from tests.core.random_edits import a_book, edits
from tests.core.tables import row, table


def session_of(*projects: Project) -> Session:
    return Session(Book(projects), schemes()["2015"])


def offered(session: Session, *rules: str) -> OfferedFixes:
    """The fixes of the findings of these rules; of all without any."""
    findings = [one for one in session.findings if not rules or one.rule in rules]
    return offered_fixes(findings, session.book, session.findings.context)


def only_offer(session: Session, *rules: str) -> OfferedFix:
    (offer,) = offered(session, *rules).offers
    return offer


def test_a_text_is_offered_as_it_will_be_with_the_reason() -> None:
    session = session_of(table(row("质量指标", "抽检合格率", "≥95百分比")))
    place, before, after, _ = only_offer(session).proposal
    assert (before, after) == ("≥95百分比", "≥95%")
    assert place.field == "value"
    assert only_offer(session).reasons == ("“95百分比”建议写作“95%”",)


def test_what_changes_only_how_a_text_is_written_is_safe() -> None:
    session = session_of(table(row("质量指标", "抽检合格率", "≥95百分比")))
    assert only_offer(session).is_safe


def test_a_move_to_another_category_is_not_ticked() -> None:
    session = session_of(table(row("质量指标", "复检合格率", "≥95%", level1="效益指标")))
    offer = only_offer(session)
    assert not offer.is_safe
    assert (offer.proposal.place.field, *offer.proposal[1:3]) == ("level1", "效益指标", "产出指标")


def test_a_row_that_goes_is_shown_whole_and_not_ticked() -> None:
    twin = row("数量指标", "培训人数", "≥300人次")
    session = session_of(table(twin))
    offer = only_offer(session, "duplicate-indicator")
    assert not offer.is_safe
    assert offer.proposal[1:3] == ("产出指标 | 数量指标 | 培训人数 | 培训人数的说明 | ≥300人次", "")


def test_two_fixes_of_one_text_are_one_line() -> None:
    session = session_of(table(row("质量指标", "抽检合格率", " <p>≥95百分比</p> ")))
    offers, left = offered(session)
    assert [offer.proposal[1:3] for offer in offers] == [(" <p>≥95百分比</p> ", "≥95%")]
    assert len(offers[0].reasons) == 3
    assert left == 0


def test_goals_are_shown_a_line_each() -> None:
    session = session_of(table(goals=("全年培训三百人次 ", "学员取得职业资格证书")))
    assert only_offer(session).proposal[1:3] == (
        "全年培训三百人次 \n学员取得职业资格证书",
        "全年培训三百人次\n学员取得职业资格证书",
    )


def test_level_names_of_many_rows_are_one_line() -> None:
    rows = (row("社会效益 指标", f"第{n}项受益人数", "≥100人", "效益指标") for n in range(3))
    session = session_of(table(*rows))
    assert only_offer(session).proposal[1:3] == ("社会效益 指标", "社会效益指标")


def test_a_safe_fix_is_not_joined_to_one_that_the_user_has_to_choose() -> None:
    twin = row("数量指标", "培训人数 ", "≥300人次", description="培训人数的说明")
    session = session_of(table(twin))
    offers, left = offered(session)
    assert [offer.is_safe for offer in offers] == [True]
    assert left == 1
    session.apply(offers[0].proposal.edit, "全部修复")
    assert not only_offer(session).is_safe


def test_fixes_of_texts_beside_the_projects_are_offered_too() -> None:
    front = FrontMatter(ItemId(1), "示例  封面")
    book = Book([table()], front)
    place = Place(front.id, None, "text")
    finding = Finding("stray-whitespace", Severity.HINT, place, "封面有空格", SetField(place, "示例封面"))
    session = Session(book)
    (offer,), _ = offered_fixes([finding, finding], book, session.findings.context)
    assert offer.proposal[:3] == (place, "示例  封面", "示例封面")


def test_collecting_can_be_stopped() -> None:
    session = session_of(table(row("质量指标", "抽检合格率", "≥95百分比")))

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        offered_fixes(session.findings, session.book, session.findings.context, stop)


@given(st.data())
def test_any_choice_of_the_offers_can_be_done_and_taken_back(data: st.DataObject) -> None:
    session = Session(a_book(), schemes()["2015"])
    for _ in range(data.draw(st.integers(0, 3))):
        session.apply(data.draw(edits(session.book)), "修改")
    before = [*session.book.sections]
    offers, _ = offered(session)
    chosen = accepted([offer.proposal for offer in offers if data.draw(st.booleans())])
    session.apply(chosen or Group(()), "全部修复")
    session.undo()
    assert [*session.book.sections] == before


@given(st.data())
def test_a_few_rounds_leave_nothing_to_fix(data: st.DataObject) -> None:
    session = Session(a_book(), schemes()["2015"])
    for _ in range(data.draw(st.integers(0, 3))):
        session.apply(data.draw(edits(session.book)), "修改")
    for _ in range(6):
        offers, left = offered(session)
        session.apply(Group(tuple(offer.proposal.edit for offer in offers)), "全部修复")
        if not left and not any(finding.fix for finding in session.findings):
            break
    assert [finding for finding in session.findings if finding.fix] == []


@given(st.data())
def test_safe_fixes_remove_no_row(data: st.DataObject) -> None:
    session = Session(a_book(), schemes()["2015"])
    session.apply(data.draw(edits(session.book)), "修改")
    safe = [offer.proposal.edit for offer in offered(session).offers if offer.is_safe]
    assert not any(isinstance(edit, RemoveRow) for edit in safe)
