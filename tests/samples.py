"""The bundled sample books, which the tests read as their users would."""

from core.resources import RESOURCES

SAMPLES = sorted((RESOURCES / "samples").glob("*.txt"))
