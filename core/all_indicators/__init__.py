"""All indicators of a book in one table: its lines, which of them are shown, and in what order."""
