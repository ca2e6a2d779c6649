"""The version of the program, as it stands in pyproject.toml and CHANGELOG.md."""

VERSION = "0.1.0"
