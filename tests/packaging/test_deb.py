"""The Debian package, built from a small program of one binary."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging/linux"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
sys.path.append(str(LINUX))

from frozen_needs import Needs, UnknownLibrary, needs_of, packages_for  # noqa: E402

pytestmark = pytest.mark.skipif(
    not (shutil.which("dpkg-deb") and shutil.which("objdump")), reason="there is no dpkg, or no binutils"
)


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A binary of this system as the program, and a library that asks for another."""
    folder = tmp_path_factory.mktemp("frozen") / "jimu"
    (folder / "_internal").mkdir(parents=True)
    shutil.copy("/usr/bin/env", folder / "jimu")
    (folder / "_internal/LICENSE").write_text("MIT")
    (folder / "_internal/LICENSE").chmod(0o755)
    return folder


def build(frozen: Path, out: Path) -> Path:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "QT_QPA_PLATFORM": "offscreen"}
    call = [sys.executable, LINUX / "build_deb.py", frozen, out]
    subprocess.run(call, check=True, env=environment, stdout=subprocess.DEVNULL)
    (package,) = out.glob("*.deb")
    return package


@pytest.fixture(scope="module")
def package(frozen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(frozen, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["dpkg-deb", "--raw-extract", package, folder], check=True)
    return folder


def field(package: Path, name: str) -> str:
    call = ["dpkg-deb", "--field", package, name]
    return subprocess.run(call, check=True, capture_output=True, text=True).stdout.strip()


def test_it_is_named_and_versioned_as_the_program(package: Path) -> None:
    assert re.fullmatch(rf"jimu_{re.escape(VERSION)}_\w+\.deb", package.name)
    assert field(package, "Version") == VERSION


def test_the_same_folder_gives_the_same_bytes(package: Path, frozen: Path, tmp_path: Path) -> None:
    assert build(frozen, tmp_path).read_bytes() == package.read_bytes()


def test_the_command_is_a_link_to_the_program(unpacked: Path) -> None:
    assert (unpacked / "usr/bin/jimu").readlink() == Path("/opt/jimu/jimu")
    assert (unpacked / "opt/jimu/jimu").stat().st_mode & 0o777 == 0o755
    assert (unpacked / "opt/jimu/_internal/LICENSE").stat().st_mode & 0o777 == 0o644


def test_everything_belongs_to_root_and_bears_the_commits_time(package: Path) -> None:
    call = ["dpkg-deb", "--contents", package]
    environment = {**os.environ, "TZ": "UTC"}
    listing = subprocess.run(call, check=True, capture_output=True, text=True, env=environment).stdout
    assert {line.split()[1] for line in listing.splitlines()} == {"root/root"}
    assert {line.split()[3] for line in listing.splitlines()} == {"2023-11-14"}


def test_the_sums_are_those_of_all_files(unpacked: Path) -> None:
    sums = (unpacked / "DEBIAN/md5sums").read_text("utf-8").splitlines()
    said = {line[34:]: line[:32] for line in sums}
    files = {
        str(path.relative_to(unpacked)): hashlib.md5(path.read_bytes()).hexdigest()
        for path in unpacked.rglob("*")
        if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts
    }
    assert said == files


def test_it_says_which_c_library_its_binaries_need(package: Path, frozen: Path) -> None:
    needed = needs_of(frozen).glibc
    assert re.fullmatch(r"2\.\d+(\.\d+)?", needed)
    assert f"libc6 (>= {needed})" in field(package, "Depends")


def test_the_desktop_finds_icons_in_all_sizes(unpacked: Path) -> None:
    theme = unpacked / "usr/share/icons/hicolor"
    sizes = {path.parts[-3] for path in theme.rglob("jimu.png")}
    assert {"16x16", "48x48", "256x256"} <= sizes
    png = (theme / "48x48/apps/jimu.png").read_bytes()
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (48, 48)
    assert (theme / "scalable/apps/jimu.svg").read_bytes() == (ROOT / "resources/icons/jimu.svg").read_bytes()


def test_the_desktop_entry_has_a_chinese_name_and_opens_files(unpacked: Path) -> None:
    entry = (unpacked / "usr/share/applications/jimu.desktop").read_text("utf-8")
    lines = dict(line.split("=", 1) for line in entry.splitlines()[1:])
    assert lines["Name[zh_CN]"] == "绩目"
    assert lines["Exec"] == "jimu %F"
    assert "text/plain" in lines["MimeType"].split(";")


@pytest.mark.skipif(
    shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed"
)
def test_the_desktop_entry_is_valid(unpacked: Path) -> None:
    entry = unpacked / "usr/share/applications/jimu.desktop"
    said = subprocess.run(["desktop-file-validate", entry], check=False, capture_output=True, text=True)
    assert (said.returncode, said.stdout) == (0, "")


def test_the_changes_have_the_form_of_debian(unpacked: Path) -> None:
    text = gzip.decompress((unpacked / "usr/share/doc/jimu/changelog.gz").read_bytes()).decode()
    assert text.startswith(f"jimu ({VERSION}) ")
    assert text.endswith("Tue, 14 Nov 2023 22:13:20 +0000\n")


def test_a_library_that_no_package_is_known_for_is_said() -> None:
    with pytest.raises(UnknownLibrary, match=r"libunheard\.so\.7"):
        packages_for(Needs("2.31", frozenset({"libc.so.6", "libunheard.so.7"})))


def test_system_libraries_become_packages() -> None:
    needs = Needs("2.31", frozenset({"libc.so.6", "libm.so.6", "libEGL.so.1", "libxcb.so.1"}))
    assert packages_for(needs) == ["libc6 (>= 2.31)", "fontconfig-config", "libegl1", "libxcb1", "xkb-data"]


def test_a_link_that_leads_nowhere_is_no_library(frozen: Path, tmp_path: Path) -> None:
    shutil.copytree(frozen, tmp_path / "jimu")
    before = needs_of(tmp_path / "jimu").libraries
    (tmp_path / "jimu/_internal/libc.so.6").symlink_to("nowhere")
    assert needs_of(tmp_path / "jimu").libraries == before
    assert "libc.so.6" in before
