"""Books as new workbooks."""
