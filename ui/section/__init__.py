"""The page of the section that is shown: a project, the department targets, the front matter."""
