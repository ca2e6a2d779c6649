"""Rows and cells of a workbook change in place, and what hangs on them follows."""
