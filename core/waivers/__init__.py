"""Findings that somebody has looked into and accepted (已核实), with the reason; kept beside the book."""
