"""Free ports."""

from __future__ import annotations

import socket

HOST = "127.0.0.1"


class PortTaken(Exception):
    """A port that was asked for is in use."""


def free_port(wanted: int | None = None) -> int:
    """The wanted port if it is free, or any free one if none is wanted.

    :raises PortTaken: when the wanted one is in use
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted or 0))
        except OSError:
            raise PortTaken(
                f"port {wanted} is in use; choose another with --port, or leave that out"
            ) from None
        return int(probe.getsockname()[1])
