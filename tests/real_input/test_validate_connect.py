"""`validate --connect` tries real servers as the workers do, and says what is wrong with them."""

from __future__ import annotations

import os
import secrets
import subprocess
from pathlib import Path

import pytest

from fixtures.openssh_server import OpenSshServer
from fixtures.versitygw import VersityGateway

pytestmark = pytest.mark.slow

HOME = Path(__file__).resolve().parents[2]
PARTNER = Path(__file__).with_name("partners") / "nycflights13.yaml"
DATE = "2013-01-01"


@pytest.fixture
def settings(openssh_server: OpenSshServer, versitygw: VersityGateway) -> dict[str, str]:
    """Everything right: a delivery of one archive, and a bucket."""
    folder = openssh_server.outbound / DATE
    folder.mkdir(exist_ok=True)
    (folder / "a.tar.gz").write_bytes(bytes(1_500_000))
    (folder / "_COMPLETE").touch()
    bucket = versitygw.bucket(f"validate-{secrets.token_hex(4)}")
    return {
        "REAL_INPUT_USER": openssh_server.user,
        "REAL_INPUT_ADDRESS": openssh_server.address,
        "REAL_INPUT_FOLDER": str(openssh_server.outbound),
        "REAL_INPUT_KNOWN_HOSTS": str(openssh_server.known_hosts),
        "REAL_INPUT_PRIVATE_KEY": str(openssh_server.private_key),
        "REAL_INPUT_STORAGE": f"s3://{bucket}/lake",
        **versitygw.environment(),
    }


def validate(settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [str(HOME / "tributary"), "validate", str(PARTNER), "--connect", "--date", DATE]
    return subprocess.run(
        command,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_what_is_right_is_said_and_nothing_is_left(
    settings: dict[str, str], versitygw: VersityGateway
) -> None:
    done = validate(settings)
    assert done.returncode == 0, done.stderr
    assert "2 files, 1 of them archives (1.5 MB), marker _COMPLETE is there" in done.stdout
    assert "written, read and deleted" in done.stdout
    bucket = settings["REAL_INPUT_STORAGE"].split("/")[2]
    assert "Contents" not in versitygw.client().list_objects_v2(Bucket=bucket)


def test_both_ends_are_tried_whatever_the_other_says(
    settings: dict[str, str], tmp_path: Path
) -> None:
    strangers = tmp_path / "known_hosts"
    strangers.write_text("", encoding="utf-8")
    done = validate(
        {
            **settings,
            "REAL_INPUT_KNOWN_HOSTS": str(strangers),
            "REAL_INPUT_STORAGE": "s3://no-such-bucket/lake",
        }
    )
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert f"is not in {strangers}" in said
    assert "no-such-bucket" in said


def test_a_wrong_host_key_is_refused_at_once(settings: dict[str, str], tmp_path: Path) -> None:
    other = tmp_path / "known_hosts"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")], check=True
    )
    host = Path(settings["REAL_INPUT_KNOWN_HOSTS"]).read_text(encoding="utf-8").split(" ")[0]
    other.write_text(f"{host} {(tmp_path / 'key.pub').read_text(encoding='utf-8')}")
    done = validate({**settings, "REAL_INPUT_KNOWN_HOSTS": str(other)})
    assert done.returncode == 77, done.stdout + done.stderr
    assert f"is not the one in {other}" in done.stdout + done.stderr


def test_wrong_storage_credentials_are_told_without_the_secret(settings: dict[str, str]) -> None:
    done = validate({**settings, "AWS_SECRET_ACCESS_KEY": "not-the-right-one"})
    said = done.stdout + done.stderr
    assert done.returncode == 77, said
    assert "not-the-right-one" not in said
