"""What the cells of a workbook of target tables look like: black lines on white, as such tables are published."""

from core.spreadsheet.making.look import Holds, Look

HEADING = Look("center", font="黑体", size=16, has_lines=False)
NOTE_LEFT = Look("left", has_lines=False)
NOTE_RIGHT = Look("right", has_lines=False)
LABEL = Look("center")
COLUMN_TITLE = Look("center", bold=True)
NAME = Look("center")
LONG_TEXT = Look("left")
CODE = Look("center", Holds.CODES)
NUMBER = Look("center", Holds.NUMBERS)
LINK = Look("left", color="0563C1", underline=True)
LIST_TITLE = Look("center", bold=True, fill="DDEBF7")
