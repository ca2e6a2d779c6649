"""The clipboard: blocks, rows and projects as Qt passes them on, and the preview of what does not simply fit."""
