"""The two text table formats: one cell per line (from Word), one row per line (from a recognised PDF)."""
