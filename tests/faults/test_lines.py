"""Lines that fail, between the workers and the partner and between the workers and storage.

Whatever a line does, the day ends right or ends with 75; then the line is healed and the same
command ends right. The kinds are Toxiproxy's; `TRIBUTARY_FAULTS=all` tries more of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from faults.faulty_day import ALL, Ended, FaultyDay, differences
from fixtures.openssh_server import OpenSshServer
from fixtures.toxiproxy import Line, Toxic
from fixtures.versitygw import VersityGateway

pytestmark = pytest.mark.slow

# What only costs time: the day must end right at once.
ENDURED = [
    [
        Toxic("latency", {"latency": 60, "jitter": 40}),
        Toxic("slicer", {"average_size": 2000, "size_variation": 1500, "delay": 50}),
        Toxic("slow_close", {"delay": 300}),
    ],
    [Toxic("bandwidth", {"rate": 1500})],
    [Toxic("latency", {"latency": 150}, stream="upstream")],
    [Toxic("slow_close", {"delay": 1500})],
]
# What ends some connections: the day ends right, or ends with 75 and the next attempt goes on.
SOME = [
    Toxic("limit_data", {"bytes": 300_000}),
    Toxic("timeout", {"timeout": 0}, toxicity=0.2),
    Toxic("reset_peer", {"timeout": 700}),
    Toxic("limit_data", {"bytes": 40_000}, stream="upstream"),
    Toxic("timeout", {"timeout": 300}, stream="upstream", toxicity=0.3),
]
# What nobody gets through: the day ends with 75, within its limits.
CUT_OFF = [
    Toxic("timeout", {"timeout": 0}),
    Toxic("limit_data", {"bytes": 100}),
    Toxic("timeout", {"timeout": 0}, stream="upstream"),
    Toxic("reset_peer", {"timeout": 0}),
]


def chosen(faults: list[Any], ordinary: int) -> list[Any]:
    """All of them in a night, the first ones in the ordinary tests."""
    return faults if ALL else faults[:ordinary]


@pytest.fixture
def over_sftp(
    reference: dict[str, str],
    openssh_server: OpenSshServer,
    versitygw: VersityGateway,
    sftp_line: Line,
    tmp_path: Path,
) -> FaultyDay:
    assert reference
    return FaultyDay(openssh_server, versitygw, tmp_path, sftp_line.address, versitygw.endpoint)


@pytest.fixture
def over_s3(
    reference: dict[str, str],
    openssh_server: OpenSshServer,
    versitygw: VersityGateway,
    s3_line: Line,
    tmp_path: Path,
) -> FaultyDay:
    assert reference
    address = openssh_server.address
    return FaultyDay(openssh_server, versitygw, tmp_path, address, f"http://{s3_line.address}")


def ends_right(day: FaultyDay, reference: dict[str, str]) -> None:
    """One more attempt, over a healthy line."""
    ended = day.run()
    assert ended.code == 0, ended.errors
    assert_right(day, reference)


def assert_right(day: FaultyDay, reference: dict[str, str]) -> None:
    assert differences(day.data(), reference) == []
    assert day.uploads() == []


def assert_gave_up(ended: Ended, what: str) -> None:
    assert ended.code == 75, ended.errors
    assert what in ended.last_line
    assert " attempts" in ended.last_line, ended.last_line


@pytest.mark.parametrize(
    "toxics", chosen(ENDURED, 1), ids=lambda toxics: ", ".join(map(str, toxics))
)
def test_a_slow_line_to_the_partner_costs_time_only(
    toxics: list[Toxic], over_sftp: FaultyDay, sftp_line: Line, reference: dict[str, str]
) -> None:
    for toxic in toxics:
        sftp_line.add(toxic)
    ended = over_sftp.run()
    assert ended.code == 0, ended.errors
    assert_right(over_sftp, reference)


@pytest.mark.parametrize(
    "toxics", chosen(ENDURED, 1), ids=lambda toxics: ", ".join(map(str, toxics))
)
def test_a_slow_line_to_storage_costs_time_only(
    toxics: list[Toxic], over_s3: FaultyDay, s3_line: Line, reference: dict[str, str]
) -> None:
    for toxic in toxics:
        s3_line.add(toxic)
    ended = over_s3.run()
    assert ended.code == 0, ended.errors
    assert_right(over_s3, reference)


@pytest.mark.parametrize("toxic", chosen(SOME, 2), ids=str)
def test_lost_connections_to_the_partner_are_made_anew(
    toxic: Toxic, over_sftp: FaultyDay, sftp_line: Line, reference: dict[str, str]
) -> None:
    sftp_line.add(toxic)
    ended = over_sftp.run()
    assert ended.code in (0, 75), ended.errors
    sftp_line.heal()
    ends_right(over_sftp, reference)


@pytest.mark.parametrize("toxic", chosen(SOME, 2), ids=str)
def test_lost_connections_to_storage_are_made_anew(
    toxic: Toxic, over_s3: FaultyDay, s3_line: Line, reference: dict[str, str]
) -> None:
    s3_line.add(toxic)
    ended = over_s3.run()
    assert ended.code in (0, 75), ended.errors
    s3_line.heal()
    ends_right(over_s3, reference)


@pytest.mark.parametrize("toxic", chosen(CUT_OFF, 1), ids=str)
def test_a_partner_out_of_reach_is_given_up(
    toxic: Toxic, over_sftp: FaultyDay, sftp_line: Line, reference: dict[str, str]
) -> None:
    frozen = over_sftp.run("wait")
    assert frozen.code == 0, frozen.errors
    sftp_line.add(toxic)
    assert_gave_up(over_sftp.run("extract"), sftp_line.address)
    sftp_line.heal()
    ends_right(over_sftp, reference)


@pytest.mark.parametrize("toxic", chosen(CUT_OFF, 1), ids=str)
def test_storage_out_of_reach_is_given_up(
    toxic: Toxic, over_s3: FaultyDay, s3_line: Line, reference: dict[str, str]
) -> None:
    for command in ("wait", "extract"):
        assert over_s3.run(command).code == 0
    s3_line.add(toxic)
    assert_gave_up(over_s3.run("merge"), s3_line.address)
    s3_line.heal()
    ends_right(over_s3, reference)
