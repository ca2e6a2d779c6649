"""Searching the library, telling kinds of project, and an office's own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.library import Entry, Kind, Library, LibraryError, builtin_library, load_library, read_ahead
from core.library import library as library_module
from core.library.reading import read_kind

QUANTITY, QUALITY = ("产出指标", "数量指标"), ("产出指标", "质量指标")


@pytest.fixture
def library() -> Library:
    def entry(kind: str, category: tuple[str, str], name: str, *keywords: str) -> Entry:
        return Entry(kind, category, name, f"{name}的算法", "≥{待填}次", keywords=keywords)

    training = (
        entry("培训", QUANTITY, "授课次数", "开班"),
        entry("培训", QUALITY, "考核合格率", "考试"),
    )
    roads = (entry("养护", QUALITY, "路面平整度合格率"), entry("养护", QUANTITY, "巡路次数", "合格"))
    return Library([Kind("培训", ("培训", "轮训"), training), Kind("养护", ("养护", "道路养护"), roads)])


def names(entries: list[Entry]) -> list[str]:
    return [entry.name for entry in entries]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["授课次数", "考核合格率", "路面平整度合格率", "巡路次数"]),
        ("次数", ["授课次数", "巡路次数"]),
        ("次数 授课", ["授课次数"]),
        ("培训　次数", ["授课次数"]),
        ("合格", ["考核合格率", "路面平整度合格率", "巡路次数"]),
        ("的算法 考试", ["考核合格率"]),
        ("hgl", ["考核合格率", "路面平整度合格率"]),
        ("pzd hgl", ["路面平整度合格率"]),
        ("合格率 次数", []),
        ("(", []),
    ],
)
def test_all_words_are_found_in_any_order_and_those_in_names_first(
    library: Library, text: str, found: list[str]
) -> None:
    assert names(library.search(text)) == found


def test_a_search_may_keep_to_a_kind_and_a_category(library: Library) -> None:
    training = library.kinds[0]
    assert names(library.search("率", training)) == ["考核合格率"]
    assert names(library.search("", category=QUALITY)) == ["考核合格率", "路面平整度合格率"]


@pytest.mark.parametrize(
    ("project", "kind"),
    [
        ("示例市职业技能培训经费", "培训"),
        ("道路养护人员轮训", "培训"),
        ("培训中心道路养护", "养护"),
        ("示例项目", None),
        ("", None),
    ],
)
def test_the_last_word_of_a_name_tells_the_kind(library: Library, project: str, kind: str | None) -> None:
    found = library.kind_of(project)
    assert (found and found.name) == kind


@pytest.mark.parametrize(
    ("project", "kind"),
    [
        ("示例区政务信息系统运维经费", "信息化运维"),
        ("示例区政务信息系统升级改造", "信息系统建设"),
        ("示例区政府一般债券利息", "债券还本付息"),
        ("示例区干部培训经费", "培训"),
        ("示例区办公楼物业管理费", "物业后勤"),
        ("示例区中小学校舍维修", "维修养护"),
        ("示例区医疗设备购置", "设备购置"),
        ("示例区河道综合治理", "环境治理"),
        ("示例区城乡居民最低生活保障", "社会保障发放"),
    ],
)
def test_the_built_in_library_knows_common_names(project: str, kind: str) -> None:
    found = builtin_library().kind_of(project)
    assert found is not None
    assert found.name == kind


OWN = """
kind = "窗口服务"
words = ["窗口"]

[["产出指标"."数量指标"]]
name = "窗口办件数"
value = "≥{待填}件"
description = "年内各窗口办结的件数"
"""


def test_an_office_adds_kinds_and_indicators_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(OWN, "utf-8")
    (tmp_path / "b.toml").write_text(
        OWN.replace("窗口服务", "培训").replace("窗口办件数", "送教次数"), "utf-8"
    )
    library = load_library(tmp_path)
    assert library.problems == ()
    assert [kind.name for kind in library.kinds[:2]] == ["窗口服务", "培训"]
    assert library.kinds[1].entries[0].name == "送教次数"
    assert len(library.kinds[1].entries) > 8
    assert len(library.entries) == len(builtin_library().entries) + 2


def test_what_is_read_ahead_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    monkeypatch.setattr(library_module, "read_kind", lambda path: read.append(path) or read_kind(path))
    for forget in (builtin_library, library_module._builtin_kind):
        forget.cache_clear()
    pauses = len(list(read_ahead()))
    files = sorted(read)
    assert pauses == len(files) > 20
    assert builtin_library().kinds
    assert read == files


def test_without_files_the_built_in_library_serves(tmp_path: Path) -> None:
    assert load_library(tmp_path) is builtin_library()
    assert load_library(tmp_path / "missing") is builtin_library()


@pytest.mark.parametrize(
    ("content", "explained"),
    [
        ('kind = "窗口\n', "第 1 行"),
        ("[[", "不合 TOML 格式"),
        ('words = ["窗口"]', "kind 没有填写"),
        ('kind = "窗口"\nwords = "窗口"', "words 应是方括号里的几个词"),
        (OWN.replace("数量指标", "规模指标"), "类别“产出指标 / 规模指标”不在指标体系里"),
        (OWN.replace('value = "≥{待填}件"', ""), "指标“窗口办件数”：value 没有填写"),
        (OWN.replace("{待填}", "{数量}"), "{数量}不认识"),
        (OWN.replace('name = "窗口办件数"', "name = 3"), "name 没有填写"),
        ('kind = "窗口"\n["产出指标"]\n"数量指标" = ["窗口办件数"]', "[[…]]"),
    ],
)
def test_a_broken_file_is_explained_and_left_out(tmp_path: Path, content: str, explained: str) -> None:
    (tmp_path / "broken.toml").write_text(content, "utf-8")
    (tmp_path / "sound.toml").write_text(OWN, "utf-8")
    library = load_library(tmp_path)
    (problem,) = library.problems
    assert "broken.toml" in str(problem)
    assert explained in str(problem)
    assert library.kinds[0].name == "窗口服务"


def test_a_file_in_another_encoding_and_a_folder_are_explained_too(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(OWN.encode("gb18030"))
    (tmp_path / "b.toml").mkdir()
    messages = [str(problem) for problem in load_library(tmp_path).problems]
    assert "UTF-8" in messages[0]
    assert "打不开" in messages[1]


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, "utf-8-sig")
    assert read_kind(path).entries[0].name == "窗口办件数"


def test_texts_are_read_as_cells_can_carry_them(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace("办结的件数", "办结的\\t件数\\n\\n含网上办件"), "utf-8")
    assert read_kind(path).entries[0].description == "年内各窗口办结的 件数\n含网上办件"


def test_a_file_that_has_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="打不开"):
        read_kind(tmp_path / "gone.toml")
