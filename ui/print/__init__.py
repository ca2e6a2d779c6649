"""The book on paper: print, preview, PDF."""
