"""审核意见: what an officer sends back to the offices whose target tables were reviewed.

Files are reviewed one by one (`review`), what was found becomes one document (`composing`) that knows nothing of
formats (`report`), and a writer for each format makes a file of it (`writing`).
"""

from core.report.composing import compose
from core.report.report import Report
from core.report.review import Checked, Reviewer, checked, review_book, review_file, review_files
from core.report.reviewed import ReviewedFile
from core.report.sources import tables_below
from core.report.writing import SUFFIXES, Writer, Writers, write_report, writer_for

__all__ = [
    "SUFFIXES",
    "Checked",
    "Report",
    "ReviewedFile",
    "Reviewer",
    "Writer",
    "Writers",
    "checked",
    "compose",
    "review_book",
    "review_file",
    "review_files",
    "tables_below",
    "write_report",
    "writer_for",
]
