"""What is staged for the images, and the command that builds them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from fixtures.scripts import loaded

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def build() -> ModuleType:
    return loaded(HOME / "images" / "build.py")


@pytest.fixture
def libraries(build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a few jars."""
    workers = tmp_path / "java-workers"
    lib = workers / "cli" / "target" / "lib"
    lib.mkdir(parents=True)
    for name in ("b-1.jar", "a-1.jar", "netty-x-osx-aarch_64.jar", "tributary-core-0.1.0.jar"):
        (lib / name).write_bytes(b"jar")
    (workers / "jvm.options").write_text("-Xcommon\n")
    (workers / "cli" / "target" / "tributary-sbom.json").write_text("{}")
    monkeypatch.setattr(build, "WORKERS", workers)
    return lib


def test_the_class_path_has_one_order_with_our_jars_last(
    build: ModuleType, libraries: Path, tmp_path: Path
) -> None:
    """The archive of classes holds only for a class path that begins as that of its making."""
    context = tmp_path / "context"
    context.mkdir()

    build.stage_worker(context)

    third_party = "/opt/tributary/lib/a-1.jar:/opt/tributary/lib/b-1.jar"
    whole = f"-cp {third_party}:/opt/tributary/app/tributary-core-0.1.0.jar"
    assert whole in (context / "java.options").read_text().splitlines()
    assert f"-cp {third_party}" in (context / "library-archive.options").read_text().splitlines()
    assert sorted(file.name for file in (context / "lib").iterdir()) == ["a-1.jar", "b-1.jar"]


def test_each_of_our_jars_has_a_layer_of_its_own_behind_all_others(
    build: ModuleType, libraries: Path, tmp_path: Path
) -> None:
    (libraries / "tributary-merge-0.1.0.jar").write_bytes(b"jar")
    context = tmp_path / "context"
    context.mkdir()

    build.stage_worker(context)

    lines = (context / "Containerfile").read_text().splitlines()
    assert lines[-2:] == [
        f"COPY app/tributary-{module}-0.1.0.jar /opt/tributary/app/" for module in ("core", "merge")
    ]
    assert not any(line.startswith("COPY app/") for line in lines[:-2])


def test_the_archive_of_classes_is_taken_from_an_image_if_one_is_named(
    build: ModuleType, libraries: Path, tmp_path: Path
) -> None:
    stages: dict[str | None, list[str]] = {}
    for image in (None, "registry.example/workers:1"):
        context = tmp_path / str(len(stages))
        context.mkdir()
        build.stage_worker(context, image)
        lines = (context / "Containerfile").read_text().splitlines()
        stages[image] = [line for line in lines if line.endswith(" AS classes")]
    assert stages == {
        None: ["FROM made AS classes"],
        "registry.example/workers:1": ["FROM registry.example/workers:1 AS classes"],
    }


def test_equal_sources_are_staged_alike(build: ModuleType, libraries: Path, tmp_path: Path) -> None:
    context = tmp_path / "context"
    context.mkdir()
    build.stage_worker(context)

    build.settle(context)

    assert {path.stat().st_mtime for path in context.rglob("*")} == {build.EPOCH}
    assert (context / "lib" / "a-1.jar").stat().st_mode & 0o777 == 0o644


def test_packages_of_the_image_are_those_that_are_tested() -> None:
    def pins(file: Path) -> dict[str, str]:
        lines = file.read_text(encoding="utf-8").splitlines()
        found = [line.split(" ")[0].split("==") for line in lines if "==" in line.split(" ")[0]]
        return dict(found)

    tested = pins(HOME / "dags" / "requirements.lock")
    image = pins(HOME / "images" / "airflow" / "requirements.lock")
    assert {name: image[name] for name in tested if name in image} == {
        name: version for name, version in tested.items() if name in image
    }
    assert {"pytest", "mypy", "ruff"}.isdisjoint(image)
    assert "psycopg2-binary" in image


def test_an_unknown_image_is_refused() -> None:
    command = [sys.executable, str(HOME / "images" / "build.py"), "spark"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "one of worker, airflow, servers" in done.stderr


def test_without_a_builder_it_says_what_to_install() -> None:
    command = [sys.executable, str(HOME / "images" / "build.py"), "worker"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PATH": "/nonexistent"}
    )
    assert done.returncode == 1
    assert "apt-get install buildah" in done.stderr
