"""One file, several people: it is open elsewhere, or somebody has changed it on disk."""
