"""The indicator tree: rows of a project under their level-1 and level-2 names, edited in place."""
