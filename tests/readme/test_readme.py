"""Runs each command of the README, in its order, on a demo that a newcomer would have running.

The demo's commands of the page on operations run on the same one.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from operations.commands import demo_commands
from operations.on_the_demo import Demo, assert_shown

pytestmark = pytest.mark.slow

HOME = Path(__file__).resolve().parents[2]
README = (HOME / "README.md").read_text(encoding="utf-8")
DEMO = "./tributary demo"
TEST = "./tributary test"
ENVIRONMENT = re.compile(r"\. (\S+/environment)$", re.MULTILINE)


def blocks() -> list[str]:
    """The README's shell blocks."""
    return [block.strip() for block in re.findall(r"^```bash\n(.*?)^```", README, re.M | re.S)]


def test_ci_runs_the_test_command() -> None:
    assert TEST in blocks()
    assert f"\n{TEST}\n" in (HOME / ".ci" / "run").read_text(encoding="utf-8")


def test_links_lead_somewhere() -> None:
    """Those within the project; what lies elsewhere needs a network."""
    targets = [t.split("#")[0] for t in re.findall(r"\]\((?!https://)([^)]+)\)", README)]
    assert [t for t in targets if t and not (HOME / t).exists()] == []


def test_every_other_command_and_those_of_operations_work_on_the_demo() -> None:
    demo = subprocess.Popen(
        [*DEMO.split(), "--port", "0"],
        cwd=HOME,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        shown = until_it_stays(demo)
        environment = ENVIRONMENT.search(shown)
        assert environment, shown
        named = [b for b in blocks() if b not in (DEMO, TEST)]
        entered = f". {environment[1]}"
        of_operations = demo_commands()
        lines = {line for block in named for line in block.splitlines()}
        Demo(lambda script: run(f"set -e\n{entered}\n{script}")).run_all_but(lines)
        for block in named:
            # The first demo's folder, if nothing else runs; here another demo may.
            script = block if not ENVIRONMENT.search(block) else entered
            said = run(f"set -e\n{entered}\n{script}")
            for command in set(block.splitlines()).intersection(of_operations):
                assert_shown(command, said)
        assert len(named) >= 5
    finally:
        demo.send_signal(signal.SIGINT)
        demo.communicate(timeout=120)


def until_it_stays(demo: subprocess.Popen[str]) -> str:
    """Reads what the demo says, up to what to try next."""
    shown = ""
    for line in demo.stdout or ():
        shown += line
        if "tributary trace" in line:
            break
    assert "the run is green" in shown, shown
    return shown


def run(script: str) -> str:
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=HOME,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr
