"""All that needs no screen: the book, its edits, its findings, its files. Imports no Qt."""
