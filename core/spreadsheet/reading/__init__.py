"""What a user sees in the sheets of a workbook."""
