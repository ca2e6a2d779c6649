"""The findings panel: what is wrong, where, and what mends it."""
