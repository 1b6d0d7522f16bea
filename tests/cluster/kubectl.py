"""The cluster as tests see it: what `kubectl` does, with objects as Python has them."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
Manifest = dict[str, Any]

# Long enough for a loaded machine; a test that passes never waits for it.
PATIENCE_SECONDS = 240


def eventually(look: Callable[[], T | None], what: str, seconds: float = PATIENCE_SECONDS) -> T:
    """Looks until there is something to see."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if (found := look()) is not None:
            return found
        time.sleep(0.3)
    raise AssertionError(f"not within {seconds} seconds: {what}")


class Kubectl:
    """`kubectl` in one namespace."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    def run(self, *words: str, given: str | None = None, check: bool = True) -> str:
        """Runs `kubectl WORDS` and returns what it prints."""
        command = ["kubectl", "--namespace", self.namespace, *words]
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or not check, f"{' '.join(command)}\n{done.stderr}"
        return done.stdout

    def apply(self, *objects: Manifest) -> None:
        """Makes objects, or changes those that are there."""
        self.run("apply", "-f", "-", given=json.dumps(_list(objects)))

    def get(self, kind: str, name: str) -> Manifest:
        """One object."""
        found: Manifest = json.loads(self.run("get", kind, name, "-o", "json"))
        return found

    def list(self, kind: str, selector: str = "") -> list[Manifest]:
        """All objects of a kind."""
        words = ["-l", selector] if selector else []
        items: list[Manifest] = json.loads(self.run("get", kind, *words, "-o", "json"))["items"]
        return items

    def delete_pods(self, *names: str) -> None:
        """Ends pods at once, as the loss of their nodes would."""
        self.run("delete", "pod", *names, "--grace-period=0", "--force", "--ignore-not-found")

    def execute(
        self, pod: str, *command: str, container: str = "", given: str | None = None
    ) -> str:
        """Runs a command in a pod."""
        where = ["-c", container] if container else []
        stdin = ["-i"] if given is not None else []
        return self.run("exec", *stdin, pod, *where, "--", *command, given=given)

    def rolled_out(self, *deployments: str) -> None:
        """Waits until deployments are up."""
        for name in deployments:
            self.run("rollout", "status", f"deployment/{name}", f"--timeout={PATIENCE_SECONDS}s")

    @contextmanager
    def forwarded(self, target: str, port: int) -> Iterator[int]:
        """A port of this machine that leads to one of a pod or service."""
        command = ["kubectl", "-n", self.namespace, "port-forward", target, f":{port}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                found = re.search(r":(\d+) ->", process.stdout.readline())
                assert found, f"{' '.join(command)} does not forward"
                yield int(found[1])
            finally:
                process.terminate()


def _list(objects: tuple[Manifest, ...]) -> Manifest:
    return {"apiVersion": "v1", "kind": "List", "items": list(objects)}
