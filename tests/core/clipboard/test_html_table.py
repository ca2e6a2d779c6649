"""HTML tables of other programs, and those that are made for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clipboard.block import Block, Span, TooLarge
from core.clipboard.html_table import as_html_table, parse_html_table
from tests.core.clipboard.documents import EXCEL, LIBREOFFICE, SPANS, TABLE, WORD, WPS


def parsed(html: str) -> Block:
    block = parse_html_table(html)
    assert block is not None
    return block


class TestOtherPrograms:
    @pytest.mark.parametrize(
        ("program", "blanks"), [(EXCEL, "  "), (WPS, "  "), (WORD, "  "), (LIBREOFFICE, "\xa0\xa0")]
    )
    def test_each_one_shows_the_same_table(self, program: str, blanks: str) -> None:
        block = parsed(program).mapped(lambda text: text.replace("数量 指标", "数量指标"))
        assert block.rows == tuple(tuple(text.replace("  ", blanks) for text in row) for row in TABLE)
        assert block.spans == SPANS

    def test_hidden_rows_leave_a_merged_cell_its_text(self) -> None:
        html = "<table><tr style='display:none'><td rowspan=3>甲<td>1<tr><td>2<tr><td>3</table>"
        assert parsed(html) == Block((("甲", "2"), ("", "3")), (Span(0, 0, 2, 1),))

    def test_a_text_that_runs_over_into_empty_cells_merges_nothing(self) -> None:
        html = (
            "<table><tr><td colspan=2 style='mso-ignore:colspan'>很长的一段文字</td><td>3</td></tr></table>"
        )
        assert parsed(html) == Block((("很长的一段文字", "", "3"),))

    def test_hidden_cells_take_no_place(self) -> None:
        html = "<table><tr><td>1</td><td style='DISPLAY: none; display: none'>x</td><td>2</td></tr></table>"
        assert parsed(html).rows == (("1", "2"),)


class TestTables:
    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            ("一行", "一行"),
            (" \n 一行\n   半 \n", "一行 半"),
            ("甲<br>\n   乙", "甲\n乙"),
            ("甲<br><br>乙", "甲\n\n乙"),
            ("<br>", ""),
            ("&nbsp;", ""),
            ("<p>甲</p><p>乙</p>", "甲\n乙"),
            ("<div><p>甲</p></div>\n<div><b>乙</b></div>丙", "甲\n乙\n丙"),
            ("甲<!-- 注 -->乙<script>x()</script><style>p{}</style>", "甲乙"),
            ("<ruby>绩<rp>(</rp><rt>jì</rt><rp>)</rp></ruby>效", "绩效"),
            ("&lt;p&gt;&amp;amp;&#8805;5", "<p>&amp;≥5"),
            ("外<table><tr><td>内<td>里</table>", "外\n内 里"),
        ],
    )
    def test_a_cell_says_what_a_browser_shows(self, cell: str, text: str) -> None:
        assert parsed(f"<table><tr><td>{cell}</td></tr></table>").rows == ((text,),)

    def test_text_without_a_table_is_none(self) -> None:
        for html in (
            "",
            "  ",
            "文字",
            "<p>甲\t乙</p>",
            "<!-- <table><tr><td>x</table> -->",
            "<table></table>",
        ):
            assert parse_html_table(html) is None

    def test_several_tables_stand_one_below_the_other(self) -> None:
        html = "<table><tr><td>1<td>2</table><p>x</p><table><tr><td colspan=2>3<tr><td>4</table>"
        assert parsed(html) == Block((("1", "2"), ("3", ""), ("4", "")), (Span(1, 0, 1, 2),))

    def test_a_table_that_only_places_another_one_is_looked_through(self) -> None:
        html = "<table><tr><td><table><tr><td>1<td>2</table></td></tr></table>"
        assert parsed(html).rows == (("1", "2"),)

    def test_rows_may_stand_without_a_table(self) -> None:
        assert parsed("<html><body><!--StartFragment--><tr><td>1</td><td>2</td></tr>").rows == (("1", "2"),)

    def test_a_row_may_be_short_and_a_cell_reach_to_the_end(self) -> None:
        html = "<table><tr><td rowspan=0>1<td>2<td>3<tr><td>4</table>"
        assert parsed(html) == Block((("1", "2", "3"), ("", "4", "")), (Span(0, 0, 2, 1),))


class TestHostileTables:
    @pytest.mark.parametrize(
        "html",
        [
            "<table>" + "<tr>" + "<td colspan=1000>" * 17,
            "<table>" + ("<tr>" + "<td colspan=1000 rowspan=9>" * 16) * 1000,
            "<table>" + "<tr>" + "<td colspan=500>" * 30 + "<tr>" * 1000,
        ],
    )
    def test_tables_beyond_measure_are_refused(self, html: str) -> None:
        with pytest.raises(TooLarge, match="请分几次复制粘贴"):
            parse_html_table(html)

    def test_merged_cells_end_with_the_table_and_do_not_overlap(self) -> None:
        html = "<table><tr><td>1<td rowspan=1000000>2<td>3<tr><td colspan=99999999999999999999>4<td>5</table>"
        block = parsed(html)
        assert block.spans == (Span(0, 1, 2, 1),)
        assert block.rows == (("1", "2", "3"), ("4", "", "5"))

    @pytest.mark.parametrize(
        "html",
        [
            "<table><tr><td>" * 5000,
            "<table><tr><td>" + "<b>" * 50_000,
            "<table>" + "<col span=1000>" * 5000 + "<tr><td>1",
        ],
    )
    def test_deep_and_odd_ones_do_no_harm(self, html: str) -> None:
        block = parse_html_table(html)
        assert block is None or (block.height, block.width) == (1, 1)

    def test_entities_of_the_document_are_not_expanded(self) -> None:
        html = (
            '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><table><tr><td>&x;</td></tr></table>'
        )
        assert parsed(html).rows == (("&x;",),)


class TestWriting:
    def test_merged_cells_line_breaks_and_blanks_are_written_for_spreadsheets(self) -> None:
        html = as_html_table(Block((("产出指标", "甲\n 乙"), ("", "<b>&")), (Span(0, 0, 2, 1),)))
        assert '<td rowspan="2"' in html
        assert (
            '甲<br style="mso-data-placement:same-cell"><span style="mso-spacerun:yes">&nbsp;</span>乙'
            in html
        )
        assert "&lt;b&gt;&amp;" in html

    @pytest.mark.parametrize("text", ["=1+1", "2025-1", "001", "3197.94"])
    def test_every_cell_is_marked_as_text(self, text: str) -> None:
        html = as_html_table(Block(((text,),)))
        assert """mso-number-format:"\\@"'>""" + text in html
        assert 'sdnum="0;0;@"' in html


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Blocks whose level-like first columns have merged cells."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    texts = st.text(st.sampled_from('绩≥5 \n"<&>\t=甲'), max_size=6).map(
        lambda text: "\n".join(line for line in text.replace("\t", " ").split("\n") if line.strip())
    )
    rows = [[draw(texts) for _ in range(width)] for _ in range(height)]
    spans = []
    top = draw(st.integers(0, height - 1))
    span = Span(top, 0, draw(st.integers(1, height - top)), draw(st.integers(1, width)))
    if span.height * span.width > 1:
        spans.append(span)
    covered = Block.of(rows, spans).covered
    for row, column in covered:
        rows[row][column] = ""
    return Block.of(rows, spans)


@given(blocks())
def test_a_block_comes_back_as_it_was(block: Block) -> None:
    assert parse_html_table(as_html_table(block)) == block
