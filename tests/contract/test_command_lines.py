"""Every command line that the DAG can render is one that the workers' own parser takes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from rendering import command_line, rendered, rendered_clean

from tributary_dags.local.airflow_settings import DAGS_FOLDER
from tributary_dags.partner_file import PartnerFile
from tributary_dags.worker_tasks import RUN_AS_VARIABLE

LAUNCHER = DAGS_FOLDER.parent / "tributary"

ONE_CONTAINER = "extract: {containers: 2}\n"
GROUPS = "merge: {tables-per-container: 2}\ntables: {room_rate: {}, booking: {}, a.b-c: {}}\n"
OWN_SPARK = "tables: {room_rate: {spark: {spark.driver.port: 0}}, booking: {}}\n"
CHOSEN = {"tables": ["room_rate", "booking"], "force": True}

LINES: list[tuple[str, str, dict[str, Any], int]] = [
    (ONE_CONTAINER, "wait_for_all_sources", {}, -1),
    (ONE_CONTAINER, "batch_extract", {}, 1),
    (ONE_CONTAINER, "merge", {}, -1),
    (ONE_CONTAINER, "merge", CHOSEN, -1),
    (GROUPS, "merge", {}, 0),
    (GROUPS, "merge", CHOSEN, 1),
    (GROUPS, "merge", CHOSEN, 2),
    (OWN_SPARK, "merge", {}, 0),
    (OWN_SPARK, "merge", CHOSEN, 1),
    (ONE_CONTAINER, "merge_summary", {}, -1),
    (ONE_CONTAINER, "post_merge_check", {}, -1),
    (ONE_CONTAINER, "post_merge_check", CHOSEN, -1),
]


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LAUNCHER, *arguments, "--check-arguments"], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("partner", "task_id", "params", "index"), LINES)
def test_the_workers_take_what_the_dag_renders(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    partner: str,
    task_id: str,
    params: dict[str, Any],
    index: int,
) -> None:
    monkeypatch.setenv(RUN_AS_VARIABLE, "process")
    file = tmp_path / "acme.yaml"
    file.write_text(f"partner: acme\n{partner}", encoding="utf-8")

    line = command_line(rendered(PartnerFile.read(file), task_id, params, index))

    checked = check(*line)
    assert checked.returncode == 0, f"{line}: {checked.stdout}{checked.stderr}"


def test_the_workers_take_what_the_cleaning_dag_renders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(RUN_AS_VARIABLE, "process")
    file = tmp_path / "acme.yaml"
    file.write_text("partner: acme\nretention: {extracted: 3d}\n", encoding="utf-8")

    line = command_line(rendered_clean(PartnerFile.read(file)))

    checked = check(*line)
    assert checked.returncode == 0, f"{line}: {checked.stdout}{checked.stderr}"


def test_the_check_refuses_what_is_wrong() -> None:
    wrong = check("merge", "--partner", "acme", "--date", "2025-03-17", "--no-such-option")

    assert wrong.returncode == 2
    assert "--no-such-option" in wrong.stderr


@pytest.mark.parametrize(("archives", "gigabytes"), [(60, 1), (40_000, 12_000)])
def test_the_dag_takes_what_plan_prints(tmp_path: Path, archives: int, gigabytes: int) -> None:
    file = tmp_path / "acme.yaml"
    start = 'partner: acme\nsource: {uri: "file:///drop", max-connections: 64}\n'
    file.write_text(f"{start}storage: s3://lake\n", encoding="utf-8")
    figures = ["--archives", str(archives), "--gigabytes", str(gigabytes)]
    planned = subprocess.run(
        [LAUNCHER, "plan", "--partner", file, *figures, "--format", "json"],
        capture_output=True,
        text=True,
        check=True,
    )
    plan = json.loads(planned.stdout)
    file.write_text(start + plan["partnerFile"], encoding="utf-8")

    read = PartnerFile.read(file)

    extract = plan["extract"]
    assert read.extract_containers == extract["containers"]
    wanted = read.airflow.resources["extract"]
    assert (wanted.cpu, wanted.memory) == (str(extract["cpus"]), f"{extract['memoryGib']}Gi")
    wanted = read.airflow.resources["merge"]
    assert wanted.memory == f"{plan['merge']['memoryGib']}Gi"
