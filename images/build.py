"""The images of the workers and of Airflow: ``./tributary images``.

Each image has a folder here with its Containerfile. What it copies is staged in a folder of its own
under .tributary/images, with times that depend on nothing: equal sources make equal layers, and the
archive of classes holds only for jars of the very time that it was made from.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
HERE = HOME / "images"
STATE = HOME / ".tributary"
WORKERS = HOME / "java-workers"
DAGS = HOME / "dags"
VERSION = "0.1.0"
# Layers carry this time and no other: 2026-01-01, as the jars do.
EPOCH = 1767225600
BUILDERS = ("docker", "podman", "buildah")
# The line of the workers' Containerfile that becomes a layer for each of our jars.
OWN_JARS = "COPY app/ /opt/tributary/app/\n"
# Natives of systems that no container is; netty's own names for them.
FOREIGN = ("-osx-", "-windows-", "-riscv64")


class CannotBuild(Exception):
    """Why there is no image; the message says what to do."""


@dataclass(frozen=True)
class Builder:
    """One of the programs that build images."""

    name: str
    fresh: bool = False
    """Whether to make each layer anew."""

    @staticmethod
    def find(wanted: str | None, fresh: bool = False) -> "Builder":
        """The one asked for, else the first that works here."""
        for name in [wanted] if wanted else BUILDERS:
            if shutil.which(name) is None:
                continue
            # A docker without its daemon is a client of nothing.
            if name != "docker" or _answers(["docker", "info"]):
                return Builder(name, fresh)
        raise CannotBuild(
            f"{wanted or 'none of ' + ', '.join(BUILDERS)} works here: "
            "install one (Debian: apt-get install buildah) or start Docker"
        )

    def build(self, image: str, context: Path, arguments: Mapping[str, str]) -> None:
        """Builds the Containerfile of a folder."""
        given = [word for item in arguments.items() for word in ("--build-arg", "=".join(item))]
        common = [
            *given,
            "--file",
            str(context / "Containerfile"),
            "--tag",
            image,
            *_labels(image),
            *(["--no-cache"] if self.fresh else []),
        ]
        if self.name == "docker":
            environment = {
                **os.environ,
                "DOCKER_BUILDKIT": "1",
                "SOURCE_DATE_EPOCH": str(EPOCH),
            }
            _run(["docker", "build", *common, str(context)], environment)
            return
        verb = ["buildah", "build"] if self.name == "buildah" else ["podman", "build"]
        _run([*verb, "--layers", "--format", "docker", "--timestamp", str(EPOCH), *common,
              str(context)])  # fmt: skip

    def save(self, image: str, file: Path) -> None:
        """Writes an image as a docker archive."""
        file.unlink(missing_ok=True)
        if self.name == "buildah":
            _run(["buildah", "push", "--quiet", image, f"docker-archive:{file}:{image}"])
        else:
            _run([self.name, "save", "--output", str(file), image])


def _answers(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    """Runs a command that speaks for itself on standard error."""
    code = subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode
    if code != 0:
        raise CannotBuild(
            f"{command[0]} {command[1]} ended with code {code}; what it said is above"
        )


def _labels(image: str) -> list[str]:
    """The Open Containers Initiative's annotations."""
    revision = subprocess.run(
        ["git", "-C", str(HOME), "rev-parse", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    labels = {
        "title": image.split(":")[0].rsplit("/", 1)[-1],
        "description": "Tributary: partner feeds to one CSV per table",
        "version": VERSION,
        "licenses": "Apache-2.0",
        **({"revision": revision} if revision else {}),
    }
    return [
        word
        for name, value in labels.items()
        for word in ("--label", f"org.opencontainers.image.{name}={value}")
    ]


def stage_worker(context: Path, classes_from: str | None = None) -> None:
    """Jars in two folders, and the JVM's options with the class path in one order."""
    jars = sorted((WORKERS / "cli" / "target" / "lib").glob("*.jar"))
    own = [jar for jar in jars if jar.name.startswith("tributary-")]
    libraries = [jar for jar in jars if jar not in own and not _foreign(jar)]
    _copy(libraries, context / "lib")
    _copy(own, context / "app")
    library_path = ":".join(f"/opt/tributary/lib/{jar.name}" for jar in libraries)
    path = ":".join([library_path, *(f"/opt/tributary/app/{jar.name}" for jar in own)])
    common = (WORKERS / "jvm.options").read_text(encoding="utf-8")
    worker = (HERE / "worker" / "worker.options").read_text(encoding="utf-8")
    _write(context / "java.options", f"{common}{worker}-cp {path}\n")
    dump = [
        "-Xshare:dump",
        "-XX:SharedClassListFile=/opt/tributary/library-classes.txt",
        "-XX:SharedArchiveFile=/opt/tributary/lib.jsa",
        # What the libraries leave unverified is no news.
        "-Xlog:cds=error,class+path=error",
        f"-cp {library_path}",
    ]
    _write(context / "library-archive.options", common + "\n".join(dump) + "\n")
    containerfile = (HERE / "worker" / "Containerfile").read_text(encoding="utf-8")
    layers = "".join(f"COPY app/{jar.name} /opt/tributary/app/\n" for jar in own)
    containerfile = containerfile.replace(OWN_JARS, layers)
    if classes_from:
        # Not by a build argument: buildah does not take one for the name of a stage.
        containerfile = containerfile.replace("FROM made AS", f"FROM {classes_from} AS")
    _write(context / "Containerfile", containerfile)
    shutil.copy(HERE / "worker" / "library-classes.txt", context)
    shutil.copy(WORKERS / "cli" / "target" / "tributary-sbom.json", context)


def _foreign(jar: Path) -> bool:
    return any(word in jar.name for word in FOREIGN)


def _copy(files: Sequence[Path], folder: Path) -> None:
    folder.mkdir()
    for file in files:
        shutil.copyfile(file, folder / file.name)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def stage_airflow(context: Path, python_version: str) -> None:
    """The locked packages for that Python, and the DAGs without any partner's file."""
    installer = [STATE / "installer" / "bin" / "uv", "pip", "install", "--quiet"]
    lock = HERE / "airflow" / "requirements.lock"
    environment = {**os.environ, "UV_NO_CONFIG": "1", "UV_SYSTEM_CERTS": "true"}
    target = ["--target", context / "packages", "--python-version", python_version]
    target += ["--python-platform", "x86_64-manylinux_2_28", "--only-binary", ":all:"]
    exactly = ["--require-hashes", "--no-deps", "--link-mode", "copy", "-r", lock]
    _run([str(word) for word in (*installer, *target, *exactly)], environment)
    shutil.rmtree(context / "packages" / "bin", ignore_errors=True)
    for name in ("airflow", "airflow.cfg", "entrypoint"):
        shutil.copy(HERE / "airflow" / name, context)
    dags = context / "dags"
    dags.mkdir()
    for name in ("partner_dags.py", "refused_partner_files.py"):
        shutil.copy(DAGS / name, dags)
    for folder in ("plugins", "tributary_dags"):
        shutil.copytree(DAGS / folder, dags / folder, ignore=shutil.ignore_patterns("__pycache__"))
    bom = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "requirements",
        str(lock),
        "--of",
        "JSON",
    ]
    _run([*bom, "--output-reproducible", "--output-file", str(context / "sbom.json")])


def stage_servers(context: Path) -> None:
    """The S3 server, as Go installs it."""
    found = shutil.which("versitygw", path=f"{os.environ['PATH']}:{Path.home()}/go/bin")
    if found is None:
        raise CannotBuild(
            "no versitygw: go install github.com/versity/versitygw/cmd/versitygw@v1.8.0"
        )
    shutil.copy(found, context)


def settle(context: Path) -> None:
    """Gives everything one time, and rights that suit any user of the container."""
    for path in (context, *context.rglob("*")):
        if path.is_symlink():
            continue
        executable = path.is_dir() or os.access(path, os.X_OK)
        path.chmod(0o755 if executable else 0o644)
        os.utime(path, (EPOCH, EPOCH))


@dataclass(frozen=True)
class Image:
    """One of the images."""

    name: str
    source: Path
    """The folder of its Containerfile."""
    stage: Callable[[Path], None]
    arguments: Mapping[str, str]

    def build(self, builder: Builder, tag: str) -> str:
        """Stages and builds; returns the image's name."""
        context = STATE / "images" / self.source.name
        shutil.rmtree(context, ignore_errors=True)
        context.mkdir(parents=True)
        shutil.copy(self.source / "Containerfile", context)
        self.stage(context)
        settle(context)
        image = f"{self.name}:{tag}"
        builder.build(image, context, {k: v for k, v in self.arguments.items() if v})
        return image


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./tributary images",
        description="Builds the images with docker, podman or buildah, whichever works here.",
        epilog="""examples:
  ./tributary images
  ./tributary images --registry registry.example/data --tag 2025-03-17
  ./tributary images worker --worker-base localhost/java:17 --native-base localhost/java:17
  ./tributary images --save images.d         docker archives for a cluster without a registry
""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "images",
        nargs="*",
        metavar="IMAGE",
        help="worker, airflow (default: both), or servers, which the tests in a cluster need",
    )
    parser.add_argument("--tag", default=VERSION, help=f"default {VERSION}")
    parser.add_argument("--registry", default="", help="goes before the names, with a slash")
    parser.add_argument("--worker-base", metavar="IMAGE", help="has Java 17")
    parser.add_argument("--native-base", metavar="IMAGE", help="has libisal2, or Debian's packages")
    parser.add_argument(
        "--classes-from",
        metavar="IMAGE",
        help="a workers' image with the same libraries and Java: its archive of classes is taken, "
        "none is made",
    )
    parser.add_argument("--airflow-base", metavar="IMAGE", help="has Python")
    parser.add_argument("--airflow-python", metavar="X.Y", default="3.12", help="its version")
    parser.add_argument("--servers-base", metavar="IMAGE", help="has OpenSSH and PostgreSQL")
    parser.add_argument("--builder", choices=BUILDERS, help="default: the first that works")
    parser.add_argument("--no-cache", action="store_true", help="make each layer anew")
    parser.add_argument("--save", metavar="DIR", type=Path, help="docker archives go here too")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    prefix = f"{chosen.registry.rstrip('/')}/" if chosen.registry else ""
    known = {
        "worker": Image(
            f"{prefix}tributary-workers",
            HERE / "worker",
            lambda context: stage_worker(context, chosen.classes_from),
            {"BASE_IMAGE": chosen.worker_base, "NATIVE_IMAGE": chosen.native_base},
        ),
        "airflow": Image(
            f"{prefix}tributary-airflow",
            HERE / "airflow",
            lambda context: stage_airflow(context, chosen.airflow_python),
            {"BASE_IMAGE": chosen.airflow_base},
        ),
        "servers": Image(
            f"{prefix}tributary-servers",
            HOME / "tests" / "cluster" / "servers",
            stage_servers,
            {"BASE_IMAGE": chosen.servers_base},
        ),
    }
    if unknown := [name for name in chosen.images if name not in known]:
        parser.error(f"{unknown[0]}: one of {', '.join(known)}")
    try:
        builder = Builder.find(chosen.builder, chosen.no_cache)
        for name in chosen.images or ("worker", "airflow"):
            image = known[name].build(builder, chosen.tag)
            print(image)
            if chosen.save:
                chosen.save.mkdir(parents=True, exist_ok=True)
                builder.save(image, chosen.save.resolve() / f"tributary-{name}.tar")
    except CannotBuild as e:
        print(f"tributary images: {e}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
