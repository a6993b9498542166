"""What a single field of a table may hold: one small check a column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from graph.dates import PartialDate
from graph.errors import InvalidRecord
from graph.ids import fold
from graph.ontology import KINDS
from loaders.reference.tables import LANGUAGES, items

FieldCheck = Callable[[str], str | None]
"""A field to what is wrong with it, None if nothing is."""

TEAM_KINDS = ("club", "national_team", "federation")
TEAM_TYPES = ("", "women", "reserve", "youth", "body")
COMPETITION_TYPES = ("", "league", "cup", "club-cup", "nt", "nt-youth", "women", "youth", "state-league")
OUTLET_TYPES = ("agency", "blog", "magazine", "newspaper", "radio", "sport", "tabloid", "tv", "web")
PERSON_ROLES = (
    "coach", "assistant_coach", "player", "president", "chairman", "owner", "ceo", "sporting_director", "executive",
    "scout", "agent", "reporter", "pundit",
)  # fmt: skip
FORBIDDEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})

LISTS = frozenset({
    "aliases", "nationalities", "roles", "teams", "languages", "entities", "other_names", "federation_descriptions",
    "team_descriptions", "adjective_de", "gender", *(f"demonym_{language}" for language in LANGUAGES),
})  # fmt: skip
"""Columns that hold a list."""


def text_fault(field: str, is_list: bool) -> str | None:
    """What is wrong with the characters or the items of a field."""
    for letter in field:
        if unicodedata.category(letter) in FORBIDDEN:
            return f"forbidden character U+{ord(letter):04X}"
    if field != " ".join(field.split()):
        return "spaces at an end, or two together"
    if not is_list:
        return "a list where one value belongs" if "|" in field else None
    parts = field.split("|") if field else []
    if any(part != part.strip() or not part for part in parts):
        return "an empty item or one with spaces around it"
    twice = next((part for part in parts if parts.count(part) > 1), None)
    return f"{twice!r} stands twice" if twice else None


def field_fault(table: str, column: str, field: str) -> str | None:
    """What is wrong with a field's meaning."""
    checks = COLUMN_CHECKS.get((table, column)) or COLUMN_CHECKS.get(("", column))
    return checks(field) if checks else None


def _one_of(allowed: tuple[str, ...]) -> FieldCheck:
    shown = ", ".join(repr(each) for each in allowed)
    return lambda field: None if field in allowed else f"{field!r} is none of {shown}"


def _each_of(allowed: tuple[str, ...]) -> FieldCheck:
    def found(field: str) -> str | None:
        odd = [item for item in items(field) if item not in allowed]
        return f"{odd[0]!r} is none of {', '.join(allowed)}" if odd else None

    return found


def _matches(pattern: str, says: str) -> FieldCheck:
    form = re.compile(pattern)
    return lambda field: None if form.fullmatch(field) else f"{field!r} is not {says}"


def _date(field: str) -> str | None:
    if not field:
        return None
    try:
        PartialDate.parse(field)
    except InvalidRecord as error:
        return f"{field!r}: {error.what}"
    return None if len(field) in {4, 7, 10} else f"{field!r} is no date alone"


def _name(field: str) -> str | None:
    return None if fold(field) else "empty, or without a letter or digit"


def _names(field: str) -> str | None:
    empty = [item for item in items(field) if not fold(item)]
    return f"{empty[0]!r} has no letter or digit" if empty else None


def _folded(field: str) -> str | None:
    return None if field and field == fold(field) else f"{field!r} is not folded: {fold(field)!r}"


def _kind(field: str) -> str | None:
    return None if field in TEAM_KINDS and field in KINDS else f"{field!r} is none of {', '.join(TEAM_KINDS)}"


_LEVEL = _matches(r"[1-9]?", "a level (1 is the first tier)")
_CODE = _matches(r"[A-Z]{3}", "a FIFA code")

COLUMN_CHECKS: dict[tuple[str, str], FieldCheck] = {
    ("", "id"): _matches(r"\S+", "an id: no spaces, not empty"),
    ("", "name"): _name,
    ("", "aliases"): _names,
    ("", "prominence"): _matches(r"[1-5]", "1 to 5"),
    ("", "level"): _LEVEL,
    ("", "count"): _matches(r"\d+", "a count"),
    ("teams", "kind"): _kind,
    ("teams", "type"): _one_of(TEAM_TYPES),
    ("teams", "wikidata"): _matches(r"(Q\d+)?", "a Wikidata id"),
    ("people", "birth"): _date,
    ("people", "roles"): _each_of(PERSON_ROLES),
    ("competitions", "type"): _one_of(COMPETITION_TYPES),
    ("outlets", "type"): _one_of(OUTLET_TYPES),
    ("outlets", "languages"): _matches(r"[a-z]{2}(\|[a-z]{2})*", "a list of ISO 639-1 codes"),
    ("countries", "code"): _CODE,
    ("countries", "iso2"): _matches(r"([A-Z]{2})?", "an ISO 3166 code"),
    **{("countries", f"name_{language}"): _name for language in LANGUAGES},
    ("firstnames", "name"): _folded,
    ("firstnames", "gender"): _each_of(("F", "M")),
    ("surnames", "name"): _folded,
    ("particles", "name"): _folded,
    ("articles", "name"): _folded,
    ("articles", "language"): _one_of(LANGUAGES),
    ("places", "alias"): _folded,
    ("ambiguous", "alias"): _folded,
    ("risky", "alias"): _folded,
    ("risky", "languages"): _each_of(LANGUAGES),
}
"""(Table, column) to its check; the table may be empty: the column of any table."""
