"""A partner's day, end to end, on this machine: `./tributary demo`."""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import signal
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tributary_dags.local import orphans
from tributary_dags.local.airflow_api import AirflowRefused, AirflowUnreachable
from tributary_dags.local.airflow_settings import DAGS_FOLDER, AirflowSettings
from tributary_dags.local.child_process import ChildProcess
from tributary_dags.local.demo_end import DemoEnd
from tributary_dags.local.embedded_servers import DemoFailed, EmbeddedServers
from tributary_dags.local.local_airflow import AirflowFailed, LocalAirflow
from tributary_dags.local.ports import PortTaken, free_port
from tributary_dags.local.run_view import RunView
from tributary_dags.local.state_folder import state_folder, write_environment
from tributary_dags.partner_document import PartnerFileError
from tributary_dags.partner_file import PartnerFile

PARTNER = "overseas-1"
DAG_ID = f"tributary_{PARTNER}"
PREFIX = "partners"
EXTRA_DAYS = 3
PREFERRED_PORT = 8080

_EXIT_FAILED = 1
_EXIT_USAGE = 2
_EXIT_INTERRUPTED = 130


class Demo:
    """Servers, a delivery, Airflow and a run; `close` leaves nothing running."""

    def __init__(self, home: Path, state: Path, port: int, day: date, view: RunView) -> None:
        self._home = home
        self._state = state
        self._day = day
        self._view = view
        self._settings = AirflowSettings(state / "airflow", port)
        self._servers = EmbeddedServers(home, state / "servers", state / "logs")
        self._airflow: LocalAirflow | None = None
        self._environment: dict[str, str] = {}
        self._bucket = ""

    def run(self, *, stay: bool) -> bool:
        """A day from delivery to verdict; whether it is green."""
        delivery = self._start()
        airflow = self._ready(delivery)
        run_id = airflow.api.trigger(DAG_ID, {"process_date": self._day.isoformat()}, "demo")
        self._view.step(f"triggered {DAG_ID} for {self._day}")
        green = self._watch(airflow, run_id)
        self._finish(run_id, green, stay)
        return green

    def stay(self) -> None:
        """Stays up until it is interrupted, while the partner delivers three more days."""
        later = self._servers.deliver(self._day + timedelta(days=1), EXTRA_DAYS)
        delivered = False
        while True:
            if not delivered and not later.is_running():
                delivered = True
                self._view.say(f"(the next {EXTRA_DAYS} days are delivered)")
            self._check_running()
            self._view.waiting("the demo is up; Ctrl-C ends it")
            time.sleep(1)

    def close(self) -> None:
        """Stops everything."""
        if self._airflow is not None:
            self._airflow.stop()
        self._servers.stop()
        orphans.end_all()

    def _start(self) -> ChildProcess:
        self._view.step("starting an SFTP and an S3 server; the partner delivers a day")
        self._servers.start()
        delivery = self._servers.deliver(self._day, 1)
        addresses = self._servers.addresses()
        self._bucket = addresses.s3["bucket"]
        launcher = shlex.quote(str(self._home / "tributary"))
        self._environment = {
            "TRIBUTARY_PARTNERS": str(self._home / "dags" / "partners"),
            "TRIBUTARY_COMMAND": os.environ.get("TRIBUTARY_COMMAND", launcher),
            # A day this small ends before the optimising compiler pays: it doubles the CPU time.
            "TRIBUTARY_JAVA_OPTIONS": os.environ.get(
                "TRIBUTARY_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"
            ),
            **addresses.environment(),
        }
        self._view.step("starting Airflow")
        self._airflow = LocalAirflow(
            self._settings, self._environment, template=self._home / ".tributary" / "cache"
        )
        self._airflow.start()
        return delivery

    def _ready(self, delivery: ChildProcess) -> LocalAirflow:
        airflow = self._airflow
        if airflow is None:
            raise DemoFailed("Airflow was not started")
        self._view.waiting("Airflow is starting")
        airflow.wait_until_healthy()
        while not airflow.api.dag_is_known(DAG_ID):
            self._check_running()
            self._view.waiting(f"Airflow is reading {PARTNER}.yaml")
            time.sleep(0.2)
        self._view.step(f"Airflow is up: {self._settings.url}")
        self._view.waiting("the partner is delivering")
        if delivery.process.wait() != 0:
            raise DemoFailed(f"the sample delivery was not written:\n{delivery.tail()}")
        return airflow

    def _watch(self, airflow: LocalAirflow, run_id: str) -> bool:
        while True:
            self._check_running()
            with contextlib.suppress(AirflowUnreachable):
                state = airflow.api.run(DAG_ID, run_id)["state"]
                self._view.tasks(airflow.api.task_instances(DAG_ID, run_id))
                if state in ("success", "failed"):
                    self._view.step(f"the run is {'green' if state == 'success' else 'red'}")
                    self._say_why(airflow, run_id)
                    return bool(state == "success")
            time.sleep(0.5)

    def _say_why(self, airflow: LocalAirflow, run_id: str) -> None:
        for instance in airflow.api.task_instances(DAG_ID, run_id):
            if instance["state"] == "failed":
                self._view.say(f"  {instance['task_id']}: {_message(airflow, run_id, instance)}")

    def _finish(self, run_id: str, green: bool, stay: bool) -> None:
        file = self._state / "environment"
        airflow = self._settings.environment(self._environment)
        names = {*airflow} - {*os.environ} | {"PATH", "PYTHONPATH", "TRIBUTARY_PARTNERS"}
        commands = {name: airflow[name] for name in names if name in airflow}
        commands["PATH"] = f"{self._home}{os.pathsep}{airflow['PATH']}"
        commands["AIRFLOW__LOGGING__LOGGING_LEVEL"] = "ERROR"
        write_environment(file, commands)
        end = DemoEnd(
            dag_id=DAG_ID,
            partner=PARTNER,
            day=self._day,
            run_id=run_id,
            ui=self._settings.url,
            bucket=self._bucket,
            prefix=PREFIX,
            environment=self._environment,
            environment_file=file,
        )
        for line in end.lines(green=green, stay=stay):
            self._view.say(line)

    def _check_running(self) -> None:
        self._servers.check_running()
        if self._airflow is not None:
            self._airflow.check_running()


def _message(airflow: LocalAirflow, run_id: str, instance: dict[str, Any]) -> str:
    path = f"/dags/{DAG_ID}/dagRuns/{run_id}/taskInstances/{instance['task_id']}"
    index = instance["map_index"]
    try:
        entry = airflow.api.get(f"{path}/xcomEntries/result?map_index={index}&deserialize=true")
        return f"exit code {entry['value']['code']}: {entry['value']['message']}"
    except (AirflowRefused, KeyError, TypeError):
        return f"see its log in {airflow.settings.home / 'logs'}"


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns its exit code."""
    chosen = _parser().parse_args(arguments)
    home = DAGS_FOLDER.parent
    view = RunView()
    orphans.adopt()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        PartnerFile.read(home / "dags" / "partners" / f"{PARTNER}.yaml")
        port = free_port(chosen.port) if chosen.port else _preferred_port()
        with state_folder(home / ".tributary") as state:
            return _run(Demo(home, state, port, chosen.date, view), view, stay=not chosen.exit)
    except (PartnerFileError, PortTaken) as e:
        view.say(f"tributary demo: {e}")
        return _EXIT_USAGE
    except KeyboardInterrupt:
        view.say("tributary demo: interrupted")
        return _EXIT_INTERRUPTED


def _run(demo: Demo, view: RunView, *, stay: bool) -> int:
    code = _EXIT_INTERRUPTED
    try:
        code = 0 if demo.run(stay=stay) else _EXIT_FAILED
        if stay:
            demo.stay()
    except KeyboardInterrupt:
        pass
    except (DemoFailed, AirflowFailed, AirflowRefused, AirflowUnreachable) as e:
        view.say(f"tributary demo: {e}")
        code = _EXIT_FAILED
    finally:
        # A second Ctrl-C must not leave half of it running.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        view.say("stopping the servers and Airflow")
        demo.close()
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./tributary demo",
        description="A partner's day, end to end: SFTP and S3 servers, a sample delivery, "
        "an Airflow run, one CSV per table. Stays up until Ctrl-C.",
    )
    parser.add_argument("--exit", action="store_true", help="end after the run, with its status")
    parser.add_argument("--port", type=int, help="of Airflow's UI (default: 8080 if it is free)")
    parser.add_argument(
        "--date", type=_date, default=date(2025, 3, 17), help="the day to deliver and process"
    )
    return parser


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write 2025-03-17") from None


def _preferred_port() -> int:
    try:
        return free_port(PREFERRED_PORT)
    except PortTaken:
        return free_port()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
