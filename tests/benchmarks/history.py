"""What benchmarks found, judged, shown and kept: `./tributary bench history [BENCHMARK]`.

Each run is a line of JSON in `history.jsonl` beside this file: when, which commit, on which machine
with which versions, and each figure with what is wanted of it. Figures of different machines, or of
different options, are never put in one row.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("history.jsonl")
_BARS = "▁▂▃▄▅▆▇█"
_SHOWN = 24


@dataclass(frozen=True)
class Figure:
    """One thing that was measured, and what is wanted of it, if anything.

    :param at_least: the wanted figure is a floor, else a ceiling
    """

    name: str
    value: float
    unit: str
    wanted: float | None = None
    at_least: bool = False

    @property
    def reached(self) -> bool:
        if self.wanted is None:
            return True
        return self.value >= self.wanted if self.at_least else self.value <= self.wanted

    def verdict(self) -> str:
        if self.wanted is None:
            return ""
        side = "at least" if self.at_least else "at most"
        return f"wanted: {side} {number(self.wanted)}   {'ok' if self.reached else 'MISSED'}"


def number(value: float) -> str:
    """As many digits as say something."""
    digits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 100 else 2
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def table(figures: Sequence[Figure]) -> str:
    """The figures for people, a line each."""
    wide = max((len(figure.name) for figure in figures), default=0)
    lines = [
        f"{figure.name:<{wide}}  {number(figure.value):>10} {figure.unit:<8} {figure.verdict()}"
        for figure in figures
    ]
    return "\n".join(line.rstrip() for line in lines)


def conclude(benchmark: str, options: Mapping[str, Any], figures: Sequence[Figure]) -> None:
    """Shows the figures as a table and keeps them."""
    print(f"\n{benchmark}:\n{table(figures)}")
    run = {
        "benchmark": benchmark,
        "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "machine": _machine(),
        "load": round(os.getloadavg()[1], 1),
        "versions": _versions(),
        "options": dict(options),
        "figures": [_told(figure) for figure in figures],
    }
    with FILE.open("a", encoding="utf-8") as file:
        file.write(json.dumps(run, ensure_ascii=False) + "\n")


def runs(benchmark: str | None = None) -> list[dict[str, Any]]:
    """All that is kept, oldest first."""
    lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    kept: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [run for run in kept if benchmark in (None, run["benchmark"])]


def _told(figure: Figure) -> dict[str, Any]:
    told: dict[str, Any] = {"name": figure.name, "value": round(figure.value, 4)}
    told["unit"] = figure.unit
    if figure.wanted is not None:
        told["at-least" if figure.at_least else "at-most"] = figure.wanted
    return told


def _commit() -> str:
    """What was measured; the lines of the runs before, of which this one knows, are no change."""
    try:
        changed = _git("status", "--porcelain", "-uno", "--", ":/", f":!{FILE.name}")
        return _git("describe", "--always") + ("-dirty" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(*words: str) -> str:
    command = ["git", "-C", str(FILE.parent), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _machine() -> str:
    model = ""
    cpus = Path("/proc/cpuinfo")
    if cpus.exists():
        lines = cpus.read_text().splitlines()
        model = next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), "")
    return f"{os.cpu_count()} CPUs, {platform.machine()} {platform.system()}, {model}".rstrip(", ")


def kernel() -> str:
    """The kernel's version, without the name of who built it."""
    return platform.release().split("-")[0]


def _versions() -> dict[str, str]:
    java = os.environ.get("JAVA", "java")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    jdk = said.split('"')[1]
    return {"jdk": jdk, "python": platform.python_version(), "kernel": kernel()}


def _rows(kept: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Comparable figures over time, of each kind of run."""
    groups: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = {}
    for run in kept:
        kind = f"{run['benchmark']} {json.dumps(run['options'])}".replace(" {}", "")
        rows = groups.setdefault((kind, run["machine"]), {})
        for figure in run["figures"]:
            rows.setdefault(figure["name"], []).append(figure | {"at": run["at"]})
    for (kind, machine), rows in groups.items():
        for values in rows.values():
            yield kind, machine, values


def bars(values: Sequence[float]) -> str:
    """A plot in one line, from nothing to the largest."""
    most = max(values, default=0)
    if most <= 0:
        return _BARS[0] * len(values)
    return "".join(_BARS[min(7, int(max(value, 0) / most * 7.999))] for value in values)


def main(arguments: Sequence[str]) -> int:
    """Prints what is kept."""
    if arguments and arguments[0] in ("-h", "--help"):
        print(f"usage: ./tributary bench history [BENCHMARK]\n\n{__doc__}")
        return 0
    kept = runs(arguments[0] if arguments else None)
    if not kept:
        print(f"{FILE.name} has no such run")
        return 0
    told = ("", "")
    for kind, machine, values in _rows(kept):
        if told != (kind, machine):
            first, last = values[0]["at"][:10], values[-1]["at"][:10]
            print(f"\n{kind}   {machine}   {first} to {last}")
            told = (kind, machine)
        newest = values[-1]
        figure = Figure(
            newest["name"],
            newest["value"],
            newest["unit"],
            newest.get("at-most", newest.get("at-least")),
            "at-least" in newest,
        )
        past = bars([value["value"] for value in values[-_SHOWN:]])
        print(
            f"  {figure.name:<52} {number(figure.value):>10} {figure.unit:<8}"
            f" {past:<{_SHOWN}} {figure.verdict()}".rstrip()
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
