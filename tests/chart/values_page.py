"""The table of values in the chart's README, made of values.yaml and its comments.

`PYTHONPATH=tests python -m chart.values_page` writes it anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from chart.rendering import CHART

HEADING = "## Values\n"
PAGE = CHART / "README.md"
INTRODUCTION = "\nA key that is not here is refused, and so is a value of another kind.\n\n"

_KEY = re.compile(r"^( *)([A-Za-z]+):")
_COMMENT = re.compile(r"^( *)# ?(.*)$")


@dataclass(frozen=True)
class Value:
    """One value and what is said of it."""

    path: str
    default: Any
    meaning: str


def values() -> Iterator[Value]:
    """All values, in the order of values.yaml; blocks that have a comment are among them."""
    text = (CHART / "values.yaml").read_text(encoding="utf-8")
    defaults = yaml.safe_load(text)
    path: list[str] = []
    comment: list[str] = []
    for line in text.splitlines():
        said = _COMMENT.match(line)
        key = _KEY.match(line)
        if said:
            comment.append(said[2])
        elif key:
            path = [*path[: len(key[1]) // 2], key[2]]
            value = defaults
            for name in path:
                value = value[name]
            block = line.rstrip().endswith(":")
            # An example in a comment stays there.
            meaning = " ".join(comment).split("  ", 1)[0].strip()
            group = block and isinstance(value, dict)
            if meaning or not group:
                yield Value(".".join(path), None if group else value, meaning)
            comment = []
        else:
            comment = []


def table() -> str:
    """The table as it has to be in the README."""
    rows = ["| value | default | meaning |", "|---|---|---|"]
    for value in values():
        default = "" if value.default is None else f"`{json.dumps(value.default)}`"
        meaning = value.meaning.replace("|", "\\|").rstrip(":").rstrip()
        rows.append(f"| `{value.path}` | {default} | {meaning} |")
    return "\n".join(rows) + "\n"


def page(text: str) -> str:
    """The README with the table of today."""
    before, heading, _ = text.partition(HEADING)
    assert heading, f"{PAGE} has no heading for the table"
    return before + heading + INTRODUCTION + table()


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
