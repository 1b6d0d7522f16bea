"""A partner with four weeks behind it: two days are real, the others are told after the first.

The last day has everything that has a place on the page, and names that would be markup if a page
let them. Its findings with charts and samples are put into the tables' metadata, so that the page
does not depend on which rules find what; `summarize` then makes the pages of it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import subprocess
import tarfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[2]
LAST = date(2025, 3, 17)
DAYS = 28
HOSTILE = "<script>alert(1)</script>"
HOSTILE_NAME = '"><img src=x onerror=alert(1)>'  # no slash: a file is to be called so
PATIENCE_SECONDS = 300

PARTNER = """\
partner: overseas-1
source: {{uri: "file://{source}/{{date}}", marker: _COMPLETE, stable-for: 0s}}
timezone: Asia/Seoul
storage: file://{storage}
tolerate: {{refused-archives: 2, missing-archives: 5}}
tables:
  room_rate: {{primary-key: [hotel_id, stay_date], on-duplicate: drop}}
  tax_fee: {{}}
"""
TABLES = [
    *("availability", "booking", "cancellation", "city", "country", "hotel", "invoice", "payment"),
    *("promotion", "rate_plan", "refund", "review", "room_rate", "room_type", "search_log"),
]


@dataclass(frozen=True)
class Past:
    """The partner's folders."""

    root: Path

    @property
    def lake(self) -> Path:
        """What the partner's days lie in."""
        return self.root / "lake" / "overseas-1"

    @property
    def report(self) -> Path:
        """The last day's page."""
        return self.lake / str(LAST) / "report.html"

    def make(self) -> None:
        """Everything, from deliveries to pages."""
        before = LAST - timedelta(days=1)
        self._deliver(before, busy=False)
        self._worker("run", before)
        self._tell_earlier_days(before)
        self._deliver(LAST, busy=True)
        self._worker("run", LAST)
        self._add_findings()
        self._worker("summarize", LAST)

    def partner_file(self) -> str:
        """What is agreed with the partner."""
        listed = "".join(f"  {table}: {{}}\n" for table in TABLES if table != "room_rate")
        return PARTNER.format(source=self.root / "source", storage=self.root / "lake") + listed

    def _worker(self, command: str, day: date) -> None:
        partner = self.root / "overseas-1.yaml"
        partner.write_text(self.partner_file())
        options = os.environ.get("TRIBUTARY_JAVA_OPTIONS", "-Xmx1g -XX:TieredStopAtLevel=1")
        done = subprocess.run(
            [str(HOME / "tributary"), command, "--partner", str(partner), "--date", str(day)],
            env={**os.environ, "TRIBUTARY_JAVA_OPTIONS": options},
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        # 65: the day has faults, which is what it is for.
        assert done.returncode in (0, 65), done.stdout + done.stderr

    def _deliver(self, day: date, *, busy: bool) -> None:
        folder = self.root / "source" / str(day)
        folder.mkdir(parents=True)
        names = [f"batch-{number:05}.tar.gz" for number in range(1, 9)]
        if busy:
            names.append(f"{HOSTILE_NAME}.tar.gz")
        for number, name in enumerate(names):
            (folder / name).write_bytes(_archive(day, number, busy=busy))
        if busy:
            (folder / "batch-00004.tar.gz").write_bytes(b"no gzip at all")
            (folder / "batch-00008.tar.gz").write_bytes((folder / names[0]).read_bytes())
            names += ["batch-00009.tar.gz", f"{HOSTILE_NAME}-gone.tar.gz"]
        (folder / "_COMPLETE").write_text("".join(f"{name}\n" for name in names))

    def _tell_earlier_days(self, real: date) -> None:
        summary = json.loads((self.lake / str(real) / "summary.json").read_text())
        metrics = next((self.lake / "history" / "metrics" / str(real)).iterdir()).read_text()
        chance = random.Random(7)  # noqa: S311
        for back in range(1, DAYS - 1):
            day = real - timedelta(days=back)
            folder = self.lake / str(day)
            folder.mkdir()
            (folder / "summary.json").write_text(json.dumps(told(summary, day, chance, back)))
            history = self.lake / "history" / "metrics" / str(day)
            history.mkdir()
            (history / "20250101T000000.000Z-told.jsonl").write_text(
                "".join(f"{moved(line, day, chance)}\n" for line in metrics.splitlines())
            )

    def _add_findings(self) -> None:
        metadata = self.lake / str(LAST) / "merged" / "room_rate" / "table_metadata.json"
        document = json.loads(metadata.read_text())
        document["quality"] = {"verdict": "error", "findings": _findings()}
        metadata.write_text(json.dumps(document))


def _archive(day: date, number: int, *, busy: bool) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for table in TABLES:
            add_member(
                tar, f"{table}_{day:%Y%m%d}_{number}.csv", _rows(day, table, number, busy=busy)
            )
        if busy and number == 1:
            add_member(tar, f"{HOSTILE_NAME}_{day:%Y%m%d}_1.csv", f"{HOSTILE},b\n1,2\n3\n")
            add_member(
                tar, f"review_{day - timedelta(days=3):%Y%m%d}_{HOSTILE_NAME}.csv", "id\n1\n"
            )
    return packed.getvalue()


def add_member(tar: tarfile.TarFile, name: str, text: str) -> None:
    """Adds a file to an archive."""
    entry = tarfile.TarInfo(name)
    data = text.encode()
    entry.size = len(data)
    tar.addfile(entry, io.BytesIO(data))


def _rows(day: date, table: str, number: int, *, busy: bool) -> str:
    seed = int.from_bytes(hashlib.sha256(f"{table}{number}".encode()).digest()[:4], "big")
    chance = random.Random(seed)  # noqa: S311
    extra = busy and number % 3 == 0
    lines = ["hotel_id,stay_date,price" + (",board_type" if extra and table == "room_rate" else "")]
    few = busy and table == "booking"
    empty = 0.2 if busy and table in ("room_rate", "invoice") else 0.01
    for row in range(20 if few else 60):
        price = "" if chance.random() < empty else f"{chance.uniform(40, 400):.2f}"
        fields = [f"h{number}-{row}", str(day), price]
        if extra and table == "room_rate":
            fields.append("half")
        if busy and table in ("review", "payment") and row % 20 == 0:
            fields = fields[:2]
        lines.append(",".join(fields))
    return "\n".join(lines) + "\n"


def told(summary: dict[str, Any], day: date, chance: random.Random, back: int) -> dict[str, Any]:
    """A summary as an earlier day may have had it."""
    earlier: dict[str, Any] = json.loads(json.dumps(summary).replace(summary["date"], str(day)))
    earlier["findings"] = []
    earlier["changes"] = {"findings": []}
    worst = "ok"
    for name, table in earlier["tables"].items():
        severe = "error" if chance.random() < 0.3 else "warn"
        table["verdict"] = severe if chance.random() < 0.06 else "ok"
        if name == "promotion" and back in (9, 10):
            table["verdict"] = "critical"
        if table["verdict"] != "ok":
            earlier["findings"].append(
                {
                    "severity": table["verdict"],
                    "table": name,
                    "rule": "row-count",
                    "message": "fewer rows than usual",
                    "actual": "few",
                    "expected": "more",
                    "action": "publish",
                    "samples": [],
                }
            )
        order = ["ok", "warn", "error", "critical"]
        worst = max(worst, table["verdict"], key=order.index)
    earlier["verdict"] = worst
    if back < 3:
        earlier["missing"] = ["batch-00009.tar.gz"]
        earlier["archives"]["missing"] = 1
        earlier["archives"]["listed"] += 1
    late = 25 if back in (5, 6) else 0
    earlier["delivery"] = {
        "frozen": f"{day}T{'21:25' if late else '19:40'}:00Z",
        "deadline": f"{day}T21:00:00Z",
        "lateMinutes": late,
    }
    for stage in earlier["stages"].values():
        stage["seconds"] = round(stage["seconds"] * chance.uniform(0.8, 1.3), 1)
    return earlier


def moved(line: str, day: date, chance: random.Random) -> str:
    """A line of the history as an earlier day may have had it."""
    metric = json.loads(line)
    metric["date"] = str(day)
    moved = metric["value"] * chance.uniform(0.97, 1.03)
    metric["value"] = round(moved) if isinstance(metric["value"], int) else moved
    return json.dumps(metric, separators=(",", ":"))


def _findings() -> list[dict[str, Any]]:
    member = f"room_rate_{LAST:%Y%m%d}_{HOSTILE}.csv"
    archives = ["batch-00001.tar.gz", "batch-00002.tar.gz", f"{HOSTILE_NAME}.tar.gz"]
    samples = [
        {"archive": archive, "member": member, "line": 10_000 * n, "value": HOSTILE}
        for n, archive in enumerate(archives, 1)
    ]
    return [
        {
            "severity": "error",
            "table": "room_rate",
            "rule": "row-count",
            "message": "31 % fewer rows than on the same weekdays",
            "actual": "331 rows",
            "expected": "460 to 500 rows",
            "action": "publish",
            "metric": "merged",
            "value": 331,
            "band": {"low": 460, "centre": 480, "high": 500},
            "samples": [],
        },
        {
            "severity": "warn",
            "table": "room_rate",
            "column": HOSTILE,
            "rule": "price-range",
            "message": f"3 prices are below 0, such as {HOSTILE}",
            "actual": "3 rows",
            "expected": "price from 0 to 100,000",
            "action": "quarantine",
            "samples": samples,
        },
        {
            "severity": "warn",
            "table": "room_rate",
            "column": "price",
            "rule": "null-ratio",
            "message": "NULL 20.1 %, usually 0 to 1.4 %",
            "actual": "20.1 %",
            "expected": "0 to 1.4 %",
            "action": "publish",
            "metric": "null-ratio",
            "value": 0.201,
            "band": {"low": 0.0, "centre": 0.01, "high": 0.014},
            "samples": [],
        },
    ]
