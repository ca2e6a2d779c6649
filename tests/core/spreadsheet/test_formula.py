"""Formulas: taken apart, moved, told from target values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet.formula import is_formula, references, tokens, translated

PIECES = st.sampled_from(
    [
        *(
            "A1",
            "$B$2",
            "C$3:D7",
            "3:5",
            "$A:C",
            "'it''s'!A1",
            "甲!B2",
            "'甲 乙'!$C$4:D9",
            "一:三!A1",
            "[1]乙!A1",
        ),
        *(
            "LOG10(",
            "SUM(",
            ")",
            "(",
            ",",
            "+",
            "-",
            "<=",
            "%",
            "#",
            "@",
            " ",
            ":",
            "&",
            '"文"',
            '"a""b"',
            '"',
        ),
        *(
            "#REF!",
            "甲!#REF!",
            "#N/A",
            "表1[[#This Row],[名称]]",
            "{1,2;3}",
            "1.5E+3",
            ".5",
            "优",
            "TRUE",
            "'",
        ),
    ]
)


@given(st.lists(PIECES).map("".join) | st.text(max_size=40))
def test_joined_the_pieces_are_the_formula(formula):
    assert "".join(token.text for token in tokens(formula)) == formula


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("SUM(C2:C4)*0.3", ["C2:C4"]),
        ("'it''s'!A1+甲乙（2）!$B$3", ["'it''s'!A1", "甲乙（2）!$B$3"]),
        ("A1:LOG10(5)", ["A1"]),
        ("SUM(3:5,$A:C)", ["3:5", "$A:C"]),
        ("SUM(一:三!A1)", ["一:三!A1"]),
        ("[1]甲!A1+'[2]乙 丙'!B2", ["[1]甲!A1", "'[2]乙 丙'!B2"]),
        ("A1#+@B2 C3", ["A1", "B2", "C3"]),
        ('IF(A1="B2","C3",表1[D4])', ["A1"]),
        ("{1,2}+合计A1+A1B+XFE1+A1048577+A0", []),
        ("#REF!A1+甲!#REF!", []),
    ],
)
def test_references_are_found_and_nothing_else(formula, found):
    assert [reference.text for reference in references(formula)] == found


@pytest.mark.parametrize(
    ("formula", "sheets", "is_elsewhere"),
    [
        ("A1", (), False),
        ("甲!A1", ("甲",), False),
        ("'it''s'!A1", ("it's",), False),
        ("'甲 乙:丙'!A1", ("甲 乙", "丙"), False),
        ("[1]甲!A1", ("[1]甲",), True),
    ],
)
def test_a_reference_says_which_sheets_it_names(formula, sheets, is_elsewhere):
    (reference,) = references(formula)
    assert (reference.sheets, reference.is_elsewhere) == (sheets, is_elsewhere)


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+$A1+A$1+$A$1", "C4+$A4+C$1+$A$1"),
        ("SUM(甲!B2:C9,3:5,$A:B)", "SUM(甲!D5:E12,6:8,$A:D)"),
        ('LOG10(A1)&"A1"', 'LOG10(C4)&"A1"'),
        ("XFD1+A1048576", "#REF!+#REF!"),
    ],
)
def test_a_copied_formula_points_as_far_away_as_before(formula, moved):
    assert translated(formula, 3, 2) == moved


@pytest.mark.parametrize(
    "text",
    [
        *(
            "=SUM(C2:C4)",
            "=C5*0.3",
            "=1+2",
            "=甲!B3",
            "='甲 乙'!B3",
            "=A1",
            "=-A1",
            '=IF(A1>5,,"优")',
            "=NOW()",
        ),
        *("=$C$5%", "=A1:B2", "= C5 * 2", '="≥"&C5', "=(1+2)*3", "=SUM(表1[金额])", "={1,2}+A1"),
    ],
)
def test_what_computes_is_a_formula(text):
    assert is_formula(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "=95%",
            "=3个",
            "=162.8万元",
            "=100",
            "=优",
            "=-5",
            "=+5",
            "=3-5",
            "=1:2",
            "=A级",
            "==3",
            "=",
            "",
            "3+5",
        ),
        *(
            "=5(个)",
            "=C5*0.3万元",
            "=1+",
            "=7*24小时",
            "=数量*单价",
            "=SUM(1",
            "=SUM)1(",
            "=A1 B2C",
            '="优"',
            "=≥95%",
        ),
        *("=1+2=", "=1,2", "=表1[金额]3", "=【甲】"),
    ],
)
def test_a_target_value_is_no_formula(text):
    assert not is_formula(text)


@given(st.lists(PIECES).map("".join) | st.text(max_size=40))
def test_any_text_is_a_formula_or_not(text):
    assert is_formula("=" + text) in (True, False)
