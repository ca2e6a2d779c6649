"""The project list: units with their projects and totals."""
