"""Reading objects from the demo's S3 server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

_A_DAY = 24 * 3600


class S3Reader:
    """What the demo needs of S3.

    :param environment: the same variables that the workers get
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=environment["AWS_ENDPOINT_URL_S3"],
            region_name=environment["AWS_REGION"],
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
        )

    def read(self, bucket: str, key: str) -> bytes | None:
        """An object's bytes; None when there is no such object."""
        try:
            return bytes(self._client.get_object(Bucket=bucket, Key=key)["Body"].read())
        except ClientError as e:
            if e.response["Error"]["Code"] in ("NoSuchKey", "404"):
                return None
            raise

    def link(self, bucket: str, key: str) -> str:
        """An address that any browser or curl can read the object from, for a day."""
        return str(
            self._client.generate_presigned_url(
                "get_object", Params={"Bucket": bucket, "Key": key}, ExpiresIn=_A_DAY
            )
        )

    def listing_link(self, bucket: str, prefix: str) -> str:
        """An address that lists what is below a prefix, for a day."""
        return str(
            self._client.generate_presigned_url(
                "list_objects_v2", Params={"Bucket": bucket, "Prefix": prefix}, ExpiresIn=_A_DAY
            )
        )
