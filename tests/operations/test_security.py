"""The page on threats names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]


def test_what_holds_each_threat_exists() -> None:
    page = (HOME / "dags" / "SECURITY.md").read_text()
    classes = set(re.findall(r"`(\w+(?:Test|IT))`", page))
    folders = set(re.findall(r"`(tests/\w+|\.github/[\w/.]+)`", page))
    assert len(classes) > 10
    assert len(folders) > 3
    known = {file.stem for file in (HOME / "java-workers").glob("*/src/test/**/*.java")}
    assert classes <= known
    assert {folder for folder in folders if not (HOME / folder).exists()} == set()
