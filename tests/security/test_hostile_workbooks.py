"""Workbooks that are made to take all time or memory, or to lead elsewhere: opened or refused, and soon."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from core.spreadsheet.opening.package import Package
from tests.core.spreadsheet.workbooks import MAIN, hand_made, sheet_xml, with_part
from tests.security.confined import opened

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="time and memory of a process are told otherwise"
)

TITLES = ("序号", "项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标值")
LINE = ("1", "甲", "1", "产出指标", "数量指标", "个数", "1个")


def row(number: int, texts: tuple[str, ...]) -> str:
    cells = (
        f'<c r="{"ABCDEFG"[column]}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in enumerate(texts)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def workbook(rows: str = "", after: str = "", styles: str = "", before: str = "") -> bytes:
    """A list of one indicator, with further rows and what may follow them."""
    return hand_made(sheet_xml(row(1, TITLES) + row(2, LINE) + rows, after, before), styles=styles)


def styles(formats: str, cells: str) -> str:
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>'


def with_strings(data: bytes, strings: str) -> bytes:
    part = f'<sst xmlns="{MAIN}">{strings}</sst>'
    return with_part(data, "xl/workbook.xml", "sharedStrings", "xl/sharedStrings.xml", part)


def with_sheets_of_one_part() -> bytes:
    package = Package.open(workbook("".join(row(number, LINE) for number in range(3, 3000))))
    listed = package.part("xl/workbook.xml").decode()
    more = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="rId1"/>' for number in range(5, 3000))
    changed = listed.replace("</sheets>", f"{more}</sheets>").encode()
    return package.with_parts({"xl/workbook.xml": changed}).to_bytes()


def packed(data: bytes) -> bytes:
    file = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as archive, ZipFile(file, "w", ZIP_DEFLATED) as smaller:
        for name in archive.namelist():
            smaller.writestr(name, archive.read(name))
    return file.getvalue()


A_FORMAT = '<xf numFmtId="0"/><xf numFmtId="164"/>'
FORMATTED = '<row r="3"><c r="A3" s="1"><v>5</v></c></row>'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            workbook(after="<!--" + "<row " * 10**6 + "--><a hidden='1'/>"), id="beginnings of rows"
        ),
        pytest.param(workbook(after="<!--" + "<mergeCell " * 10**6 + "-->"), id="beginnings of merges"),
        pytest.param(
            workbook('<row r="3"><c r="A3"><f t="shared" si="1"/></c></row>', "<!--" + "<f " * 10**6 + "-->"),
            id="beginnings of formulas",
        ),
        pytest.param(
            workbook(
                after="<!--" + ' s="1"' * 10**6 + "-->",
                styles=styles("", '<xf numFmtId="0"/><xf numFmtId="9"/>'),
            ),
            id="styles in a comment",
        ),
        pytest.param(
            workbook('<row r="3"><c r="A3">' + " " * 10**7 + "<f>1</f></c></row>"), id="blanks in a cell"
        ),
        pytest.param(
            workbook('<row r="3"><c r="AA3">' + " " * 10**7 + "<f>1</f></c></row>"),
            id="blanks in a cell far out",
        ),
        pytest.param(
            workbook(
                FORMATTED, styles=styles(f'<numFmt numFmtId="164" formatCode="{"[h" * 10**6}"/>', A_FORMAT)
            ),
            id="a long format",
        ),
        pytest.param(
            workbook(
                "".join(f'<row r="{n}"><c r="A{n}" s="1"><v>{n}</v></c></row>' for n in range(3, 20_000)),
                styles=styles(f'<numFmt numFmtId="164" formatCode="{"0" * 10**5}"/>', A_FORMAT),
            ),
            id="a format with many noughts",
        ),
        pytest.param(
            workbook(
                '<row r="3"><c r="A3"><f t="shared" si="1">'
                + "1+" * 50_000
                + "1</f></c></row>"
                + "".join(
                    f'<row r="{n}"><c r="A{n}"><f t="shared" si="1"/></c></row>' for n in range(4, 20_000)
                )
            ),
            id="a long shared formula",
        ),
        pytest.param(workbook(after="<a>" * 10**6 + "</a>" * 10**6), id="deep nesting"),
        pytest.param(workbook(after="<a/>" * 10**7), id="many elements"),
        pytest.param(
            workbook(after="<mergeCells>" + '<mergeCell ref="A5:XFD1048576"/>' * 9999 + "</mergeCells>"),
            id="merges of all cells",
        ),
        pytest.param(
            workbook(f'<row r="3"><c r="A3"><v>{"9" * 10**6}</v></c><c r="B3"><v>1e999999</v></c></row>'),
            id="huge numbers",
        ),
        pytest.param(with_strings(workbook(), "<si/>" * 10**7), id="countless shared strings"),
        pytest.param(
            with_strings(workbook('<row r="3"><c r="A3" t="s"><v>-1</v></c></row>'), "<si/>"),
            id="a string before all",
        ),
        pytest.param(
            with_strings(
                workbook('<row r="3"><c r="A3" t="s"><v>0</v></c></row>'),
                f"<si><t>甲</t>{'<rPh />' * 10**6}{'<rPh>' * 10**5}{'</rPh>' * 10**5}</si>",
            ),
            id="beginnings of pronunciations",
        ),
        pytest.param(
            with_part(workbook(), "xl/worksheets/sheet1.xml", "worksheet", "xl/a.xml", "<a/>"),
            id="a sheet of a sheet",
        ),
    ],
)
def test_what_is_but_odd_is_read_in_time(tmp_path: Path, data: bytes) -> None:
    assert opened(tmp_path / "表.xlsx", packed(data)).message == ""


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "1048576"),
        (lambda: workbook(before=" " * 280_000_000), "大得不正常"),
        (lambda: workbook('<a:c xmlns:a="a"/>', after="<a/>" * 10**7), "大得不正常"),
        (lambda: with_strings(workbook(), "<si><t>甲</t></si>" * 5_000_000), "大得不正常"),
        (
            lambda: with_strings(
                workbook(
                    "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 60_000))
                ),
                f"<si><t>{'甲' * 10_000}</t></si>",
            ),
            "大得不正常",
        ),
        (
            lambda: with_strings(
                workbook(
                    "".join(
                        f'<row r="{n}"><c r="A{n}" s="{n}" t="s"><v>0</v></c></row>' for n in range(3, 3000)
                    )
                ),
                f"<si><t>{'甲' * 10**6}</t></si>",
            ),
            "大得不正常",
        ),
        (
            lambda: workbook(
                "".join(
                    f'<row r="{n}">{"".join(f"""<c r="{c}{n}"><v>{n}</v></c>""" for c in "ABCDEFG")}</row>'
                    for n in range(3, 500_000)
                )
            ),
            "300 万",
        ),
        (
            lambda: workbook("".join(row(n, (str(n), f"甲{n}", *LINE[2:])) for n in range(3, 50_100))),
            "50,000 个项目",
        ),
        (lambda: workbook("".join(row(n, LINE) for n in range(3, 250_100))), "250,000 条指标"),
        (
            lambda: workbook(
                styles=styles(
                    "".join(f'<numFmt numFmtId="{n}" formatCode="0{n}"/>' for n in range(60_000)), A_FORMAT
                )
            ),
            "数字格式",
        ),
        (with_sheets_of_one_part, "同一个部件"),
        (lambda: workbook('<row r="3"><c r="A3"' + ' t="e"' * 10**6 + "></c></row>"), "损坏"),
        (lambda: workbook(f'<row r="3">{"""<c r="A3"><x/>""" * 10**6}</row>'), "损坏"),
        (
            lambda: workbook(f'<row r="3">{"".join(f"""<c r="A3" x="{n}"/>""" for n in range(10**6))}</row>'),
            "单元格样式",
        ),
        (lambda: workbook('<row r="3" ' * 10**6), "损坏"),
        (lambda: with_strings(workbook(), "<si><t/>" * 10**6), "损坏"),
        (lambda: workbook(f'<row r="{"9" * 5000}"><a:c xmlns:a="a"/></row>'), "损坏"),
        (lambda: workbook('<row r="-1"><c><v>1</v></c></row>'), "损坏"),
        (lambda: workbook('<row r="0"><c r="A0"><v>1</v></c></row>'), "损坏"),
        (lambda: workbook(styles=styles("", f'<xf numFmtId="{"9" * 5000}"/>')), "损坏"),
        (lambda: workbook('<row r="3"><c r="A3" t="s"><v>99999999999</v></c></row>'), "损坏"),
        (lambda: workbook('<a:c xmlns:a="a"/>', "<a>" * 10**6 + "</a>" * 10**6), "损坏"),
    ],
)
def test_what_is_too_much_or_wrong_is_refused(tmp_path: Path, make: Callable[[], bytes], said: str) -> None:
    assert said in opened(tmp_path / "表.xlsx", packed(make())).message


ENTITIES = {
    "billion laughs": '<!DOCTYPE a [<!ENTITY a "甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    "another file": '<!DOCTYPE a [<!ENTITY a SYSTEM "{secret}">]>',
    "the network": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
}
PARTS = (
    *("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
    *("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"),
)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", ENTITIES)
def test_no_part_may_declare_entities_or_lead_to_other_files(tmp_path: Path, kind: str, part: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密")
    data = with_strings(workbook(styles=styles("", A_FORMAT)), "<si><t>甲</t></si>")
    package = Package.open(data)
    doctype = ENTITIES[kind].replace("{secret}", secret.as_uri())
    hostile = package.with_parts({part: doctype.encode() + package.part(part).replace(b">1<", b">&a;<")})
    if part == "[Content_Types].xml":  # of which nothing is read but that it is there
        hostile = hostile.with_parts({"xl/worksheets/sheet1.xml": b"<!DOCTYPE a><a/>"})
    assert "安全" in opened(tmp_path / "表.xlsx", hostile.to_bytes()).message
