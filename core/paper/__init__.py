"""A book on paper: what its tables look like there, and which rows stand on which page. All lengths in millimetres."""
