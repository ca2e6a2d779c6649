"""Excel workbooks as such: their parts, sheets, cells and rows. Knows nothing of target tables."""
