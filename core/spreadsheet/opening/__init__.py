"""A workbook's file as parts: opened safely, written with all else as it was."""
