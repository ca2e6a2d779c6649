"""Target tables in Excel workbooks: found by their labels, written in two layouts, patched in place."""
