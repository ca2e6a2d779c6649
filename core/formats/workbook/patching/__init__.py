"""What a changed book changes in its workbook."""
