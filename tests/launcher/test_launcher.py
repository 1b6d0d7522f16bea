"""The launcher, in a checkout of its own with a JDK and a Maven wrapper that only record."""

import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

LAUNCHER = Path(__file__).resolve().parents[2] / "tributary"
TOOLS = """
bash cat cmp cp dirname env find flock mkdir mv printf readlink rm sed sleep tail touch
"""


def executable(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


class Checkout:
    """A folder that looks like the project to the launcher."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "check out"
        self.environment = {"PATH": str(folder / "bin"), "HOME": str(folder)}
        for tool in TOOLS.split():
            found = shutil.which(tool)
            assert found, tool
            (folder / "bin").mkdir(exist_ok=True)
            (folder / "bin" / tool).symlink_to(found)
        (self.home / ".mvn").mkdir(parents=True)
        shutil.copy(LAUNCHER, self.home)
        for module in ("cli", "embedded"):
            source = self.home / "java-workers" / module / "src" / "main"
            source.mkdir(parents=True)
            (source / "Some.java").touch()
            (self.home / "java-workers" / module / "pom.xml").touch()
        (self.home / "pom.xml").touch()
        self.maven("mkdir -p java-workers/cli/target/lib java-workers/embedded/target/lib")

    def maven(self, script: str) -> None:
        """What a build does; each leaves a line in builds.txt."""
        executable(self.home / "mvnw", f'cd "$(dirname "$0")"; echo "$@" >>builds.txt; {script}')

    def builds(self) -> int:
        log = self.home / "builds.txt"
        return len(log.read_text().splitlines()) if log.exists() else 0

    def jdk(self, version: str = "17.0.15", compiler: bool = True) -> Path:
        """A JDK whose java prints its arguments."""
        folder = self.folder / f"jdk-{version}-{compiler}"
        executable(folder / "bin" / "java", 'printf "%s\\n" "$@"; exit 75')
        if compiler:
            executable(folder / "bin" / "javac", "exit 1")
        (folder / "release").write_text(f'IMPLEMENTOR="X"\nJAVA_VERSION="{version}"\n')
        self.environment["JAVA_HOME"] = str(folder)
        return folder

    def start(self, words: Sequence[str], launcher: Path | None = None) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [str(launcher or self.home / "tributary"), *words],
            cwd="/",
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, launcher: Path | None = None) -> tuple[int, str, str]:
        process = self.start(words, launcher)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_help_needs_nothing(checkout: Checkout) -> None:
    code, out, err = checkout.run("--help")
    assert (code, err) == (0, "")
    assert "usage: ./tributary COMMAND" in out
    assert checkout.run()[0] == 2


def test_passes_workers_their_words_and_their_exit_code(checkout: Checkout) -> None:
    checkout.jdk()
    checkout.environment["TRIBUTARY_JAVA_OPTIONS"] = "-Xmx1g -Da=b"
    code, out, _ = checkout.run("merge", "--partner", "two words")
    words = out.splitlines()
    assert code == 75
    assert words[0] == f"@{checkout.home}/java-workers/jvm.options"
    assert words[1:3] == ["-Xmx1g", "-Da=b"]
    assert words[3:5] == ["-cp", f"{checkout.home}/java-workers/cli/target/lib/*"]
    assert words[5:] == ["io.tributary.cli.TributaryCommand", "merge", "--partner", "two words"]


def test_starts_workers_from_archived_classes_where_the_build_could_archive_them(
    checkout: Checkout,
) -> None:
    jdk = checkout.jdk()
    archive = f"{checkout.home}/java-workers/cli/target/tributary.jsa"
    executable(
        jdk / "bin" / "java",
        'for word; do case "$word" in -XX:ArchiveClassesAtExit=*) touch "${word#*=}"; exit 0 ;; '
        'esac; done; printf "%s\\n" "$@"',
    )
    code, out, err = checkout.run("wait")
    assert code == 0
    assert f"-XX:SharedArchiveFile={archive}" in out.splitlines()
    assert "rehearse" not in err
    checkout.maven("exit 1")
    (checkout.home / "pom.xml").touch()
    assert checkout.run("wait")[0] == 1
    assert not Path(archive).exists(), "of jars that may be half replaced"


def test_works_through_a_link(checkout: Checkout, tmp_path: Path) -> None:
    checkout.jdk()
    link = tmp_path / "link"
    link.symlink_to(checkout.home / "tributary")
    code, out, _ = checkout.run("wait", launcher=link)
    assert code == 75
    assert f"{checkout.home}/java-workers/cli/target/lib/*" in out


def test_builds_when_and_only_when_a_source_changed(checkout: Checkout) -> None:
    checkout.jdk()
    assert "building" in checkout.run("wait")[2]
    assert "building" not in checkout.run("wait")[2]
    assert checkout.builds() == 1
    source = checkout.home / "java-workers" / "cli" / "src" / "main" / "Some.java"
    time.sleep(0.05)
    source.unlink()
    checkout.run("wait")
    checkout.run("wait")
    assert checkout.builds() == 2


def test_a_failed_build_shows_why_and_is_tried_again(checkout: Checkout) -> None:
    checkout.jdk()
    checkout.maven("echo [ERROR] it does not compile; exit 1")
    code, out, err = checkout.run("wait")
    assert (code, out) == (1, "")
    assert "[ERROR] it does not compile" in err
    assert "the build failed" in err
    checkout.run("wait")
    assert checkout.builds() == 2


def test_two_at_once_build_once(checkout: Checkout) -> None:
    checkout.jdk()
    checkout.maven("mkdir -p java-workers/cli/target/lib java-workers/embedded/target/lib; sleep 1")
    both = [checkout.start(["wait"]) for _ in range(2)]
    errors = [process.communicate(timeout=60)[1] for process in both]
    assert [process.returncode for process in both] == [75, 75]
    assert checkout.builds() == 1
    assert "waiting for another build" in "".join(errors)


def test_says_that_java_is_missing(checkout: Checkout) -> None:
    code, _, err = checkout.run("demo")
    assert code == 2
    assert "no Java 17 or newer: install a JDK" in err


def test_an_old_java_is_none(checkout: Checkout) -> None:
    checkout.jdk("1.8.0_402")
    code, _, err = checkout.run("demo")
    assert code == 2
    assert "no Java 17 or newer" in err


def test_an_old_java_home_gives_way_to_a_newer_java_on_the_path(checkout: Checkout) -> None:
    newer = checkout.jdk("21.0.2")
    checkout.jdk("11.0.1")
    (checkout.folder / "bin" / "java").symlink_to(newer / "bin" / "java")
    assert checkout.run("wait")[0] == 75


def test_building_needs_a_compiler(checkout: Checkout) -> None:
    checkout.jdk(compiler=False)
    code, _, err = checkout.run("wait")
    assert code == 2
    assert "has no compiler" in err


def test_says_that_python_is_missing(checkout: Checkout) -> None:
    checkout.jdk()
    code, _, err = checkout.run("demo")
    assert code == 2
    assert "no Python 3.11 to 3.13: install one" in err


def test_says_that_python_lacks_venv(checkout: Checkout) -> None:
    checkout.jdk()
    executable(checkout.folder / "bin" / "python3", 'case "$*" in *venv*) exit 1 ;; esac')
    code, _, err = checkout.run("demo")
    assert code == 2
    assert "python3-venv" in err


def test_signals_reach_the_worker(checkout: Checkout) -> None:
    jdk = checkout.jdk()
    executable(
        jdk / "bin" / "java",
        'case "$*" in *rehearse) exit 1 ;; esac\n'
        "trap 'exit 143' TERM; echo up; while :; do sleep 0.1; done",
    )
    process = checkout.start(["merge"])
    assert process.stdout
    assert process.stdout.readline() == "up\n"
    process.terminate()
    assert process.wait(timeout=10) == 143
    process.communicate()
