"""For how long each processor of a virtual machine was lent to other machines although it was wanted here."""

from __future__ import annotations

import os
from pathlib import Path

_STATISTICS = Path("/proc/stat")
_STOLEN = 8
"""The column of a processor's line, after its name, `user`, `nice`, `system`, `idle`, `iowait`, `irq` and `softirq`."""


def stolen_times(statistics: Path = _STATISTICS) -> list[float]:
    """Seconds since the machine has started, for each processor; none where the system does not tell, as Windows."""
    if not statistics.exists():
        return []
    ticks_a_second = os.sysconf("SC_CLK_TCK")
    lines = statistics.read_text("ascii").splitlines()
    processors = (line.split() for line in lines if line.startswith("cpu") and line[3].isdigit())
    return [int(columns[_STOLEN]) / ticks_a_second for columns in processors]
