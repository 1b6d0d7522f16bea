"""The sample day by one command, held against the figures of its generator."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from sample_day.oracle import check_metrics, check_summary, check_table, expected_day, malformed
from tributary_dags.local.embedded_servers import EmbeddedServers, ServerAddresses

pytestmark = pytest.mark.slow

HOME = Path(__file__).resolve().parents[2]
DATE = "2025-03-17"
FOLDER = f"partners/overseas-1/{DATE}/"
PATIENCE_SECONDS = 600


@dataclass(frozen=True)
class Storage:
    """The bucket of the embedded S3 server."""

    client: Any
    bucket: str

    def read(self, key: str) -> bytes:
        return bytes(self.client.get_object(Bucket=self.bucket, Key=FOLDER + key)["Body"].read())

    def versions(self, prefix: str) -> dict[str, tuple[str, str]]:
        """What is below a prefix, each with what changes when it is written again."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=FOLDER + prefix
        )
        objects = [found for page in pages for found in page.get("Contents", [])]
        return {found["Key"]: (found["ETag"], str(found["LastModified"])) for found in objects}


def storage_of(addresses: ServerAddresses) -> Storage:
    client = boto3.client(
        "s3",
        endpoint_url=addresses.s3["endpoint"],
        region_name=addresses.s3["region"],
        aws_access_key_id=addresses.s3["accessKeyId"],
        aws_secret_access_key=addresses.s3["secretAccessKey"],
        config=Config(s3={"addressing_style": "path"}),
    )
    return Storage(client, addresses.s3["bucket"])


def run(command: str, settings: dict[str, str]) -> None:
    line = [str(HOME / "tributary"), command, "--partner", "overseas-1", "--date", DATE]
    done = subprocess.run(
        line,
        env={**os.environ, **settings, "TRIBUTARY_PARTNERS": str(HOME / "dags" / "partners")},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerAddresses]:
    folder = tmp_path_factory.mktemp("servers")
    subprocess.run([str(HOME / "tributary"), "build"], check=True)
    servers = EmbeddedServers(HOME, folder / "state", folder / "logs")
    try:
        servers.start()
        yield servers.addresses()
    finally:
        servers.stop()


@pytest.fixture(scope="module")
def expected(addresses: ServerAddresses, tmp_path_factory: pytest.TempPathFactory) -> Any:
    file = tmp_path_factory.mktemp("expected") / "expected.json"
    libraries = HOME / "java-workers" / "embedded" / "target" / "lib"
    command = [os.environ.get("JAVA", "java"), "-XX:TieredStopAtLevel=1", "-cp", f"{libraries}/*"]
    command += ["io.tributary.embedded.EmbeddedCommand", "sample", "--date", DATE]
    command += ["--into", f"{addresses.sftp['root']}/outbound", "--expected", str(file)]
    subprocess.run(command, check=True)
    return expected_day(file, DATE)


@pytest.fixture(scope="module")
def storage(addresses: ServerAddresses, expected: Any) -> Storage:
    """After a whole day."""
    run("run", addresses.environment())
    return storage_of(addresses)


def test_every_value_of_every_row(storage: Storage, expected: Any) -> None:
    for table, figures in expected["tables"].items():
        check_table(figures, storage.read(f"merged/{table}/{table}_{DATE}.csv"))


def test_what_was_measured_of_every_column(storage: Storage, expected: Any) -> None:
    columns = 0
    for table in expected["tables"]:
        metadata = json.loads(storage.read(f"merged/{table}/table_metadata.json"))
        columns += check_metrics(metadata, storage.read(f"merged/{table}/{table}_{DATE}.csv"))
    assert columns > len(expected["tables"])


def test_malformed_records_are_in_quarantine(storage: Storage, expected: Any) -> None:
    for table, figures in expected["tables"].items():
        if figures["malformed"]:
            malformed(figures, storage.read(f"quarantine/{table}.csv"))


def test_summary(storage: Storage, expected: Any) -> None:
    check_summary(expected, json.loads(storage.read("summary.json")))


def test_again_writes_no_data(storage: Storage, addresses: ServerAddresses) -> None:
    data = ("sources.json", "extracted/", "manifests/", "merged/", "quarantine/")
    before = [storage.versions(prefix) for prefix in data]
    run("run", addresses.environment())
    assert [storage.versions(prefix) for prefix in data] == before
