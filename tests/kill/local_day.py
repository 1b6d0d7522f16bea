"""A sample day between two local folders, and the workers' processes on it."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[2]
DATE = "2025-03-17"
PATIENCE_SECONDS = 300

PARTNER = """\
partner: killed
source:
  uri: file://{source}/{{date}}
  marker: _COMPLETE
storage: file://{storage}
extract: {{parallelism: 2, memory: 1MB}}
tolerate: {{refused-archives: 100%}}
tables:
  room_rate: {{primary-key: [hotel_id, rate_plan, stay_date], on-duplicate: drop}}
  booking: {{primary-key: [booking_id], on-collision: quarantine}}
"""


@dataclass(frozen=True)
class LocalDay:
    """One delivery, one storage root of its own."""

    source: Path
    root: Path

    @property
    def day(self) -> Path:
        """The day's folder on storage."""
        return self.root / "lake" / "killed" / DATE

    def start(self, command: str) -> subprocess.Popen[str]:
        """Starts a worker, as one process that a kill ends at once."""
        self.root.mkdir(parents=True, exist_ok=True)
        partner = self.root / "killed.yaml"
        partner.write_text(PARTNER.format(source=self.source, storage=self.root / "lake"))
        options = os.environ.get("TRIBUTARY_JAVA_OPTIONS", "-Xmx1g -XX:TieredStopAtLevel=1")
        return subprocess.Popen(
            [str(HOME / "tributary"), command, "--partner", str(partner), "--date", DATE],
            env={**os.environ, "TRIBUTARY_JAVA_OPTIONS": options},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, command: str) -> None:
        """Runs a worker to its good end."""
        worker = self.start(command)
        _, errors = worker.communicate(timeout=PATIENCE_SECONDS)
        assert worker.returncode == 0, errors

    def manifests(self) -> int:
        """How many archives are committed."""
        return len(list(self.day.glob("manifests/*.json")))

    def archives(self) -> int:
        """How many archives were delivered."""
        return len(list((self.source / DATE).glob("*.tar.gz")))

    def publications(self) -> int:
        """How many tables are published."""
        return len(self.markers())

    def markers(self) -> list[Path]:
        """What says that a table is published."""
        return sorted(self.day.glob("merged/*/_SUCCESS"))

    def frozen(self) -> dict[str, bytes]:
        """The frozen list, without when that was."""
        frozen = json.loads((self.day / "sources.json").read_bytes())
        return {"sources.json": json.dumps(frozen["archives"]).encode()}

    def summary(self) -> dict[str, Any]:
        """The day's summary."""
        found = json.loads((self.day / "summary.json").read_bytes())
        assert isinstance(found, dict)
        return found

    def data(self) -> dict[str, bytes]:
        """What a day leaves, but for what names times and runs."""
        kinds = ("extracted", "manifests", "merged", "quarantine")
        files = [f for kind in kinds for f in (self.day / kind).rglob("*") if f.is_file()]
        visible = [f for f in files if not f.name.startswith(".tributary-")]
        return {str(f.relative_to(self.day)): f.read_bytes() for f in visible}
