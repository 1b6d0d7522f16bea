"""A partner file as YAML: its values, and the line each key stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


class _Yaml12Loader(yaml.SafeLoader):
    """YAML 1.2's core schema, as the workers read it.

    PyYAML follows YAML 1.1, where `no` is false, `06:00` is 360 and `2025-03-17` is a date.
    """


_Yaml12Loader.yaml_implicit_resolvers = {}
for _tag, _text, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("merge", r"<<", "<"),
):
    _Yaml12Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_text})$"), list(_first)
    )


@dataclass(frozen=True)
class Problem:
    """One mistake: the key it belongs to, and what would be right."""

    key: str
    message: str


class InvalidValues(ValueError):
    """The values of a block break its rules. Keys are relative to the block."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{p.key}: {p.message}" for p in problems))
        self.problems = problems


class PartnerFileError(ValueError):
    """A partner file that the DAG cannot be made from; the message names file, line and key."""


@dataclass(frozen=True)
class PartnerDocument:
    """What a partner file says, before anything is validated."""

    path: Path
    values: dict[str, Any]
    lines: dict[str, int]

    @classmethod
    def read(cls, path: Path) -> PartnerDocument:
        """Parses the file.

        :raises PartnerFileError: when it is no YAML mapping
        """
        try:
            text = path.read_text(encoding="utf-8")
            root = yaml.compose(text, Loader=_Yaml12Loader)
            values = yaml.load(text, Loader=_Yaml12Loader)  # noqa: S506 - a SafeLoader
        except yaml.MarkedYAMLError as e:
            line = f", line {e.problem_mark.line + 1}" if e.problem_mark else ""
            raise PartnerFileError(f"{path.name}{line}: not YAML: {e.problem}") from None
        except (yaml.YAMLError, UnicodeDecodeError, OSError) as e:
            raise PartnerFileError(f"{path.name}: cannot be read: {e}") from None
        if not isinstance(root, yaml.MappingNode) or not isinstance(values, dict):
            raise PartnerFileError(
                f"{path.name}: must be a YAML mapping that begins with `partner:`"
            )
        return cls(path, values, dict(_lines(root, "")))

    def block(self, key: str) -> dict[str, Any]:
        """The mapping under a key; empty when the key is absent or null."""
        value = self.values.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.error([Problem(key, f"must be a mapping, is {value!r}")])
        return value

    def error(self, problems: list[Problem], block: str = "") -> PartnerFileError:
        """One error that names file, line and key of every problem."""
        return PartnerFileError("\n".join(self._line(p, block) for p in problems))

    def _line(self, problem: Problem, block: str) -> str:
        key = f"{block}.{problem.key}" if block else problem.key
        line, known = None, key
        while known and line is None:  # a missing key is reported on its block's line
            line, known = self.lines.get(known), known.rpartition(".")[0]
        place = f", line {line}" if line else ""
        return f"{self.path.name}{place}, {key}: {problem.message}"


def _lines(node: yaml.MappingNode, prefix: str) -> Iterator[tuple[str, int]]:
    for key_node, value_node in node.value:
        key = f"{prefix}{key_node.value}"
        yield key, key_node.start_mark.line + 1
        if isinstance(value_node, yaml.MappingNode):
            yield from _lines(value_node, f"{key}.")
