"""The bill of materials, and that it says what THIRD-PARTY.md, the lock file and the Windows build say."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging/bill_of_materials.py"

# How THIRD-PARTY.md calls what the bill calls by another name.
_NAMES = {"qt 6 and pyside6-essentials 6.9.3": "pyside6-essentials", "cpython": "CPython"}
_LICENCES = {"LGPL-3.0": "LGPL-3.0-only", "Apache-2.0 and CNRI-Python": "Apache-2.0 AND CNRI-Python"}


def bill_of(tmp_path: Path, system: str, *frozen: str) -> dict[str, Any]:
    out = tmp_path / "dist"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    call = [sys.executable, SCRIPT, system, out, *frozen]
    subprocess.run(call, check=True, env=environment, stdout=subprocess.DEVNULL)
    (file,) = out.glob("*.cdx.json")
    bill: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return bill


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return bill_of(tmp_path_factory.mktemp("windows"), "windows")


@pytest.fixture(scope="module")
def linux(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Of a frozen program that took nothing from the system."""
    folder = tmp_path_factory.mktemp("linux")
    (folder / "frozen/_internal").mkdir(parents=True)
    return bill_of(folder, "linux", str(folder / "frozen"))


@pytest.fixture(params=["linux", "windows"])
def bill(request: pytest.FixtureRequest) -> dict[str, Any]:
    value: dict[str, Any] = request.getfixturevalue(request.param)
    return value


def all_components(bill: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for component in bill["components"]:
        yield component
        yield from component.get("components", ())


def by_name(bill: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {component["name"]: component for component in bill["components"]}


def licences(component: dict[str, Any]) -> set[str]:
    """Each licence that may be chosen, or the only one."""
    return {text for entry in component["licenses"] for text in entry["expression"].split(" OR ")}


def test_it_names_the_program_and_the_commits_time(bill: dict[str, Any]) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert bill["metadata"]["component"]["version"] == version


def test_every_package_of_the_lock_file_is_in_it(bill: dict[str, Any]) -> None:
    lock = (ROOT / "requirements-run.lock").read_text("utf-8")
    pinned = dict(re.findall(r"^(\S+)==(\S+)", lock, re.MULTILINE))
    in_bill = {
        c["name"]: c["version"] for c in bill["components"] if c.get("purl", "").startswith("pkg:pypi/")
    }
    in_bill.pop("PyInstaller bootloader")
    assert in_bill == pinned
    assert "pyside6-essentials" in pinned


def test_every_component_has_a_licence(bill: dict[str, Any]) -> None:
    assert [c["name"] for c in bill["components"] if not c["licenses"]] == []


def test_what_is_no_python_package_is_in_it(linux: dict[str, Any], windows: dict[str, Any]) -> None:
    both = {"CPython", "Qt", "PyInstaller bootloader", "libxml2", "libxslt"}
    assert both | {"ICU"} <= by_name(linux).keys()
    assert both | {"NSIS stub", "Microsoft Visual C++ runtime"} <= by_name(windows).keys()
    assert "NSIS stub" not in by_name(linux)


def test_crates_inside_of_compiled_packages_are_in_it(bill: dict[str, Any]) -> None:
    parts = {part["name"] for part in by_name(bill)["pydantic-core"]["components"]}
    assert "jiter" in parts


def test_every_reference_names_one_component(bill: dict[str, Any]) -> None:
    references = ["jimu", *(component["bom-ref"] for component in all_components(bill))]
    assert len(references) == len(set(references))
    for entry in bill["dependencies"]:
        assert {entry["ref"], *entry["dependsOn"]} <= set(references)


def test_the_program_depends_on_what_it_asks_for_and_that_on_more(bill: dict[str, Any]) -> None:
    needs = {entry["ref"]: entry["dependsOn"] for entry in bill["dependencies"]}
    versions = {name: component.get("version") for name, component in by_name(bill).items()}
    assert f"pkg:pypi/openpyxl@{versions['openpyxl']}" in needs["jimu"]
    assert needs[f"pkg:pypi/openpyxl@{versions['openpyxl']}"] == [
        f"pkg:pypi/et-xmlfile@{versions['et-xmlfile']}"
    ]


def test_it_is_called_as_the_file_that_it_is_about(tmp_path: Path) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    bill_of(tmp_path, "windows")
    assert [path.name for path in (tmp_path / "dist").iterdir()] == [f"Jimu-{version}-setup.cdx.json"]


def test_the_same_commit_gives_the_same_bill(windows: dict[str, Any], tmp_path: Path) -> None:
    assert bill_of(tmp_path, "windows") == windows


def test_the_python_of_windows_is_the_one_that_is_packed(windows: dict[str, Any]) -> None:
    said = (ROOT / "packaging/windows/windows_requirements.py").read_text("utf-8")
    version = re.search(r'"python_full_version": "([\d.]+)"', said)
    assert version is not None
    assert by_name(windows)["CPython"]["version"] == version[1]


def third_party() -> list[tuple[str, str]]:
    """Package and licence of each line of the table in THIRD-PARTY.md."""
    text = (ROOT / "THIRD-PARTY.md").read_text("utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+?) \| .+? \|$", text, re.MULTILINE)
    return [row for row in rows if row[0] != "package"]


@pytest.mark.parametrize(("package", "licence"), third_party())
def test_third_party_says_the_licences_of_the_bill(
    package: str, licence: str, windows: dict[str, Any]
) -> None:
    plain = re.sub(r" \(.*?\)", "", package)
    component = by_name(windows)[_NAMES.get(plain.lower(), plain)]
    said = re.sub(r" \(.*?\)", "", licence)
    assert _LICENCES.get(said, said) in licences(component)


def test_third_party_names_all_that_the_program_asks_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    table = " ".join(package for package, _ in third_party()).lower()
    assert [name for text in asked if (name := re.split(r"[=<>]", text)[0].lower()) not in table] == []


@pytest.mark.skipif(not Path("/usr/bin/dpkg-query").exists(), reason="there is no dpkg")
class TestLibrariesOfTheSystem:
    @pytest.fixture
    def frozen(self, tmp_path: Path) -> Path:
        folder = tmp_path / "frozen/_internal"
        folder.mkdir(parents=True)
        found = sorted(Path("/usr/lib").glob("*/libz.so.1"))
        if not found:
            pytest.skip("zlib is not installed here")
        (folder / "libz.so.1").write_bytes(found[0].read_bytes())
        (folder / "libpython3.11.so.1.0").write_bytes(b"listed as CPython")
        return tmp_path / "frozen"

    def test_they_are_listed_by_their_debian_packages(self, frozen: Path, tmp_path: Path) -> None:
        component = by_name(bill_of(tmp_path, "linux", str(frozen)))["zlib1g"]
        assert component["purl"].startswith("pkg:deb/debian/zlib1g@1%3A1.")
        assert {"license": {"name": "Zlib"}} in component["licenses"]

    def test_one_of_unknown_origin_is_said(self, frozen: Path, tmp_path: Path) -> None:
        (frozen / "_internal/libz.so.1").write_bytes(b"from elsewhere")
        call = [sys.executable, SCRIPT, "linux", tmp_path, frozen]
        failed = subprocess.run(call, capture_output=True, text=True, check=False)
        assert failed.returncode == 1
        assert "libz.so.1 comes from no Debian package" in failed.stderr
