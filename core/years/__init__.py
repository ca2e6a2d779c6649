"""Years in the texts of a book: which one it is of, and how it becomes next year's."""
