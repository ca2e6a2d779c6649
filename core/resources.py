"""Where the files lie that the program ships with."""

from pathlib import Path

# The frozen program keeps core/ and resources/ side by side, so this holds there as well.
RESOURCES = Path(__file__).resolve().parent.parent / "resources"
