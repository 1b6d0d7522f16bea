"""The parts of the local Airflow and the demo that need neither."""

from __future__ import annotations

import http.server
import io
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tributary_dags.local.child_process import ChildProcess, stop_all
from tributary_dags.local.demo import main
from tributary_dags.local.ports import PortTaken, free_port
from tributary_dags.local.run_view import RunView
from tributary_dags.local.s3_reader import S3Reader
from tributary_dags.local.state_folder import state_folder, write_environment


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_busy_port_is_said_to_be_busy(busy_port: int) -> None:
    with pytest.raises(PortTaken, match=f"port {busy_port} is in use; choose another"):
        free_port(busy_port)
    assert free_port() != busy_port


def test_the_demo_refuses_a_busy_port(busy_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", str(busy_port)]) == 2
    assert f"port {busy_port} is in use" in capsys.readouterr().out


def test_the_demo_refuses_what_is_no_date(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["--date", "today"])

    assert refused.value.code == 2
    assert "'today' is no date; write 2025-03-17" in capsys.readouterr().err


def test_two_demos_have_a_folder_each(tmp_path: Path) -> None:
    with state_folder(tmp_path) as first:
        (first / "left").touch()
        with state_folder(tmp_path) as second:
            assert (first.name, second.name) == ("demo-1", "demo-2")
    with state_folder(tmp_path) as again:
        assert again == first
        assert list(again.iterdir()) == []


def test_the_environment_file_is_for_a_shell(tmp_path: Path) -> None:
    file = tmp_path / "environment"
    write_environment(file, {"GREETING": 'it\'s "$HOME"', "OTHER": "a b"})

    shown = subprocess.run(
        ["sh", "-c", f'. {file}; printf "%s|%s" "$GREETING" "$OTHER"'],
        capture_output=True,
        text=True,
        check=True,
    )

    assert shown.stdout == 'it\'s "$HOME"|a b'
    assert file.stat().st_mode & 0o777 == 0o600


def test_children_are_stopped_even_if_they_will_not(tmp_path: Path) -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=1)"
    )
    children = [
        ChildProcess(name, [sys.executable, "-c", code], os.environ, tmp_path / f"{name}.log")
        for name, code in {
            "willing": "print('up', flush=True); import time; time.sleep(60)",
            "deaf": f"{deaf}; time.sleep(60)",
        }.items()
    ]
    end = time.monotonic() + 20
    while any("up" not in child.tail() for child in children) and time.monotonic() < end:
        time.sleep(0.05)

    stop_all(children, grace_seconds=1)

    assert [child.process.returncode for child in children] == [-15, -9]


def test_a_run_is_shown_by_its_changes() -> None:
    out = io.StringIO()
    view = RunView(out)

    view.tasks([_task("wait_for_all_sources", "running")])
    view.tasks([_task("wait_for_all_sources", "success"), _task("batch_extract", "running", 0)])
    view.tasks([_task("wait_for_all_sources", "success"), _task("batch_extract", "failed", 0)])

    lines = [line.partition(" s  ")[2] for line in out.getvalue().splitlines()]
    assert lines == [
        "wait_for_all_sources       running",
        "wait_for_all_sources       success          2.5 s",
        "batch_extract [1/2]        running",
        "batch_extract [1/2]        failed           2.5 s",
    ]


def _task(task_id: str, state: str, map_index: int = -1) -> dict[str, Any]:
    return {
        "task_id": task_id,
        "state": state,
        "map_index": map_index,
        "rendered_map_index": "1/2" if map_index >= 0 else None,
        "try_number": 1,
        "start_date": "2025-03-18T00:00:00Z",
        "end_date": "2025-03-18T00:00:02.500000Z",
    }


class Recorder(http.server.BaseHTTPRequestHandler):
    """Answers with one object and keeps what was asked."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Authorization"]))
        found = "missing" not in self.path
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(b"bytes" if found else b"")

    def log_message(self, *_: Any) -> None:
        pass


def test_objects_are_read_with_a_signature() -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    reader = S3Reader(
        {
            "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{server.server_port}",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
        }
    )

    assert reader.read("bucket", "a b/summary.txt") == b"bytes"
    assert reader.read("bucket", "missing") is None
    server.shutdown()
    server.server_close()

    path, authorization = Recorder.asked[0]
    assert path == "/bucket/a%20b/summary.txt"
    assert authorization.startswith("AWS4-HMAC-SHA256 Credential=key/")
    assert "/us-east-1/s3/aws4_request, SignedHeaders=host;" in authorization
