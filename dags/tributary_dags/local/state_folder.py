"""The folder that a demo keeps its state in."""

from __future__ import annotations

import fcntl
import shlex
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def state_folder(parent: Path) -> Iterator[Path]:
    """The first of `demo-1`, `demo-2`… that no other demo uses, emptied.

    What a demo made stays there for reading until the next one takes its place.
    """
    parent.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        with (parent / f"demo-{number}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                number += 1
                continue
            folder = parent / f"demo-{number}"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            yield folder
            return


def write_environment(file: Path, environment: Mapping[str, str]) -> None:
    """Writes a file for a shell's `.`, so that commands reach the demo while it is up."""
    lines = [f"export {name}={shlex.quote(value)}" for name, value in sorted(environment.items())]
    file.touch(mode=0o600)
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
