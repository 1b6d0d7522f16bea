"""Slow lines: how much of what a line gives does the worker take?

Toxiproxy stands before a real OpenSSH server and makes every answer late and every connection
narrow. What such a line gives is measured by plain TCP streams through a line of the same kind, in
the same run, by turns; OpenSSH's own sftp shows what its users get. The worker extracts as always:
it unpacks, hashes, counts and packs what it reads. Its time is that of its run record, which begins
when the JVM is up. Toxiproxy narrows each connection by itself, and it is no model of congestion.
"""

import argparse
import json
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.extract_benchmark import rows, write_archive
from benchmarks.history import Figure, conclude
from benchmarks.measuring import MEGABYTE, Cost, Costs, Worker, load, machine, scratch
from fixtures.openssh_server import OpenSshServer, openssh
from fixtures.programs import program
from fixtures.toxiproxy import Line, Toxic, Toxiproxy, running_toxiproxy
from fixtures.versitygw import versity

WANTED = 0.8


@dataclass(frozen=True)
class Case:
    """A line, and what is taken over it.

    :param late: milliseconds, each way
    :param narrow: megabytes a second of each connection
    :param megabytes: to be taken over all connections
    :param judged: whether the worker has to reach what is wanted
    """

    connections: int
    late: int
    narrow: float
    megabytes: int
    judged: bool = True

    def __str__(self) -> str:
        return (
            f"{self.connections} x {self.narrow * 8:g} Mbit/s, {2 * self.late} ms there and back,"
            f" {self.megabytes} MB"
        )

    def line(self, toxiproxy: Toxiproxy, name: str, upstream: str) -> Line:
        line = toxiproxy.line(name, upstream)
        for stream in ("upstream", "downstream"):
            line.add(Toxic("latency", {"latency": self.late}, stream))
            line.add(Toxic("bandwidth", {"rate": round(self.narrow * 1000)}, stream))
        return line


CASES = [
    Case(1, 25, 12.5, 200),
    # One connection alone: each archive costs it seven round trips that no other one fills.
    Case(1, 25, 40, 400, judged=False),
    Case(4, 25, 12.5, 800),
    Case(4, 50, 12.5, 800),
]


@contextmanager
def bytes_for_all() -> Iterator[str]:
    """The address of a server that sends to everybody until the connection ends."""
    block = bytes(1 << 20)

    def send(connection: socket.socket) -> None:
        with connection:
            try:
                while True:
                    connection.sendall(block)
            except OSError:
                return

    def serve(listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=send, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)


def stream(line: Line, size: int) -> None:
    """Takes so many bytes over one connection."""
    buffer = memoryview(bytearray(1 << 18))
    left = size
    with socket.create_connection(("127.0.0.1", line.port)) as connection:
        while left > 0:
            left -= connection.recv_into(buffer)


def streams(line: Line, case: Case) -> float:
    """Megabytes a second that plain TCP takes over the line."""
    share = case.megabytes * MEGABYTE // case.connections
    takers = [threading.Thread(target=stream, args=(line, share)) for _ in range(case.connections)]
    began = time.monotonic()
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    return case.megabytes / (time.monotonic() - began)


def known_hosts(server: OpenSshServer, line: Line, folder: Path) -> Path:
    """The server's key, as that of the line."""
    file = folder / f"known_hosts-{line.port}"
    known = server.known_hosts.read_text(encoding="utf-8")
    file.write_text(known.replace(f":{server.port} ", f":{line.port} "), encoding="utf-8")
    return file


class Delivery:
    """Archives of about 100 MB; they differ by their names alone."""

    def __init__(self, folder: Path, archives: int) -> None:
        self.folder = folder
        first = folder / "batch-000.tar.gz"
        write_archive(first, 2300, 295, rows(24 * MEGABYTE), 1)
        for number in range(1, archives):
            (folder / f"batch-{number:03}.tar.gz").hardlink_to(first)
        self.archive_megabytes = first.stat().st_size / MEGABYTE

    def names(self, megabytes: int) -> list[str]:
        """Those that have about so many bytes together."""
        names = sorted(path.name for path in self.folder.glob("*.tar.gz"))
        return names[: max(1, round(megabytes / self.archive_megabytes))]


def sftp(server: OpenSshServer, line: Line, case: Case, files: Sequence[Path]) -> float:
    """Megabytes a second that OpenSSH's client takes, one process a connection."""
    hosts = known_hosts(server, line, server.known_hosts.parent)
    command = [program("sftp", "apt-get install openssh-client"), "-q", "-b", "-"]
    command += ["-i", str(server.private_key), "-P", str(line.port)]
    command += ["-o", f"UserKnownHostsFile={hosts}", f"{server.user}@127.0.0.1"]
    began = time.monotonic()
    clients = []
    for number in range(case.connections):
        client = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        assert client.stdin is not None
        wanted = files[number :: case.connections]
        client.stdin.write("".join(f'get "{file}" /dev/null\n' for file in wanted))
        client.stdin.close()
        clients.append(client)
    if any(client.wait() for client in clients):
        raise SystemExit("OpenSSH's sftp failed")
    taken = sum(file.stat().st_size for file in files) / MEGABYTE
    return taken / (time.monotonic() - began)


class Extract:
    """The worker, whose source is the server behind the line."""

    def __init__(
        self, folder: Path, server: OpenSshServer, line: Line, case: Case, files: Sequence[Path]
    ) -> None:
        self._megabytes = sum(file.stat().st_size for file in files) / MEGABYTE
        delivery = server.outbound / f"case-{line.port}"
        delivery.mkdir()
        for file in files:
            (delivery / file.name).hardlink_to(file)
        source: dict[str, str | int] = {
            "uri": f"sftp://{server.user}@127.0.0.1:{line.port}{delivery}",
            "known-hosts": str(known_hosts(server, line, folder)),
            "private-key": str(server.private_key),
            "max-connections": case.connections,
        }
        settings = f"extract: {{parallelism: {case.connections}}}\n"
        self._worker = Worker(folder, delivery, settings, source=source)

    def run(self) -> float:
        """Megabytes a second of packed archives."""
        for made in ("manifests", "extracted", "runs"):
            shutil.rmtree(self._worker.day / made, ignore_errors=True)
        self._worker.run("extract")
        manifests = [json.loads(p.read_text()) for p in self._worker.day.glob("manifests/*.json")]
        assert manifests, "nothing was extracted"
        assert not [m for m in manifests if "refusal" in m], "an archive was refused"
        (record,) = (json.loads(p.read_text()) for p in self._worker.day.glob("runs/*/*.json"))
        began, ended = (datetime.fromisoformat(record[at]) for at in ("started", "ended"))
        return self._megabytes / (ended - began).total_seconds()


def shown(name: str, rates: Sequence[float], given: float) -> str:
    middle = statistics.median(rates)
    spread = f"{min(rates):.1f} to {max(rates):.1f}"
    return f"  {name:<14} MB/s {middle:6.1f} ({spread:>14})   {middle / given:4.0%} of the line"


def compare(folder: Path, toxiproxy: Toxiproxy, cases: Sequence[Case], runs: int) -> list[Figure]:
    """Each case by plain TCP, OpenSSH's client and the worker."""
    figures = []
    with ExitStack() as stack:
        (folder / "sshd").mkdir()
        server = stack.enter_context(openssh(folder / "sshd"))
        sender = stack.enter_context(bytes_for_all())
        (folder / "delivery").mkdir()
        delivery = Delivery(folder / "delivery", 8)
        for number, case in enumerate(cases):
            files = [delivery.folder / name for name in delivery.names(case.megabytes)]
            plain = case.line(toxiproxy, f"plain-{number}", sender)
            line = case.line(toxiproxy, f"sftp-{number}", server.address)
            own = folder / f"case-{number}"
            own.mkdir()
            extract = Extract(own, server, line, case, files)
            takers: dict[str, Callable[[], float]] = {
                "plain TCP": partial(streams, plain, case),
                "OpenSSH's sftp": partial(sftp, server, line, case, files),
                "extract": extract.run,
            }
            rates: dict[str, list[float]] = {name: [] for name in takers}
            for _ in range(runs):
                for name, take in takers.items():
                    rates[name].append(take())
            given = statistics.median(rates["plain TCP"])
            print(f"{case}; {runs} runs each, by turns; {load()}")
            for name, measured in rates.items():
                print(shown(name, measured, given))
            for name in ("OpenSSH's sftp", "extract"):
                share = statistics.median(rates[name]) / given
                wanted = WANTED if name == "extract" and case.judged else None
                figures.append(Figure(f"{name}, {case}", share, "of line", wanted, at_least=True))
            shutil.rmtree(own)
    return figures


def store_far_away(folder: Path, toxiproxy: Toxiproxy, runs: int, late: int) -> list[Figure]:
    """Extract and merge with their storage near and behind a line; nothing else is late."""
    delivery = folder / "for-storage"
    delivery.mkdir()
    Delivery(delivery, 2)
    (folder / "versitygw").mkdir()
    with versity(folder / "versitygw") as gateway:
        gateway.bucket("bench")
        line = toxiproxy.line("s3", urlsplit(gateway.endpoint).netloc)
        for stream in ("upstream", "downstream"):
            line.add(Toxic("latency", {"latency": late}, stream))
        places = {"near": gateway.endpoint, f"{2 * late} ms away": f"http://{line.address}"}
        costs: dict[str, list[Cost]] = {}
        for run in range(runs):
            for place, endpoint in places.items():
                own = folder / f"storage-{run}-{line.port if endpoint != gateway.endpoint else 0}"
                own.mkdir()
                environment = gateway.environment() | {"AWS_ENDPOINT_URL_S3": endpoint}
                worker = Worker(
                    own,
                    delivery,
                    "extract: {parallelism: 1}\n",
                    storage=f"s3://bench/{own.name}",
                    environment=environment,
                )
                for task in ("extract", "merge"):
                    costs.setdefault(f"{task}, {place}", []).append(worker.run(task))
                shutil.rmtree(folder / "versitygw" / "data" / "bench" / own.name)
    print(f"S3, 2 archives of 100 MB, one at a time; {runs} runs each, by turns; {load()}")
    for name, taken in costs.items():
        print(f"  {name:<20} {Costs(taken)}")
    return [Figure(f"S3: {name}", Costs(taken).wall, "s") for name, taken in costs.items()]


def packed_segments(folder: Path, toxiproxy: Toxiproxy, runs: int, narrow: float) -> list[Figure]:
    """Extract and merge behind a narrow line to their storage, with segments as they are or packed.

    :param narrow: megabytes a second of each connection, each way
    """
    delivery = folder / "for-packing"
    delivery.mkdir()
    Delivery(delivery, 1)
    (folder / "versitygw").mkdir(exist_ok=True)
    costs: dict[str, list[Cost]] = {}
    products: set[str] = set()
    with versity(folder / "versitygw") as gateway:
        gateway.bucket("packed")
        bucket = folder / "versitygw" / "data" / "packed"
        line = toxiproxy.line("narrow-s3", urlsplit(gateway.endpoint).netloc)
        for stream in ("upstream", "downstream"):
            line.add(Toxic("bandwidth", {"rate": round(narrow * 1000)}, stream))
        for run in range(runs):
            for compression in ("none", "zstd"):
                own = folder / f"packing-{run}-{compression}"
                own.mkdir()
                worker = Worker(
                    own,
                    delivery,
                    f"extract: {{parallelism: 1, segment-compression: {compression}}}\n",
                    storage=f"s3://packed/{own.name}",
                    environment=gateway.environment()
                    | {"AWS_ENDPOINT_URL_S3": f"http://{line.address}"},
                )
                for task in ("extract", "merge"):
                    costs.setdefault(f"{task}, {compression}", []).append(worker.run(task))
                markers = sorted((bucket / own.name).rglob("_SUCCESS"))
                assert markers, "nothing was published"
                products.add(",".join(json.loads(m.read_text())["crc32c"] for m in markers))
                shutil.rmtree(bucket / own.name)
    assert len(products) == 1, "packing has changed a table"
    print(
        f"S3 at {narrow * 8:g} Mbit/s a connection, an archive of 100 MB; {runs} runs each, by"
        f" turns; {load()}"
    )
    for name, taken in costs.items():
        print(f"  {name:<20} {Costs(taken)}")
    return [Figure(f"narrow S3: {name}", Costs(taken).wall, "s") for name, taken in costs.items()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="of each program (default 3)")
    parser.add_argument(
        "--case", type=int, choices=range(1, len(CASES) + 1), help="only this one, not all"
    )
    parser.add_argument(
        "--only",
        choices=["source", "storage", "packing"],
        help="the lines to this one; packing: a narrow one to storage, segments packed or not",
    )
    options = parser.parse_args()
    cases = CASES if options.case is None else [CASES[options.case - 1]]
    figures = []
    print(machine())
    with scratch() as folder, running_toxiproxy(folder) as toxiproxy:
        if options.only in (None, "storage"):
            figures += store_far_away(folder, toxiproxy, options.runs, 25)
        if options.only in (None, "packing"):
            figures += packed_segments(folder, toxiproxy, options.runs, 25)
        if options.only in (None, "source"):
            figures += compare(folder, toxiproxy, cases, options.runs)
    conclude("links", vars(options), figures)
    return 0 if all(figure.reached for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
