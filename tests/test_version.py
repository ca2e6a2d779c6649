"""The version is said in three places and has to be the same in all of them."""

import re
import tomllib
from pathlib import Path

from core.version import VERSION

ROOT = Path(__file__).resolve().parent.parent


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    latest = re.search(r"^## \[?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert project["version"] == VERSION
    assert latest is None or latest[1] == VERSION
