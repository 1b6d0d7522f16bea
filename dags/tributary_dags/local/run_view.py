"""A run on the terminal: a line when a task ends, and one that shows what is being done."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TextIO

_ENDED = ("success", "failed", "upstream_failed", "skipped", "up_for_retry", "removed")
_COLOURS = {
    "success": "\033[32m",
    "failed": "\033[31m",
    "upstream_failed": "\033[31m",
    "up_for_retry": "\033[33m",
    "skipped": "\033[35m",
    "running": "\033[36m",
}
_RESET = "\033[0m"


class RunView:
    """Prints what changes.

    On a terminal the last line shows what runs at the moment, and is written over; elsewhere each
    change is a line of its own.
    """

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._live = self._out.isatty() and os.environ.get("TERM") != "dumb"
        self._colours = self._live and "NO_COLOR" not in os.environ
        self._started = time.monotonic()
        self._seen: dict[tuple[str, int], tuple[str, int]] = {}
        self._status = ""

    def say(self, text: str = "") -> None:
        """Prints a line."""
        self._clear_status()
        print(text, file=self._out, flush=True)

    def step(self, text: str) -> None:
        """Prints a line with the time since the start."""
        self.say(f"{self._clock()}  {text}")

    def waiting(self, text: str) -> None:
        """Shows what is being waited for, on a terminal."""
        self._show_status(f"{self._clock()}  … {text}")

    def tasks(self, instances: Sequence[dict[str, Any]]) -> None:
        """Prints what changed since the last look."""
        for instance in sorted(instances, key=_order):
            state = instance["state"] or "none"
            key = (instance["task_id"], instance["map_index"])
            now = (state, int(instance["try_number"]))
            before = self._seen.get(key)
            self._seen[key] = now
            if before != now and (state in _ENDED or (state == "running" and not self._live)):
                self.step(self._line(instance, state))
        running = [_name(i) for i in sorted(instances, key=_order) if i["state"] == "running"]
        if running:
            more = f" and {len(running) - 4} more" if len(running) > 4 else ""
            self._show_status(f"{self._clock()}  … {', '.join(running[:4])}{more}")

    def _line(self, instance: dict[str, Any], state: str) -> str:
        word = f"{_COLOURS.get(state, '')}{state:<12}{_RESET}" if self._colours else f"{state:<12}"
        seconds = _seconds(instance) if state in _ENDED else None
        attempt = f"  attempt {instance['try_number']}" if int(instance["try_number"]) > 1 else ""
        took = f"{seconds:7.1f} s" if seconds is not None else ""
        return f"{_name(instance):<26} {word} {took}{attempt}".rstrip()

    def _clock(self) -> str:
        return f"{time.monotonic() - self._started:6.1f} s"

    def _show_status(self, text: str) -> None:
        if self._live and text != self._status:
            self._clear_status()
            # Some terminals do not know their width.
            width = os.get_terminal_size(self._out.fileno()).columns or 80
            print(text[: width - 1], end="", file=self._out, flush=True)
            self._status = text

    def _clear_status(self) -> None:
        if self._status:
            print("\r\033[K", end="", file=self._out)
            self._status = ""


def _name(instance: dict[str, Any]) -> str:
    if instance["map_index"] < 0:
        return str(instance["task_id"])
    label = instance["rendered_map_index"] or instance["map_index"]
    return f"{instance['task_id']} [{label}]"


def _order(instance: dict[str, Any]) -> tuple[str, int]:
    return (instance["start_date"] or "9", instance["map_index"])


def _seconds(instance: dict[str, Any]) -> float | None:
    if not instance["start_date"] or not instance["end_date"]:
        return None
    start, end = (datetime.fromisoformat(instance[k]) for k in ("start_date", "end_date"))
    return (end - start).total_seconds()
