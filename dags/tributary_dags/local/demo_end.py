"""What the demo says when the run has ended."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tributary_dags.local.airflow_settings import PASSWORD, USER
from tributary_dags.local.s3_reader import S3Reader

_CREDENTIALS = ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")


@dataclass(frozen=True)
class DemoEnd:
    """Where everything is, once a run has ended."""

    dag_id: str
    partner: str
    day: date
    run_id: str
    ui: str
    bucket: str
    prefix: str
    environment: dict[str, str]
    environment_file: Path

    def lines(self, *, green: bool, stay: bool) -> Iterator[str]:
        """The summary, the places, and what to try next."""
        reader = S3Reader(self.environment)
        summary = reader.read(self.bucket, f"{self._day_prefix}/summary.txt")
        yield ""
        yield (summary or b"(the run wrote no summary.txt)").decode("utf-8", "replace").rstrip()
        yield ""
        yield from self._places(
            reader, _tables(reader.read(self.bucket, f"{self._day_prefix}/summary.json"))
        )
        if stay:
            yield from self._next(green)

    @property
    def _day_prefix(self) -> str:
        return f"{self.prefix}/{self.partner}/{self.day}".lstrip("/")

    def _places(self, reader: S3Reader, tables: list[str]) -> Iterator[str]:
        merged = f"{self._day_prefix}/merged"
        table = "room_rate" if "room_rate" in tables or not tables else tables[0]
        example = f"{merged}/{table}/{table}_{self.day}.csv"
        endpoint = self.environment["AWS_ENDPOINT_URL_S3"]
        key_id, secret = (self.environment[f"AWS_{n}"] for n in _CREDENTIALS)
        # Signed addresses: a bare curl or browser can read them.
        yield f"CSVs      s3://{self.bucket}/{merged}/TABLE/TABLE_{self.day}.csv"
        yield f"S3        {endpoint}  key {key_id}  secret {secret}"
        yield f"list      curl -s '{reader.listing_link(self.bucket, merged + '/')}'"
        yield f"read      curl -s '{reader.link(self.bucket, example)}' | head -3"
        report = reader.link(self.bucket, f"{self._day_prefix}/report.html")
        yield f"report    {report}"
        yield f"pages     {self.ui}/tributary/  (of every partner and day, by the login below)"
        yield f"Airflow   {self.ui}/dags/{self.dag_id}/runs/{self.run_id}"
        yield f"login     {USER} / {PASSWORD}"

    def _next(self, green: bool) -> Iterator[str]:
        file = os.path.relpath(self.environment_file)
        first, last = self.day + timedelta(days=1), self.day + timedelta(days=3)
        yield ""
        yield f"Try next, while this is up, in another terminal:   . {file}"
        if not green:
            yield "  see why: open the red task in Airflow, or its log, and clear it when mended"
        yield "  one task again (nothing has changed, so nothing is written): in Airflow, open the"
        yield "    run, click merge, then Clear; or the whole run:"
        yield f"    airflow dags clear {self.dag_id} --run-id {self.run_id} -y"
        yield "  three more days, which the partner is delivering now:"
        yield (
            "    airflow backfill create "
            f"--dag-id {self.dag_id} --from-date {first} --to-date {last}"
        )
        yield "  from a merged row to the archive it came from:"
        yield (
            f"    tributary trace --partner {self.partner} --date {self.day}"
            " --table room_rate --row 1"
        )
        yield ""


def _tables(summary: bytes | None) -> list[str]:
    try:
        document: Any = json.loads(summary or b"{}")
        return list(document.get("tables", {}))
    except ValueError:
        return []
