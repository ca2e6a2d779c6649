"""What goes through the clipboard: blocks of cells to and from spreadsheets, rows and projects between books."""
