"""The address of a PostgreSQL database, and a connection to it by pg8000 (BSD; `pip install 'shilu[postgres]'`)."""

from __future__ import annotations

import getpass
import os
import socket
import ssl
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from msgspec import Struct

from shilu.model.errors import ShiluError, WrongChoiceError

PATIENCE = 10  # seconds for a server to answer at all
MODES = ("disable", "prefer", "require", "verify-full")
_KNOWN = {"host", "port", "user", "password", "sslmode", "sslrootcert"}


class Address(Struct, frozen=True):
    """`postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=...`, with libpq's variables for what is left out.

    A host that begins with `/` is the folder of a local socket.
    """

    host: str
    port: int
    database: str
    user: str
    password: str | None
    sslmode: str
    sslrootcert: str | None

    @classmethod
    def of(cls, url: str) -> Self:
        """The address that a URL gives. Raises `WrongChoiceError` that says what is wrong in it, never the password."""
        parts = urlsplit(url)
        given = dict(parse_qsl(parts.query))
        if wrong := sorted(given.keys() - _KNOWN):
            raise WrongChoiceError(f"postgresql://...?{wrong[0]}=: no such parameter; there are {', '.join(sorted(_KNOWN))}")
        try:
            port = int(given.get("port") or parts.port or os.environ.get("PGPORT") or 5432)
        except ValueError as error:
            raise WrongChoiceError(f"postgresql://: the port is no number up to 65535: {error}") from error
        mode = given.get("sslmode") or os.environ.get("PGSSLMODE") or "prefer"
        if mode not in MODES:
            raise WrongChoiceError(f"sslmode={mode}: there are {', '.join(MODES)}")
        user = unquote(parts.username or "") or given.get("user") or os.environ.get("PGUSER") or getpass.getuser()
        password = unquote(parts.password or "") or given.get("password") or os.environ.get("PGPASSWORD") or None
        host = given.get("host") or unquote(parts.hostname or "") or os.environ.get("PGHOST") or "localhost"
        database = unquote(parts.path.strip("/")) or os.environ.get("PGDATABASE") or user
        return cls(host, port, database, user, password, mode, given.get("sslrootcert"))

    @property
    def name(self) -> str:
        """The address without the password."""
        if self.host.startswith("/"):
            return f"postgresql:///{self.database}?host={self.host}"
        return f"postgresql://{self.host}:{self.port}/{self.database}"


def connected(address: Address) -> tuple[Any, type[Exception]]:
    """A connection, and the root of the driver's errors. Raises `ShiluError` or `OSError` when there can be none."""
    try:
        import pg8000.exceptions
        import pg8000.native
    except ImportError as error:
        raise ShiluError("a postgresql:// archive needs the driver pg8000: pip install 'shilu[postgres]'") from error
    errors: type[Exception] = pg8000.exceptions.Error
    try:
        plug = _plug(address)
        connection = pg8000.native.Connection(
            address.user, host=address.host, port=address.port, database=address.database, password=address.password,
            ssl_context=_secured(address), sock=plug, application_name="shilu",
        )  # fmt: skip
    except (errors, OSError, AttributeError) as error:
        raise ShiluError(f"{address.name}: {_why(error, address)}") from error
    return connection, errors


def _plug(address: Address) -> socket.socket:
    """A connected socket: the driver's own would give up on every statement that takes longer than connecting may."""
    if address.host.startswith("/"):
        plug = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        plug.connect(f"{address.host}/.s.PGSQL.{address.port}")
        return plug
    plug = socket.create_connection((address.host, address.port), PATIENCE)
    plug.settimeout(None)
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return plug


def _why(error: Exception, address: Address) -> str:
    """Why there is no connection, in one line."""
    if isinstance(error, AttributeError) or "no password was" in str(error):
        return f"the server asks {address.user} for a password: postgresql://USER:PASSWORD@..., or $PGPASSWORD"
    return said(error)


def said(error: Exception) -> str:
    """What the server, or the system, said, in one line."""
    first = error.args[0] if error.args and not isinstance(error, OSError) else str(error)
    text = str(first.get("M", first)) if isinstance(first, dict) else str(first)
    cause = f": {error.__cause__}" if isinstance(error.__cause__, OSError) else ""
    return " ".join(f"{text}{cause}".split())


def _secured(address: Address) -> ssl.SSLContext | bool | None:
    """What pg8000 takes: False for none, None for whatever the server offers, else a context."""
    if address.host.startswith("/") or address.sslmode == "disable":
        return False
    if address.sslmode == "verify-full":
        return ssl.create_default_context(cafile=address.sslrootcert)
    return None if address.sslmode == "prefer" else True
