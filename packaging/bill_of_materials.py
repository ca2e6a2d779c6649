"""The bill of materials of a delivered program, in CycloneDX 1.6: what it contains, which versions, which licences.

Usage: bill_of_materials.py linux OUT_DIR FROZEN_FOLDER
       bill_of_materials.py windows OUT_DIR

Python packages are those of requirements-run.lock, their licences those of their metadata, and what compiled ones
contain is read from the bills that their makers packed into them. components.toml has what is no Python package.
On Linux, the libraries that were taken from the build machine are listed by their Debian packages.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from debian_libraries import libraries_of_system
from packaging.requirements import Requirement
from source_date import source_date

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SYSTEMS = ("linux", "windows")

Component = dict[str, Any]
_PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
# The environment that the markers of requirements are about, as far as they can differ from the build machine's.
_MARKERS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}


class NoLicence(Exception):
    """A package does not say its licence in a form that a bill can repeat."""


def bill_of_materials(system: str, frozen: Path | None, epoch: int) -> dict[str, Any]:
    """The bill for a system, as CycloneDX's JSON object.

    `frozen` is the folder of the frozen program, whose system libraries are looked up; None leaves them out. `epoch`
    is the time it bears, in seconds since 1970: the same commit gives the same bill on the same machine.
    """
    packages = [_package(name, version) for name, version in pinned_packages()]
    others = list(_other_components(system))
    libraries = [] if frozen is None else libraries_of_system(frozen)
    components = [*packages, *others, *libraries]
    program = _program()
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": program,
        },
        "components": components,
        "dependencies": _dependencies(system, program, packages, [*others, *libraries]),
    }
    content = json.dumps(bill, sort_keys=True)
    return {**bill, "serialNumber": uuid.uuid5(uuid.NAMESPACE_OID, content).urn}


def pinned_packages() -> list[tuple[str, str]]:
    """Name and version of every Python package that the program runs with."""
    return _PINNED.findall((ROOT / "requirements-run.lock").read_text("utf-8"))


def _program() -> Component:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        "type": "application",
        "bom-ref": "jimu",
        "name": "Jimu 绩目",
        "version": project["version"],
        "licenses": [{"expression": project["license"]}],
    }


def _package(name: str, version: str) -> Component:
    installed = distribution(name)
    if installed.version != version:
        raise ValueError(f"{name} {installed.version} is installed, the lock file says {version}")
    purl = f"pkg:pypi/{name}@{version}"
    component: Component = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "licenses": [{"expression": _licence(installed)}],
    }
    parts = list(_parts(installed, purl))
    return {**component, "components": parts} if parts else component


def _licence(installed: Distribution) -> str:
    """The SPDX expression; older metadata has it in a field that could hold any text."""
    metadata = installed.metadata
    said = metadata["License-Expression"] or metadata["License"] or ""
    if not re.fullmatch(r"[\w.+-]+(?: (?:AND|OR|WITH) [\w.+-]+)*", said):
        raise NoLicence(f"{metadata['Name']} says as its licence: {said!r}")
    return str(said)


def _parts(installed: Distribution, of: str) -> Iterator[Component]:
    """What a compiled package contains, by the bills that its makers packed into it (PEP 770)."""
    for file in installed.files or ():
        if file.parent.name == "sboms" and file.name.endswith(".json"):
            bill = json.loads(file.read_text("utf-8"))
            for part in bill.get("components", ()):
                kept = {key: part[key] for key in ("name", "version", "licenses", "purl") if key in part}
                yield {"type": "library", "bom-ref": f"{of}#{part['name']}@{part.get('version', '')}", **kept}


def _other_components(system: str) -> Iterator[Component]:
    for entry in tomllib.loads((HERE / "components.toml").read_text("utf-8"))["component"]:
        if system not in entry.get("systems", SYSTEMS):
            continue
        version = _version(entry, system)
        component: Component = {"type": "library", "bom-ref": entry["name"], "name": entry["name"]}
        if version is not None:
            component["version"] = version
            component["purl"] = f"{entry['purl']}@{version}"
        if entry["licence"].startswith("LicenseRef-"):
            component["licenses"] = [{"license": {"name": entry["licence"].removeprefix("LicenseRef-")}}]
        else:
            component["licenses"] = [{"expression": entry["licence"]}]
        if "about" in entry:
            component["description"] = entry["about"]
        yield component


def _version(entry: Mapping[str, str], system: str) -> str | None:
    """None where the build machine cannot know it: what is inside a package made for the other system."""
    if "of" in entry:
        return distribution(entry["of"]).version
    found = entry.get("found")
    if found == "python":
        return platform.python_version()
    if found in ("libxml2", "libxslt") and system == "linux":
        return _version_in_lxml(found)
    if found == "nsis" and shutil.which("makensis"):
        said = subprocess.run(["makensis", "-VERSION"], check=True, capture_output=True, text=True).stdout
        return said.strip().removeprefix("v")
    return entry.get("version")


def _version_in_lxml(library: str) -> str:
    from lxml import etree

    version = etree.LIBXML_VERSION if library == "libxml2" else etree.LIBXSLT_VERSION
    return ".".join(map(str, version))


def _dependencies(
    system: str, program: Component, packages: Iterable[Component], others: Iterable[Component]
) -> list[dict[str, Any]]:
    """Who needs whom: the program its own requirements and what is no Python package, packages those of theirs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    ref_of = {package["name"]: package["bom-ref"] for package in packages}

    def needed(requirements: Iterable[str]) -> list[str]:
        parsed = (Requirement(text) for text in requirements)
        environment = {**_MARKERS[system], "extra": ""}
        names = {_canonical(r.name) for r in parsed if r.marker is None or r.marker.evaluate(environment)}
        return sorted(ref_of[name] for name in names)

    return [
        {
            "ref": program["bom-ref"],
            "dependsOn": [*needed(project["dependencies"]), *(other["bom-ref"] for other in others)],
        },
        *(
            {"ref": ref, "dependsOn": needed(distribution(name).requires or ())}
            for name, ref in sorted(ref_of.items())
        ),
    ]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main(arguments: list[str]) -> None:
    match arguments:
        case ["linux", out_dir, frozen]:
            bill = bill_of_materials("linux", Path(frozen), source_date())
        case ["windows", out_dir]:
            bill = bill_of_materials("windows", None, source_date())
        case _:
            sys.exit(__doc__)
    out = Path(out_dir) / _file_name(arguments[0], bill["metadata"]["component"]["version"])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(bill, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(f"{out}: {len(bill['components'])} components")


def _file_name(system: str, version: str) -> str:
    """As the file that it is about, with another ending."""
    if system == "windows":
        return f"Jimu-{version}-setup.cdx.json"
    command = ["dpkg", "--print-architecture"]
    architecture = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    return f"jimu_{version}_{architecture}.cdx.json"


if __name__ == "__main__":
    main(sys.argv[1:])
