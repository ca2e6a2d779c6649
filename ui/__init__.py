"""The window: a module per part that a user can point at."""
