"""The real servers that these tests ask for."""

from fixtures.openssh_server import openssh_server
from fixtures.versitygw import versitygw

__all__ = ["openssh_server", "versitygw"]
