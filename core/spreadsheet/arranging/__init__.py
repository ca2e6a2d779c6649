"""Sheets come, go and change places in a workbook."""
