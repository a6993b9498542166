"""Every setting of touchline: its environment variable, type, default, bounds and help, declared once.

The fields of `Settings` are the table: reading the environment, the checks and the docs are derived from it.
"""

from __future__ import annotations

import dataclasses
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import platformdirs

from graph.errors import TouchlineError

PREFIX: Final = "TOUCHLINE_"
_BOOLS: Final = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class SettingError(TouchlineError):
    """A setting has a value that it cannot have; `where` is its environment variable."""

    code = "setting"


class SettingRow(NamedTuple):
    """A line of the settings table: variable, type, default as text, what it is for."""

    variable: str
    type: str
    default: str
    help: str


def _setting(
    default: Any, says: str, *, low: float = -math.inf, high: float = math.inf, secret: bool = False, shown: str = ""
) -> Any:
    """A field with its row of the table; `default` may be a function without arguments, shown as `shown`."""
    about = {"help": says, "low": low, "high": high, "shown": shown}
    if callable(default):
        return field(default_factory=default, repr=not secret, metadata=about)
    return field(default=default, repr=not secret, metadata=about)


def _data_folder() -> Path:
    return platformdirs.user_data_path("touchline", appauthor=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked. `Settings.from_env()` reads them; a test or a notebook may build its own."""

    uri: str = _setting("", "Bolt address of a Neo4j server (`neo4j://…`, `bolt://…`); empty: the embedded server")
    user: str = _setting("neo4j", "user at that address; the embedded server makes its own")
    password: str = _setting("", "password at that address", secret=True)
    password_file: Path | None = _setting(None, "a file that holds the password instead")  # noqa: RUF009
    reader_user: str = _setting("", "user there who may only read, for questions and free Cypher; empty: the one above")
    reader_password: str = _setting("", "password of that user", secret=True)
    reader_password_file: Path | None = _setting(None, "a file that holds that password instead")  # noqa: RUF009
    database: str = _setting("", "database at that address; empty: its default one")
    ca_file: Path | None = _setting(  # noqa: RUF009
        None, "certificates (PEM) that vouch for that address, if the system's do not; its scheme needs a `+s`"
    )
    pool_size: int = _setting(50, "connections to that address at most, for reading and for writing", low=1, high=1000)
    sessions: int = _setting(2, "batches that a load writes to that address at once", low=1, high=64)
    data: Path = _setting(_data_folder, "the embedded server's files", shown="the user's data folder")  # noqa: RUF009
    reference: Path | None = _setting(  # noqa: RUF009
        None, "names that `touchline reference import` wrote; empty: `reference` in the data folder; `-`: none"
    )
    free_cypher: bool = _setting(False, "whether `POST /v1/cypher` takes any statement that only reads")
    query_timeout: float = _setting(10.0, "seconds that a question may take", low=0.05, high=3600)
    max_rows: int = _setting(10_000, "rows that an answer may have", low=1, high=500_000)
    heap: int = _setting(512, "memory of the embedded server's heap in MiB", low=128, high=65_536)
    linger: float = _setting(2.0, "seconds that the unused embedded server waits before it ends", low=0, high=86_400)
    start_timeout: float = _setting(60.0, "seconds that the embedded server may take to start", low=1, high=3600)

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                continue
            if not each.metadata["low"] <= value <= each.metadata["high"]:  # also refuses NaN
                raise SettingError(f"{value} is outside {_bounds(each)}.", where=_variable(each.name))
        for secret in ("password", "reader_password"):
            file = getattr(self, f"{secret}_file")
            if file and not getattr(self, secret):
                object.__setattr__(self, secret, _secret(secret, Path(file)))
        if bool(self.reader_user) != bool(self.reader_password):
            fix = "Set both TOUCHLINE_READER_USER and its password, or none."
            raise SettingError("one of user and password is missing.", where=_variable("reader_user"), fix=fix)
        if self.ca_file and not self.uri.partition("://")[0].endswith("+s"):
            fix = "Write bolt+s:// or neo4j+s://, or leave the certificates out."
            raise SettingError("the address is not an encrypted one.", where=_variable("uri"), fix=fix)
        if self.uri and ("://" not in self.uri or "@" in self.uri):
            fix = "Write neo4j://host:7687 or bolt://host:7687; user and password have settings of their own."
            raise SettingError("not an address.", where=_variable("uri"), fix=fix)

    @property
    def reader_auth(self) -> tuple[str, str]:
        """User and password for reading at `uri`."""
        return (self.reader_user, self.reader_password) if self.reader_user else (self.user, self.password)

    @property
    def own_names(self) -> Path | None:
        """The folder of the user's own tables of names, None where they are not wanted."""
        if self.reference is not None:
            return None if str(self.reference) == "-" else self.reference
        return self.data / "reference"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        """From `TOUCHLINE_…` variables (default: the process's); an empty variable counts as not set.

        Raises SettingError, which names the variable and never shows a secret.
        """
        given = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        for each in fields(cls):
            text = given.get(_variable(each.name), "")
            if text:
                values[each.name] = _parse(each, text)
        for secret in ("password", "reader_password"):
            if secret in values and f"{secret}_file" in values:
                where = _variable(f"{secret}_file")
                raise SettingError(f"set together with {_variable(secret)}.", where=where, fix="Keep one of them.")
        return cls(**values)


def settings_table() -> list[SettingRow]:
    """The settings in their order, for the docs."""
    return [
        SettingRow(
            _variable(each.name),
            _type(each),
            each.metadata["shown"] or ("" if each.default in ("", None) else str(each.default).lower()),
            each.metadata["help"],
        )
        for each in fields(Settings)
    ]


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _type(each: dataclasses.Field[Any]) -> str:
    plain = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}
    return plain.get(str(each.type), "path")


def _bounds(each: dataclasses.Field[Any]) -> str:
    return f"[{each.metadata['low']:g}, {each.metadata['high']:g}]"


def _parse(each: dataclasses.Field[Any], text: str) -> Any:
    kind = _type(each)
    if kind == "true or false":
        if text.lower() not in _BOOLS:
            raise SettingError(f"{text!r} is not {kind}.", where=_variable(each.name), fix="Write true or false.")
        return _BOOLS[text.lower()]
    try:
        if kind == "whole number":
            return int(text)
        if kind == "number":
            return float(text)
    except ValueError:
        raise SettingError(
            f"{text!r} is not a {kind}.", where=_variable(each.name), fix=f"Write one in {_bounds(each)}."
        ) from None
    return Path(text).expanduser() if kind == "path" else text


def _secret(name: str, file: Path) -> str:
    where = _variable(f"{name}_file")
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise SettingError(f"cannot read {file} ({reason}).", where=where) from None
