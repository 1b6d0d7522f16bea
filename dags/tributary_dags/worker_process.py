"""One worker as a local process, in a process group of its own."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tributary_dags.worker_outcome import WorkerOutcome

_PR_SET_PDEATHSIG = 1


class WorkerProcess:
    """Runs a worker's command line, hands on its output line by line, and reads its result."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command = list(command)
        self._environment = dict(environment)
        self._process: subprocess.Popen[str] | None = None

    def run(self, print_line: Callable[[str], None]) -> WorkerOutcome:
        """Starts the worker and waits for its end."""
        with tempfile.TemporaryDirectory(prefix="tributary-") as folder:
            result = Path(folder, "termination-log")
            result.touch()  # a worker writes its result only where the file is there already
            environment = {**self._environment, "TRIBUTARY_TERMINATION_LOG": str(result)}
            try:
                process = self._started(environment)
            except OSError as e:
                return WorkerOutcome(
                    127,
                    f"cannot start {self._command[0]}: {e.strerror}; "
                    "set TRIBUTARY_COMMAND to the workers' command line",
                )
            with process:
                for line in process.stdout or ():
                    print_line(line.rstrip("\n"))
            message = result.read_text(encoding="utf-8", errors="replace")
        code = process.returncode
        # A shell's way to name a signal, and that of Kubernetes: 137 is SIGKILL, 143 SIGTERM.
        return WorkerOutcome.of(code if code >= 0 else 128 - code, message)

    def stop(self, grace_seconds: float) -> None:
        """Ends the worker and all that it started: asks first, kills after the grace."""
        process = self._process
        if process is None or process.poll() is not None:
            return
        _signal_group(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace_seconds)
        _signal_group(process.pid, signal.SIGKILL)

    def _started(self, environment: Mapping[str, str]) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            self._command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            bufsize=1,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
        return self._process


def _signal_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _end_with_parent() -> None:
    # Airflow kills a task's process after five seconds whatever it is doing: its worker must not
    # outlive it and go on writing.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
