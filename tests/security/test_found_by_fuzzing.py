"""What mutated files have brought to light, each as small as it can be."""

from core.formats.encoding import Encoding
from core.formats.text.layout import read_text, write_text
from tests.core.formats.tables import ROWS


def test_sub_goals_without_a_number_are_kept_as_unrecognised() -> None:
    book, layout = read_text(f"一、总体绩效目标\n总体\n二、分项绩效目标\n分项\n{ROWS}", Encoding())
    assert book.department is not None
    assert (book.department.overall, book.department.sub_goals) == ("总体", ())
    assert [part.text for part in layout.unrecognised][:1] == ["分项"]


def test_a_table_begins_on_a_line_of_its_own() -> None:
    source = "\t项目名称\n\t项目名称\n\t甲\n\t预算规模及资金用途"
    book, layout = read_text(source, Encoding())
    assert write_text(book, layout).source == source
