"""Reading a partner's pages from its storage: by name from a short list, and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tributary_dags.partner_document import PartnerDocument

OF_PARTNER = {
    "index.html": "text/html",
    "scorecard.html": "text/html",
    "scorecard.csv": "text/csv",
    "heatmap.json": "application/json",
}
OF_DAY = {
    "report.html": "text/html",
    "summary.txt": "text/plain",
    "summary.json": "application/json",
}

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_REFERENCE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")


class NoSuchPage(Exception):
    """There is no such page, or no page may be called so."""


class StoredPages:
    """The pages below a partner's folder.

    :param root: `{root}` of the storage layout: `s3://bucket/prefix` or `file:///directory`
    :param partner: a partner's name, as partner files may have it
    :param environment: the variables by which the workers reach the storage, too
    """

    def __init__(self, root: str, partner: str, environment: Mapping[str, str]) -> None:
        self._root = root.rstrip("/")
        self._partner = partner
        self._environment = environment

    @classmethod
    def of(cls, partner_file: Path, environment: Mapping[str, str] = os.environ) -> StoredPages:
        """The pages of the partner that a file describes."""
        storage = PartnerDocument.read(partner_file).values.get("storage")

        def value(reference: re.Match[str]) -> str:
            return environment.get(reference[1]) or reference[2] or ""

        return cls(_REFERENCE.sub(value, str(storage)), partner_file.stem, environment)

    def read(self, name: str, day: str | None = None) -> bytes:
        """A page of the partner, or of one of its days.

        :raises NoSuchPage: for every name that is not on the list, before anything is read
        """
        if name not in (OF_PARTNER if day is None else OF_DAY):
            raise NoSuchPage(name)
        if day is not None and not _DATE.fullmatch(day):
            raise NoSuchPage(day)
        path = "/".join(part for part in (self._partner, day, name) if part)
        place = urlsplit(f"{self._root}/{path}")
        if place.scheme == "file":
            return _file(Path(place.path))
        if place.scheme == "s3":
            return self._object(place.netloc, place.path.lstrip("/"))
        raise NoSuchPage(f"{place.scheme}:// is no storage that this server can read")

    def _object(self, bucket: str, key: str) -> bytes:
        from botocore.exceptions import ClientError

        try:
            return bytes(_s3(self._environment).get_object(Bucket=bucket, Key=key)["Body"].read())
        except ClientError as e:
            if e.response["Error"]["Code"] in ("NoSuchKey", "NoSuchBucket", "404"):
                raise NoSuchPage(key) from None
            raise


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NoSuchPage(str(path)) from None


def _s3(environment: Mapping[str, str]) -> Any:
    import boto3
    from botocore.config import Config

    path_style = environment.get("TRIBUTARY_S3_PATH_STYLE") == "true"
    style = {"addressing_style": "path"} if path_style else {}
    # Credentials, region and endpoint come from where boto3 always looks for them.
    return boto3.client("s3", config=Config(signature_version="s3v4", s3=style))
