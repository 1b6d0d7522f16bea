"""What a build of the workers' image ships again: nothing, or what was changed.

It builds, so it needs the builder that made the image of the cluster, and the base image in
TRIBUTARY_WORKER_BASE; .ci/cluster has both.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from cluster.conftest import HOME, Images
from fixtures.scripts import loaded

pytestmark = pytest.mark.cluster

JAR = "tributary-core-0.1.0.jar"
SBOM = "tributary-sbom.json"
# Of a layer with one file: the tar's headers, its folders, and its padding.
TAR = 16 * 1024

Layers = dict[str, int]
Build = Callable[[str, Callable[[Path], None]], Layers]


def layers_of(image: str) -> Layers:
    """The digests of an image's layers, and their bytes."""
    command = ["buildah", "inspect", "--type", "image", image]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    manifest = json.loads(json.loads(shown)["Manifest"])
    return {layer["digest"]: layer["size"] for layer in manifest["layers"]}


@pytest.fixture
def build(images: Images) -> Iterator[Build]:
    """Builds anew, but for the archive of classes: that of the image that is there."""
    base = os.environ.get("TRIBUTARY_WORKER_BASE")
    if not base or shutil.which("buildah") is None:
        pytest.skip("no buildah with a base image: see .ci/cluster")
    script: ModuleType = loaded(HOME / "images" / "build.py")
    arguments = {"BASE_IMAGE": base, "NATIVE_IMAGE": base}
    name = "localhost/tributary-test-layers"
    built = []

    def build(tag: str, change: Callable[[Path], None]) -> Layers:
        def stage(context: Path) -> None:
            script.stage_worker(context, images.workers)
            change(context)

        image = script.Image(name, script.HERE / "worker", stage, arguments)
        built.append(image.build(script.Builder("buildah", fresh=True), tag))
        return layers_of(built[-1])

    yield build
    for image in built:
        subprocess.run(["buildah", "rmi", image], capture_output=True, check=False)


def test_a_build_of_the_same_sources_has_the_same_layers(build: Build, images: Images) -> None:
    again = build("again", lambda _: None)

    assert list(again.items()) == list(layers_of(images.workers).items())


def test_a_change_of_one_module_ships_its_jar_and_the_list_of_components(
    build: Build, images: Images
) -> None:
    changed = []

    def change(context: Path) -> None:
        with zipfile.ZipFile(context / "app" / JAR, "a") as jar:
            jar.writestr("changed", "")
        (context / SBOM).write_text((context / SBOM).read_text(encoding="utf-8") + "\n")
        changed.extend([context / "app" / JAR, context / SBOM])

    before = layers_of(images.workers)
    shipped = {digest: size for digest, size in build("changed", change).items()
               if digest not in before}  # fmt: skip

    assert len(shipped) == len(changed)
    assert sum(shipped.values()) <= sum(file.stat().st_size + TAR for file in changed)
