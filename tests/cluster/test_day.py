"""A partner's day in pods."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from cluster.partners import DAGS, Partner, is_product
from cluster.world import World

pytestmark = pytest.mark.cluster

HOME = DAGS.parent


def test_the_sample_day_has_the_bytes_of_the_embedded_run(
    world: World, sample: Partner, tmp_path: Path
) -> None:
    date = "2025-03-17"
    delivery = _sample_delivery(tmp_path, date)
    world.servers.deliver(delivery / date, f"{sample.name}/{date}")
    run = world.runs.trigger(date, sample.dag_id)

    embedded = _embedded_run(tmp_path, delivery, date)

    state = world.runs.finish(run, sample.dag_id)
    assert state == "success", world.runs.states(run, sample.dag_id)
    products = world.lake(sample, date).products()
    assert len(embedded) > 23  # every table, and quarantine of some
    assert products.keys() == embedded.keys()
    assert [name for name in embedded if products[name] != embedded[name]] == []


def _sample_delivery(folder: Path, date: str) -> Path:
    libraries = HOME / "java-workers" / "embedded" / "target" / "lib"
    into = folder / "outbound"
    command = ["java", "-cp", f"{libraries}/*", "io.tributary.embedded.EmbeddedCommand", "sample"]
    subprocess.run([*command, "--into", str(into), "--date", date], check=True, capture_output=True)
    return into


def _embedded_run(folder: Path, delivery: Path, date: str) -> dict[str, bytes]:
    """The products of `tributary run`, in one process and without any server."""
    document = yaml.safe_load((DAGS / "partners" / "overseas-1.yaml").read_text(encoding="utf-8"))
    source = {
        k: v for k, v in document["source"].items() if k not in ("known-hosts", "private-key")
    }
    document["source"] = {**source, "uri": f"file://{delivery}/{{date}}"}
    document["storage"] = f"file://{folder}/lake"
    (folder / "overseas-1.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    contract = "overseas-1.odcs.yaml"
    (folder / contract).write_bytes((DAGS / "partners" / contract).read_bytes())
    command = [str(HOME / "tributary"), "run", "--partner", str(folder / "overseas-1.yaml")]
    subprocess.run(
        [*command, "--date", date],
        env={**os.environ, "TRIBUTARY_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"},
        check=True,
        capture_output=True,
    )
    day = folder / "lake" / "overseas-1" / date
    files = {str(file.relative_to(day)): file for file in day.rglob("*.csv")}
    return {name: file.read_bytes() for name, file in files.items() if is_product(name)}
