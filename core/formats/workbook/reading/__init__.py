"""Target tables found in the sheets of a workbook, whoever made it."""
