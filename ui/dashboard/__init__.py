"""概况: the figures of a book as bars."""
