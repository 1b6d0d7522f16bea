"""A partner as large as they come: 23 tables of 60 columns, and four weeks behind it."""

from __future__ import annotations

import io
import json
import random
import tarfile
import time
from dataclasses import dataclass
from datetime import date, timedelta

from page.past import DAYS, LAST, Past, add_member, moved, told

TABLES = [f"table_{number:02}" for number in range(23)]
COLUMNS = [f"column_{number:02}" for number in range(60)]
ROWS = 300

# Columns of each table that have more NULLs on the last day.
RISEN = 3


@dataclass(frozen=True)
class WidePast(Past):
    """The partner's folders."""

    def partner_file(self) -> str:
        """What is agreed with the partner."""
        return (
            f'partner: overseas-1\nsource: {{uri: "file://{self.root}/source/{{date}}", '
            f"marker: _COMPLETE, stable-for: 0s}}\nstorage: file://{self.root}/lake\n"
        )

    def make_wide(self) -> float:
        """Everything, from deliveries to pages; seconds that the last day's summary took."""
        before = LAST - timedelta(days=1)
        self._deliver_wide(before)
        self._worker("run", before)
        summary = json.loads((self.lake / str(before) / "summary.json").read_text())
        metrics = next((self.lake / "history" / "metrics" / str(before)).iterdir()).read_text()
        chance = random.Random(7)  # noqa: S311
        for back in range(1, 2 * DAYS):
            day = before - timedelta(days=back)
            folder = self.lake / str(day)
            folder.mkdir()
            (folder / "summary.json").write_text(json.dumps(told(summary, day, chance, back)))
            history = self.lake / "history" / "metrics" / str(day)
            history.mkdir()
            (history / "20250101T000000.000Z-told.jsonl").write_text(
                "".join(f"{moved(line, day, chance)}\n" for line in metrics.splitlines())
            )
        self._deliver_wide(LAST)
        self._worker("run", LAST)
        begun = time.monotonic()
        self._worker("summarize", LAST)
        return time.monotonic() - begun

    def _deliver_wide(self, day: date) -> None:
        folder = self.root / "source" / str(day)
        folder.mkdir(parents=True)
        chance = random.Random(day.toordinal())  # noqa: S311
        for archive in range(2):
            packed = io.BytesIO()
            with tarfile.open(fileobj=packed, mode="w:gz") as tar:
                for table in TABLES:
                    rows = _rows(day, chance)
                    add_member(tar, f"{table}_{day:%Y%m%d}_{archive}.csv", rows)
            (folder / f"batch-{archive}.tar.gz").write_bytes(packed.getvalue())
        (folder / "_COMPLETE").write_text("batch-0.tar.gz\nbatch-1.tar.gz\n")


def _rows(day: date, chance: random.Random) -> str:
    lines = [",".join(COLUMNS)]
    for _ in range(ROWS):
        values = [
            ""
            if chance.random() < (0.3 if day == LAST and number < RISEN else 0.01)
            else str(chance.randrange(1_000))
            for number in range(len(COLUMNS))
        ]
        lines.append(",".join(values))
    return "\n".join(lines) + "\n"
