"""The Debian package from the frozen program, the same bytes from the same folder and commit.

Usage: build_deb.py FROZEN_FOLDER OUT_DIR
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from frozen_needs import needs_of, packages_for
from icons import write_icons

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.append(str(ROOT / "packaging"))

from source_date import source_date  # noqa: E402

PROGRAM_FOLDER = Path("opt/jimu")
MAINTAINER = "The Jimu developers <developers@jimu.invalid>"
_DESCRIPTION = """\
Description: editor for Chinese budget-performance target tables (绩目)
 绩目是绩效目标表编辑器：打开、编写、检查和审核预算项目的绩效目标表，
 读写文本和 Excel 文件，全部工作在本机完成，不使用网络。
 .
 Jimu opens a book of target tables as an editable three-level tree of
 indicators, with findings and totals that follow every change, and saves
 it without touching what was not edited. It works offline.
"""
# Without a Chinese font the window shows boxes; any of these will do.
_RECOMMENDED = "fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei | fonts-arphic-uming"


def build_deb(frozen: Path, out_dir: Path, epoch: int) -> Path:
    """Write OUT_DIR/jimu_VERSION_ARCHITECTURE.deb from the frozen program's folder; returns its path.

    `epoch`, in seconds since 1970, becomes the time of everything in the package.
    """
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    architecture = _output("dpkg", "--print-architecture")
    package = out_dir / f"jimu_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "jimu"
        _lay_out(tree, frozen, version, epoch)
        _write_control(tree, version, architecture)
        _set_modes_and_times(tree, epoch)
        _pack(tree, package, epoch)
    return package


def _lay_out(tree: Path, frozen: Path, version: str, epoch: int) -> None:
    shutil.copytree(frozen, tree / PROGRAM_FOLDER, symlinks=True)
    share = tree / "usr/share"
    for source, target in (
        ("jimu.desktop", "applications/jimu.desktop"),
        ("copyright", "doc/jimu/copyright"),
        ("lintian-overrides", "lintian/overrides/jimu"),
    ):
        (share / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / source, share / target)
    _write_compressed(share / "man/man1/jimu.1.gz", (HERE / "jimu.1").read_bytes())
    _write_compressed(share / "doc/jimu/changelog.gz", _changelog(version, epoch).encode())
    write_icons(ROOT / "resources/icons/jimu.svg", share / "icons/hicolor")
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/jimu").symlink_to(f"/{PROGRAM_FOLDER}/jimu")


def _write_control(tree: Path, version: str, architecture: str) -> None:
    files = list(_files(tree))
    control = tree / "DEBIAN"
    control.mkdir()
    fields = {
        "Package": "jimu",
        "Version": version,
        "Section": "editors",
        "Priority": "optional",
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(_installed_kib(tree)),
        "Depends": ", ".join(packages_for(needs_of(tree / PROGRAM_FOLDER))),
        "Recommends": _RECOMMENDED,
    }
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (control / "control").write_text(lines + _DESCRIPTION, "utf-8")
    sums = "".join(f"{_md5(path)}  {path.relative_to(tree)}\n" for path in files)
    (control / "md5sums").write_text(sums, "utf-8")


def _set_modes_and_times(tree: Path, epoch: int) -> None:
    """Umask, and the bits that a library wheel happens to have, do not matter: only the program is executable."""
    program = tree / PROGRAM_FOLDER / "jimu"
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _pack(tree: Path, package: Path, epoch: int) -> None:
    package.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        # xz, because the dpkg of Debian 10 and 11 does not know what newer ones take by default
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, package],
        check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
        stdout=subprocess.DEVNULL,
    )


def _changelog(version: str, epoch: int) -> str:
    """The form that Debian asks for; what changed stands in the project's own list."""
    date = format_datetime(datetime.fromtimestamp(epoch, UTC))
    return f"jimu ({version}) unstable; urgency=low\n\n  * Release {version}.\n\n -- {MAINTAINER}  {date}\n"


def _write_compressed(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, 9, mtime=0))


def _files(tree: Path) -> Iterator[Path]:
    return (path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink())


def _installed_kib(tree: Path) -> int:
    """As dpkg-gencontrol counts: each file in whole KiB, one KiB for anything else."""
    return sum(
        -(-path.stat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1
        for path in tree.rglob("*")
        if "DEBIAN" not in path.parts
    )


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    made = build_deb(Path(sys.argv[1]), Path(sys.argv[2]), source_date())
    print(f"{made}: {made.stat().st_size / 1e6:.1f} MB")
    print(_output("dpkg-deb", "--field", str(made), "Installed-Size", "Depends"))
