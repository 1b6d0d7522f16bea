"""The partner's SFTP server, the S3 server and the sample delivery, each a Java process."""

from __future__ import annotations

import json
import os
import select
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tributary_dags.local.child_process import ChildProcess, stop_all

_MAIN = "io.tributary.embedded.EmbeddedCommand"
_START_SECONDS = 60


class DemoFailed(Exception):
    """The demo cannot go on; the message says why, and what to do."""


@dataclass(frozen=True)
class ServerAddresses:
    """Where the servers are and how to enter: what `serve` prints when both answer."""

    sftp: dict[str, Any]
    s3: dict[str, str]

    def environment(self) -> dict[str, str]:
        """The workers' environment: storage as everywhere around S3, and the sample partner's."""
        return {
            "AWS_ENDPOINT_URL_S3": self.s3["endpoint"],
            "AWS_REGION": self.s3["region"],
            "AWS_ACCESS_KEY_ID": self.s3["accessKeyId"],
            "AWS_SECRET_ACCESS_KEY": self.s3["secretAccessKey"],
            "TRIBUTARY_S3_PATH_STYLE": "true",
            "DEMO_SFTP_ADDRESS": f"{self.sftp['host']}:{self.sftp['port']}",
            "DEMO_SFTP_KNOWN_HOSTS": str(self.sftp["knownHosts"]),
            "DEMO_SFTP_PRIVATE_KEY": str(self.sftp["privateKey"]),
        }


class EmbeddedServers:
    """Starts the servers and lets the partner deliver.

    They run in processes and on a class path of their own, since the S3 server's libraries and
    Spark's do not agree.

    :param home: the project's folder
    :param state: where keys, deliveries and buckets are kept
    :param logs: where the processes' output goes
    """

    def __init__(self, home: Path, state: Path, logs: Path) -> None:
        self._libraries = home / "java-workers" / "embedded" / "target" / "lib"
        self._state = state
        self._logs = logs
        self._children: list[ChildProcess] = []
        self._server: ChildProcess | None = None

    def start(self) -> None:
        """Starts the servers; `addresses` waits for them."""
        if not any(self._libraries.glob("*.jar")):
            raise DemoFailed(
                f"no jars in {self._libraries}: start it by ./tributary demo, which builds them"
            )
        arguments = ["serve", "--state", str(self._state)]
        self._server = self._java("servers", arguments, piped=True)

    def addresses(self) -> ServerAddresses:
        """Waits until both servers answer.

        :raises DemoFailed: with the end of their log
        """
        if self._server is None or self._server.process.stdout is None:
            raise DemoFailed("the embedded servers were not started")
        end = time.monotonic() + _START_SECONDS
        output = self._server.process.stdout
        while time.monotonic() < end and self._server.is_running():
            if select.select([output], [], [], 0.2)[0]:
                line = output.readline()
                if line.strip():
                    return ServerAddresses(**json.loads(line))
        raise DemoFailed(f"the embedded servers did not start:\n{self._server.tail()}")

    def deliver(self, first: date, days: int) -> ChildProcess:
        """Starts writing the sample partner's deliveries, as the partner would upload them."""
        into = self._state / "sftp" / "outbound"
        into.mkdir(parents=True, exist_ok=True)
        arguments = ["--into", str(into), "--date", first.isoformat(), "--days", str(days)]
        return self._java("delivery", ["sample", *arguments])

    def check_running(self) -> None:
        """Returns if the servers run.

        :raises DemoFailed: with the end of their log
        """
        if self._server is not None and not self._server.is_running():
            raise DemoFailed(f"the embedded servers ended:\n{self._server.tail()}")

    def stop(self) -> None:
        """Stops the servers and deliveries under way."""
        stop_all(self._children)
        self._children.clear()

    def _java(self, name: str, arguments: list[str], *, piped: bool = False) -> ChildProcess:
        java = os.environ.get("JAVA") or "java"
        # Small, and quick to start: these serve one partner and live for minutes.
        command = [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx512m"]
        command += ["-cp", f"{self._libraries}/*", _MAIN, *arguments]
        try:
            child = ChildProcess(name, command, os.environ, self._logs / f"{name}.log", piped=piped)
        except FileNotFoundError:
            raise DemoFailed(
                f"{java} is not there: install a JDK 17 or newer, or set JAVA_HOME"
            ) from None
        self._children.append(child)
        return child
