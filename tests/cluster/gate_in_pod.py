"""What runs in the gate's pod: passes bytes on both ways, PORT SERVER:PORT UNTIL_OPENED."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

OPEN = Path("/tmp/open")


async def copy(
    source: asyncio.StreamReader, target: asyncio.StreamWriter, until_opened: bytes
) -> None:
    """Passes on what comes; from the words on that have to wait, not before it may."""
    before = b""
    while more := await source.read(1 << 16):
        seen = before + more
        if until_opened and until_opened in seen:
            print("waiting", flush=True)  # noqa: T201
            while not OPEN.exists():  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            seen = b""
        before = seen[-len(until_opened) :] if until_opened else b""
        target.write(more)
        await target.drain()
    target.close()


async def serve(port: int, server: str, until_opened: bytes) -> None:
    """Takes connections until it is killed."""
    host, _, server_port = server.rpartition(":")

    async def connected(client: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection(host, int(server_port))
        ways = copy(client, to_server, until_opened), copy(from_server, answers, b"")
        await asyncio.gather(*ways, return_exceptions=True)

    async with await asyncio.start_server(connected, "", port) as listening:
        await listening.serve_forever()


asyncio.run(serve(int(sys.argv[1]), sys.argv[2], sys.argv[3].encode()))
