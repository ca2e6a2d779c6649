"""Find and replace in the book, and the way to a project by name."""
