"""The shell blocks of OPERATIONS.md: those for the demo, and those for a cluster."""

from __future__ import annotations

import re
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
PAGE = HOME / "dags" / "OPERATIONS.md"


def demo_blocks() -> list[str]:
    """What runs where Airflow does, such as on the demo."""
    return _blocks("bash")


def cluster_blocks() -> list[str]:
    """What needs a cluster with the chart installed, as helm/tributary/README.md has it."""
    return _blocks("bash cluster")


def cluster_commands(program: str) -> list[str]:
    """Each call of a program in the cluster's blocks, up to where its output is piped on."""
    whole = "\n".join(cluster_blocks()).replace("\\\n", " ")
    return [
        re.split(r" \| | >\w", line)[0] for line in whole.splitlines() if line.startswith(program)
    ]


def _blocks(kind: str) -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    return [b.strip() for b in re.findall(rf"^```{kind}\n(.*?)^```", text, re.M | re.S)]


def demo_commands() -> list[str]:
    """Each command line of the demo's blocks."""
    return _lines(demo_blocks())


def cluster_command_lines() -> list[str]:
    """Each command line of the cluster's blocks."""
    return _lines(cluster_blocks())


def _lines(blocks: list[str]) -> list[str]:
    whole = "\n".join(blocks).replace("\\\n", " ")
    return [line for line in whole.splitlines() if line and not line.startswith("#")]
