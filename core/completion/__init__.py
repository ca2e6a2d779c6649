"""Completion: what a cell that is being written may be going to say, from the book itself and the library."""

from core.completion.completions import MOST, Completions, Suggestion
from core.completion.typed_operator import operator_sign

__all__ = ["MOST", "Completions", "Suggestion", "operator_sign"]
