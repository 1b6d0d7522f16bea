"""Runs the demo's commands of OPERATIONS.md on a demo that is up, and looks at what each did."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config

from operations.commands import demo_commands

DAY = "partners/overseas-1/2025-03-17"
PRODUCT = f"{DAY}/merged/room_rate/room_rate_2025-03-17.csv"
EXTRACT = "./tributary extract"
MERGE = "./tributary merge"

# What each command says when it has done what the page says; a command is found by its beginning.
OUTCOMES = {
    "./tributary validate": r"source sftp:.* marker _COMPLETE is there\n.*storage s3:.* written",
    "./tributary plan": r"extract +\d+ container",
    "airflow dags list-runs": r"\| demo +\| success",
    "airflow tasks states-for-dag-run": r"post_merge_check +\| success",
    "airflow dags clear": r"Cleared 0 task instance\(s\) across 1 Dag run",
    "airflow dags trigger": r"queued",
    "airflow backfill create": r"2025-04-01[^|]*\|(.*\n)*.*2025-04-03[^|]*\|",
    "./tributary summarize": r"Tributary · overseas-1 · 2025-03-17 +WARN",
    "./tributary verify --partner overseas-1 --date 2025-03-17 --deep": r"2025-03-17, every byte",
    "./tributary verify": r"room_rate: [\d,]+ records accounted for",
    "./tributary trace --partner overseas-1 --date 2025-03-17 --table": r"archive +batch-00001",
    "./tributary trace --partner overseas-1 --date 2025-03-17 --archive": r"fate +extracted",
    "./tributary quarantine list": r"\d+ records in quarantine of overseas-1",
    "./tributary quarantine show": r"showed 5 records",
    "./tributary quarantine replay": r"a rerun changes nothing",
    # The day was made just now: nothing is old enough to go.
    "./tributary clean --partner overseas-1 --delete": r"removed 0 objects",
    "./tributary clean --partner overseas-1 --date 2025-03-17 --failed-too": r"removed 0 objects",
    "./tributary clean": r"would remove 0 objects",
    EXTRACT: r"60 archives extracted",
    MERGE: r"merged 1 of 1 tables",
}


def outcome(command: str) -> str:
    """What the output of a command has to show."""
    found = [shown for beginning, shown in OUTCOMES.items() if command.startswith(beginning)]
    assert found, f"nothing says what `{command}` has to show"
    return found[0]


@dataclass(frozen=True)
class Demo:
    """A demo that is up.

    :param run: runs a script as a person does who has entered the demo, and returns what it says
    """

    run: Callable[[str], str]

    def run_all_but(self, elsewhere: Collection[str]) -> None:
        """Runs the page's commands, but for those that run elsewhere."""
        here = [command for command in demo_commands() if command not in elsewhere]
        product = b""
        for command in here:
            if command.startswith(EXTRACT):
                product = self._lose_segments_and_product()
            assert_shown(command, self.run(command))
            if command.startswith(MERGE):
                assert self._product() == product
        assert {EXTRACT, MERGE} <= {b for b in OUTCOMES for c in here if c.startswith(b)}

    def _storage(self) -> tuple[Any, str]:
        entered = self.run("env -0").split("\0")
        setting = dict(line.split("=", 1) for line in entered if "=" in line)
        client = boto3.client(
            "s3",
            endpoint_url=setting["AWS_ENDPOINT_URL_S3"],
            region_name=setting["AWS_REGION"],
            aws_access_key_id=setting["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=setting["AWS_SECRET_ACCESS_KEY"],
            config=Config(s3={"addressing_style": "path"}),
        )
        return client, "tributary-demo"

    def _product(self) -> bytes:
        client, bucket = self._storage()
        return bytes(client.get_object(Bucket=bucket, Key=PRODUCT)["Body"].read())

    def _lose_segments_and_product(self) -> bytes:
        """What restoring is for; returns the product as it was."""
        before = self._product()
        client, bucket = self._storage()
        pages = client.get_paginator("list_objects_v2").paginate(
            Bucket=bucket, Prefix=f"{DAY}/extracted/"
        )
        lost = [item["Key"] for page in pages for item in page["Contents"]]
        assert lost
        for key in [*lost, PRODUCT]:
            client.delete_object(Bucket=bucket, Key=key)
        return before


def assert_shown(command: str, said: str) -> None:
    """Asserts that what was said shows what the command was to do."""
    assert re.search(outcome(command), said), f"{command}\n{said}"
