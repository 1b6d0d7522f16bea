"""Partner files and contexts for tests without a scheduler."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from running_airflow import RunningAirflow

from tributary_dags.local.airflow_settings import DAGS_FOLDER, AirflowSettings
from tributary_dags.local.local_airflow import LocalAirflow
from tributary_dags.local.ports import free_port
from tributary_dags.partner_file import PartnerFile

WritePartner = Callable[..., PartnerFile]


@pytest.fixture
def write_partner(tmp_path: Path) -> WritePartner:
    """Writes a partner file and reads it."""

    def write(text: str = "", name: str = "acme") -> PartnerFile:
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"partner: {name}\n{text}", encoding="utf-8")
        return PartnerFile.read(path)

    return write


PARTNERS = {
    "single": "extract: {containers: 2}\n",
    "mapped": "merge: {tables-per-container: 1}\ntables: {room_rate: {}, booking: {}}\n",
    "seoul": "timezone: Asia/Seoul\nretention: {extracted: 3d}\n",
    "newyork": "timezone: America/New_York\n",
}
QUICK = "airflow: {executor: pod, retries: 2, retry-delay: 1s, max-active-runs: 8}\n"


@pytest.fixture(scope="session")
def airflow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAirflow]:
    """A real Airflow: API server, scheduler and DAG processor. It runs pods as processes."""
    partners = tmp_path_factory.mktemp("partners")
    played = tmp_path_factory.mktemp("workers")
    for name, text in PARTNERS.items():
        whole = f"partner: {name}\nstorage: file://{played}/lake\n{text}{QUICK}"
        (partners / f"{name}.yaml").write_text(whole, encoding="utf-8")
    (partners / "broken.yaml").write_text("partner: broken\ntimezone: Mars\n", encoding="utf-8")
    fake_worker = Path(__file__).with_name("fake_worker.py")
    local = LocalAirflow(
        AirflowSettings(tmp_path_factory.mktemp("airflow"), free_port(), parallel_tasks=8),
        {
            "TRIBUTARY_PARTNERS": str(partners),
            "TRIBUTARY_COMMAND": shlex.join([sys.executable, "-S", str(fake_worker)]),
            "FAKE_WORKER": str(played),
        },
        template=DAGS_FOLDER.parent / ".tributary" / "cache",
    )
    try:
        local.start()
        local.wait_until_healthy()
        running = RunningAirflow(local, played)

        def is_known(dag_id: str) -> bool | None:
            return local.api.dag_is_known(dag_id) or None

        for name in PARTNERS:
            dag_id = f"tributary_{name}"
            running.eventually(partial(is_known, dag_id))
        yield running
    finally:
        local.stop()
