"""Processes in which nothing has happened yet, for what can be measured only once or only alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent.parent


def measured_apart(module: str, *arguments: str) -> dict[str, float]:
    """What a module of the bench prints as JSON when it is run for itself, for a user who has never used Jimu."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", f"scripts.bench.{module}", *arguments]
        run = subprocess.run(
            command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.PIPE, text=True
        )
    found: dict[str, float] = json.loads(run.stdout)
    return found


def environment(folder: str) -> dict[str, str]:
    """That of this process, with the user's settings and data in the folder; without a screen, Qt paints offscreen."""
    own = {"XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder}
    has_screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return {**os.environ, **own, **({} if has_screen else {"QT_QPA_PLATFORM": "offscreen"})}
