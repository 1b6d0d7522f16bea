"""The delivery, and the day as it is when nothing fails."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from faults.delivery import deliver
from faults.faulty_day import BUCKET, DATE, HOME, FaultyDay
from fixtures.moody_s3 import MoodyS3, moody_s3
from fixtures.openssh_server import OpenSshServer, openssh_server
from fixtures.toxiproxy import Line, Toxiproxy, toxiproxy
from fixtures.versitygw import VersityGateway, versitygw

__all__ = ["openssh_server", "toxiproxy", "versitygw"]


@pytest.fixture(scope="session")
def delivered(openssh_server: OpenSshServer, versitygw: VersityGateway) -> str:
    """A delivery of a few megabytes, and a bucket; the bucket's name."""
    subprocess.run([str(HOME / "tributary"), "build"], check=True)
    deliver(openssh_server.outbound / "faults" / DATE, DATE)
    return versitygw.bucket(BUCKET)


@pytest.fixture(scope="session")
def reference(
    delivered: str,
    openssh_server: OpenSshServer,
    versitygw: VersityGateway,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, str]:
    """What the day leaves when nothing fails."""
    assert delivered
    folder = tmp_path_factory.mktemp("undisturbed")
    day = FaultyDay(openssh_server, versitygw, folder, openssh_server.address, versitygw.endpoint)
    ended = day.run()
    assert ended.code == 0, ended.errors
    data = day.data()
    assert [name for name in data if name.endswith("/_SUCCESS")] == [
        "merged/booking/_SUCCESS",
        "merged/hotel/_SUCCESS",
        "merged/room_rate/_SUCCESS",
    ]
    assert day.uploads() == []
    return data


@pytest.fixture
def sftp_line(toxiproxy: Toxiproxy, openssh_server: OpenSshServer, tmp_path: Path) -> Line:
    """A line to the SFTP server."""
    return toxiproxy.line(f"sftp-{tmp_path.name}", openssh_server.address)


@pytest.fixture
def s3_line(toxiproxy: Toxiproxy, versitygw: VersityGateway, tmp_path: Path) -> Line:
    """A line to the S3 server."""
    return toxiproxy.line(f"s3-{tmp_path.name}", urlsplit(versitygw.endpoint).netloc)


@pytest.fixture
def moody(versitygw: VersityGateway) -> Iterator[MoodyS3]:
    """The S3 server, in the mood that a test plans."""
    with moody_s3(versitygw.endpoint) as server:
        yield server
