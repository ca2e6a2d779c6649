"""The detail pane: the whole text of the current cell, what it says and what is found about it."""
