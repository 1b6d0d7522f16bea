"""What is shipped may be shipped: every library's licence is one of those we take."""

from __future__ import annotations

import importlib.metadata
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HOME = Path(__file__).resolve().parents[2]
COMPONENTS = HOME / "java-workers" / "cli" / "target" / "tributary-sbom.json"

# By the identifiers of SPDX, and as POM files and Python packages call them.
TAKEN = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CDDL-1.0",
    "EPL-1.0",
    "EPL-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "PSF-2.0",
    "Unicode-3.0",
    "Apache License, 2.0",
    "3-Clause BSD License",
    "Apache Software License",
    "BSD License",
    "ISC License (ISCL)",
    "MIT License",
    "Mozilla Public License 2.0 (MPL 2.0)",
    "Python Software Foundation License",
    "The Unlicense (Unlicense)",
}

# Libraries that do not say, or say it wrongly; looked up by hand.
LOOKED_UP = {
    "datasketches-memory": "Apache-2.0, by the file LICENSE in its jar",
    "oro": "Apache-1.1, by the file LICENSE in its jar",
    "paranamer": "BSD-3-Clause, by its sources; its POM says just BSD",
    "xbean-asm9-shaded": "Apache-2.0 around ASM, which is BSD-3-Clause, by its parent's POM",
    "text-unidecode": "Artistic License, of the two that it offers",
}


def alternatives(licence: str) -> Iterator[list[str]]:
    """Each way to satisfy an expression: the licences that hold together."""
    expression = licence[1:-1] if licence.startswith("(") else licence
    for choice in expression.split(" OR "):
        yield choice.split(" AND ")


def taken(licences: list[str]) -> bool:
    """Whether one of several licences is one that we take: they are the receiver's choice."""
    return any(
        all(part in TAKEN for part in choice)
        for licence in licences
        for choice in alternatives(licence)
    )


def java_licences(component: dict[str, Any]) -> list[str]:
    found = []
    for entry in component.get("licenses", []):
        licence = entry.get("license", {})
        found.append(entry.get("expression") or licence.get("id") or licence.get("name", ""))
    return found


def python_licences(package: importlib.metadata.Distribution) -> list[str]:
    metadata = package.metadata
    if "License-Expression" in metadata:
        return [metadata["License-Expression"]]
    classifiers = [
        line.split(" :: ")[-1]
        for line in metadata.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    return classifiers or (metadata.get_all("License") or [])


def test_every_java_library_may_be_shipped() -> None:
    if not COMPONENTS.exists() and not os.environ.get("CI"):
        pytest.skip("no list of components: mvn verify makes it")
    components = json.loads(COMPONENTS.read_text())["components"]
    assert len(components) > 100
    refused = {
        component["name"]: java_licences(component)
        for component in components
        if component["name"] not in LOOKED_UP and not taken(java_licences(component))
    }
    assert refused == {}


def test_every_python_package_may_be_shipped() -> None:
    packages = list(importlib.metadata.distributions())
    assert len(packages) > 50
    refused = {
        package.name: python_licences(package)
        for package in packages
        if package.name not in LOOKED_UP and not taken(python_licences(package))
    }
    assert refused == {}


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        (["Apache-2.0"], True),
        (["GPL-3.0-only"], False),
        (["AGPL-3.0-only", "MIT"], True),
        (["(CDDL-1.0 OR GPL-2.0-with-classpath-exception)"], True),
        (["MIT AND GPL-3.0-only"], False),
        (["Proprietary"], False),
        ([], False),
    ],
)
def test_licences_are_judged(licences: list[str], expected: bool) -> None:
    assert taken(licences) is expected
