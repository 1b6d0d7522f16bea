"""How benchmarks judge and keep what they measured, and what they measure with."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from benchmarks import history
from benchmarks.history import Figure
from benchmarks.measuring import measured
from benchmarks.small_deliveries import Archives, Shape
from benchmarks.straight_lines import slope


def test_a_figure_is_judged_by_its_side() -> None:
    assert Figure("seconds", 20, "s", 20).reached
    assert not Figure("seconds", 20.1, "s", 20).reached
    assert Figure("rate", 250, "a second", 250, at_least=True).reached
    assert not Figure("rate", 249, "a second", 250, at_least=True).reached
    assert Figure("just told", 7, "").reached


def test_runs_are_kept_and_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(history, "FILE", tmp_path / "history.jsonl")
    history.conclude("one", {"size": 1}, [Figure("time", 2, "s", 3)])
    history.conclude("one", {"size": 1}, [Figure("time", 4, "s", 3)])
    history.conclude("one", {"size": 9}, [Figure("time", 99, "s", 3)])
    newest = history.runs("one")[-1]
    assert newest["figures"][0]["value"] == 99
    assert {"commit", "machine", "versions", "at"} <= newest.keys()
    capsys.readouterr()
    assert history.main(["one"]) == 0
    small, large = [line for line in capsys.readouterr().out.splitlines() if "time" in line]
    assert small.split()[1:4] == ["4", "s", "▄█"]
    assert small.endswith("wanted: at most 3   MISSED")
    assert large.split()[1:4] == ["99", "s", "█"]


def test_a_straight_line_has_the_exponent_one() -> None:
    assert slope([(100, 0.3), (1_000, 3), (10_000, 30)]) == pytest.approx(1)
    assert slope([(100, 0.01), (1_000, 1)]) == pytest.approx(2)


def test_archives_differ_in_their_members_names_alone() -> None:
    archives = Archives(Shape(tables=2, members=3, columns=4, rows=5))
    names, bodies = [], []
    for number in (7, 1234):
        with tarfile.open(fileobj=io.BytesIO(gzip.decompress(archives.archive(number)))) as tar:
            names.append(tar.getnames())
            bodies.append([file.read() for x in tar if (file := tar.extractfile(x))])
    assert names[0] == [f"t{x % 2:04}_20250317_{x:06}-00000007.csv" for x in range(3)]
    assert [name.replace("00001234", "00000007") for name in names[1]] == names[0]
    assert bodies[0] == bodies[1]
    assert [len(body.splitlines()) for body in bodies[0]] == [6, 6, 6]


def test_memory_is_that_of_the_command_alone() -> None:
    """Whatever whoever measures holds by itself."""
    script = (
        "held = bytearray(b'x' * 400_000_000)\n"
        "from benchmarks.measuring import measured\n"
        "print(measured(['true']).peak_megabytes)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).resolve().parent.parent,
        check=True,
        capture_output=True,
        text=True,
    )
    assert float(said.stdout) < 100


def test_a_command_that_fails_ends_the_benchmark() -> None:
    with pytest.raises(SystemExit, match="ended with 3"):
        measured(["sh", "-c", "exit 3"])
