"""The manual and the keyboard sheet, in a window of their own that needs no network."""
