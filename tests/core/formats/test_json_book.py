"""JSON books: what is written, what is refused and how that is said."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.book import Book, Checkpoint
from core.formats import LoadError, load, save
from core.progress import Cancelled
from tests.core.formats.reading import book_of, projects_json
from tests.core.formats.tables import CELLS, ROWS


def as_json(source: str) -> dict[str, Any]:
    from core.formats.json_book import write_json

    content: dict[str, Any] = json.loads(write_json(book_of(source)).source)
    return content


def loading(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "book.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_texts_are_clean_and_the_differing_ones_stand_beside_them_as_written() -> None:
    source = CELLS.replace("\t≥12个", "\t ≥12个").replace("\t正常运营的社区食堂", "\t正常运营的\n社区食堂")
    content = as_json(source)
    row = content["projects"][0]["indicators"][0]
    assert (row["value"], row["description"]) == ("≥12个", "正常运营的社区食堂")
    assert content["as_written"] == [
        {"project": 1, "indicator": 1, "field": "description", "text": "正常运营的\n社区食堂"},
        {"project": 1, "indicator": 1, "field": "value", "text": " ≥12个"},
    ]


@pytest.mark.parametrize(
    "source",
    [
        CELLS.replace("\t≥12个", "\t ≥12个").replace("\t社会效益指标", "\t社会效益指 标"),
        ROWS.replace("1. 完成改造", "<p>1. 完成改造</p>"),
        CELLS.replace("2.补贴老年人用餐", "2.补贴老年人\n用餐"),
    ],
)
def test_a_book_comes_back_from_json_as_it_was_written(source: str, tmp_path: Path) -> None:
    book = book_of(source)
    save(book, tmp_path / "book.json")
    again = load(tmp_path / "book.json").book
    assert [row[1:] for p in again.projects for row in p.indicators] == [
        row[1:] for p in book.projects for row in p.indicators
    ]
    assert [p.goals for p in again.projects] == [p.goals for p in book.projects]
    assert (again.front and again.front.text) == (book.front and book.front.text)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda content: content["projects"][1]["indicators"][0].update(value=5), "projects[1].indicators[0].value：应为文字"),
        (lambda content: content["projects"][0].pop("name"), "projects[0].name：缺少这一项"),
        (lambda content: content["projects"][0].update(number="一"), "projects[0].number：应为整数"),
        (lambda content: content["projects"][0].update(bugdet="1"), "projects[0].bugdet：不认识的项"),
        (lambda content: content.update(projects={}), "projects：应为列表"),
        (lambda content: content.pop("projects"), "projects：缺少这一项"),
        (lambda content: content.update(as_written=[{"project": 9, "field": "name", "text": "x"}]), "as_written[0].project：只有 2 个项目"),
        (lambda content: content.update(as_written=[{"project": 1, "indicator": 99, "field": "value", "text": "x"}]), "as_written[0]：所指"),
        (lambda content: content.update(as_written=[{"project": 1, "field": "nothing", "text": "x"}]), "as_written[0]：所指"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_the_path_of_the_field(spoil: Any, reason: str, tmp_path: Path) -> None:
    content = as_json(CELLS)
    spoil(content)
    with pytest.raises(LoadError) as refusal:
        load(loading(tmp_path, content))
    assert "“book.json”" in refusal.value.message
    assert reason in refusal.value.message


def test_broken_json_is_refused_with_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="第 3 行第 1 列不符合 JSON 语法"):
        load(loading(tmp_path, '{"projects": [\n1,\n}'))


def test_keys_beside_projects_are_free(tmp_path: Path) -> None:
    content = {**as_json(CELLS), "source": "somewhere"}
    assert projects_json(load(loading(tmp_path, content)).book) == content["projects"]


def with_plan(*points: tuple[str, str]) -> Book:
    book = book_of(CELLS)
    plan = tuple(Checkpoint(*point) for point in points)
    return Book((replace(book.projects[0], spending_plan=plan), *book.projects[1:]))


@pytest.mark.parametrize(
    "points",
    [
        (("3月底", "25%"), ("3月底", "50%")),
        (("3月底", "25%"), ("3月底 ", "50%"), ("12月底", "100%")),
        ((" 3月\n底", " 25%"), ("", ""), ("", "")),
        (),
    ],
)
def test_a_spending_plan_comes_back_as_it_was_whatever_its_labels(
    points: tuple[tuple[str, str], ...], tmp_path: Path
) -> None:
    save(with_plan(*points), tmp_path / "book.json")
    assert load(tmp_path / "book.json").book.projects[0].spending_plan == points


def test_a_label_that_stands_twice_in_a_plan_is_no_loss_in_silence(tmp_path: Path) -> None:
    source = json.dumps(as_json(CELLS)).replace(
        '"spending_plan": null', '"spending_plan": {"a": "1", "a": "2"}', 1
    )
    with pytest.raises(LoadError, match="“a”出现了不止一次"):
        load(loading(tmp_path, source))


def test_a_plan_is_said_once(tmp_path: Path) -> None:
    content = as_json(CELLS)
    content["projects"][1] |= {"spending_plan": {}, "checkpoints": [{"label": "3月底", "percent": ""}]}
    with pytest.raises(LoadError, match=r"projects\[1\].checkpoints：与 spending_plan 只能有一项"):
        load(loading(tmp_path, content))


def test_reading_can_be_stopped_at_any_project(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if (done, total) == (1, 2):
            raise Cancelled

    with pytest.raises(Cancelled):
        load(loading(tmp_path, as_json(CELLS)), stop)
