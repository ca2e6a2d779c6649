"""Rules are imported when they are asked for, and then all of them."""

import pkgutil
import subprocess
import sys
from pathlib import Path

import core.rules
from core.rules import all_rules

ROOT = Path(__file__).resolve().parents[3]


def test_settings_and_severities_come_without_the_rules() -> None:
    code = (
        "import sys, core.rules.settings, core.severity\n"
        "print('core.rules.families' in sys.modules)\n"
        "print(len(core.rules.all_rules()) > 0, 'core.rules.families' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "True"]


def test_no_family_is_forgotten() -> None:
    modules = [one.name for one in pkgutil.iter_modules(core.rules.__path__, "core.rules.")]
    of_rules = {name for name in modules if _registers_rules(Path(ROOT, *name.split(".")).with_suffix(".py"))}
    assert of_rules == {rule.check.__module__ for rule in all_rules()}


def _registers_rules(source: Path) -> bool:
    lines = source.read_text("utf-8").splitlines()
    return any(line.startswith(("@rule(", "@book_rule(")) for line in lines)
