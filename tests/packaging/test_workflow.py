"""The workflow and the release checklist call make targets and scripts that there are."""

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / ".github/workflows/ci.yml"
CHECKLIST = ROOT / "docs/release.md"


def targets_called(path: Path) -> set[str]:
    calls = re.findall(r"\bmake ((?:[a-z-]+ )*[a-z-]+)(?=`|\s*$)", path.read_text("utf-8"), re.MULTILINE)
    return {target for call in calls for target in call.split()}


@pytest.mark.parametrize("path", [WORKFLOW, CHECKLIST], ids=lambda path: path.name)
def test_every_target_that_is_called_is_in_the_makefile(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    known = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    called = targets_called(path)
    assert {"deb", "sbom", "installer"} <= called
    assert called - known == set()


@pytest.mark.parametrize("path", [WORKFLOW, CHECKLIST], ids=lambda path: path.name)
def test_every_script_that_is_called_can_be_run(path: Path) -> None:
    scripts = set(re.findall(r"packaging/[\w/]+\.sh", path.read_text("utf-8")))
    assert scripts
    assert [name for name in scripts if not os.access(ROOT / name, os.X_OK)] == []


def test_a_release_waits_for_everything_else() -> None:
    text = WORKFLOW.read_text("utf-8")
    jobs = set(re.findall(r"^  ([a-z-]+):$", text.partition("\njobs:\n")[2], re.MULTILINE))
    waited_for = re.search(r"^    needs: \[(.+)\]$", text, re.MULTILINE)
    assert waited_for is not None
    assert set(waited_for[1].split(", ")) == jobs - {"release"}
