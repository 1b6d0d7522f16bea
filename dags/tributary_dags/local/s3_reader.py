"""Reading objects from the demo's S3 server, without a library for it."""

from __future__ import annotations

import hashlib
import hmac
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime

_EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()


class S3Reader:
    """GET with AWS Signature Version 4, which is all that the demo needs of S3.

    :param environment: the same variables that the workers get
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._endpoint = environment["AWS_ENDPOINT_URL_S3"]
        self._region = environment["AWS_REGION"]
        self._key_id = environment["AWS_ACCESS_KEY_ID"]
        self._secret = environment["AWS_SECRET_ACCESS_KEY"]

    def read(self, bucket: str, key: str) -> bytes | None:
        """An object's bytes; None when there is no such object."""
        path = urllib.parse.quote(f"/{bucket}/{key}")
        request = urllib.request.Request(  # noqa: S310
            self._endpoint + path, headers=self._signed(path, datetime.now(UTC))
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
                content: bytes = response.read()
                return content
        except urllib.error.HTTPError as e:
            if e.code == 404:
                return None
            raise

    def _signed(self, path: str, now: datetime) -> dict[str, str]:
        time, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
        host = urllib.parse.urlsplit(self._endpoint).netloc
        headers = {"host": host, "x-amz-content-sha256": _EMPTY_SHA256, "x-amz-date": time}
        names = ";".join(headers)
        canonical = "\n".join(
            ["GET", path, "", *(f"{k}:{v}" for k, v in headers.items()), "", names, _EMPTY_SHA256]
        )
        scope = f"{day}/{self._region}/s3/aws4_request"
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        key = f"AWS4{self._secret}".encode()
        for word in [day, self._region, "s3", "aws4_request"]:
            key = hmac.digest(key, word.encode(), "sha256")
        to_sign = f"AWS4-HMAC-SHA256\n{time}\n{scope}\n{digest}"
        signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
        credential = f"Credential={self._key_id}/{scope}"
        return {
            **headers,
            "Authorization": f"AWS4-HMAC-SHA256 {credential}, SignedHeaders={names}, "
            f"Signature={signature}",
        }
