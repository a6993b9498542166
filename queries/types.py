"""The types that a question's header may give to its parameters and columns, and how raw values become them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.dates import PartialDate
from graph.errors import InvalidRecord
from graph.ids import fold
from graph.ontology import KINDS, PREDICATES, ROLES, STATUSES, TEAM

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Type:
    """A parameter type. `python` is what HTTP and the command line offer; `convert` raises ValueError on a bad value.

    `choices` closes the list of values. `kinds` makes it a *name*, resolved to the id of an entity of these kinds.
    """

    name: str
    python: type[str] | type[int] | type[float] | type[bool]
    convert: Callable[[object], Value]
    says: str
    choices: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()


def _string(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text that is not empty")
    return value.strip()


def _folded(value: object) -> str:
    folded = fold(_string(value))
    if not folded:
        raise ValueError("a text with at least one letter or digit")
    return folded


def _int(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError("a whole number")
    try:
        return int(value)
    except ValueError as error:
        raise ValueError("a whole number") from error


def _float(value: object) -> float:
    try:
        if not isinstance(value, bool) and isinstance(value, str | int | float):
            number = float(value)
            if number - number == 0:  # neither infinite nor "not a number"
                return number
    except ValueError:
        pass
    raise ValueError("a number")


_BOOLS: Final = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def _bool(value: object) -> bool:
    found = value if isinstance(value, bool) else _BOOLS.get(str(value).strip().lower())
    if found is None:
        raise ValueError("true or false")
    return found


def _date(value: object) -> str:
    """The first day that the date can mean, as `YYYY-MM-DD`: text that sorts, which both stores compare alike."""
    try:
        return PartialDate.parse(str(value)).first.isoformat()
    except InvalidRecord as error:
        raise ValueError("a date: YYYY, YYYY-MM or YYYY-MM-DD") from error


def _choice(choices: tuple[str, ...]) -> Callable[[object], Value]:
    def convert(value: object) -> str:
        text = str(value).strip().lower().replace("-", "_").replace(" ", "_")
        if text not in choices:
            raise ValueError(f"one of {', '.join(choices)}")
        return text

    return convert


def _closed(name: str, choices: tuple[str, ...], says: str) -> Type:
    return Type(name, str, _choice(choices), says, choices)


def _named(name: str, kinds: frozenset[str], says: str) -> Type:
    return Type(name, str, _string, says, kinds=kinds)


TYPES: Final[Mapping[str, Type]] = {
    kind.name: kind
    for kind in (
        Type("string", str, _string, "text"),
        Type("folded", str, _folded, "text, compared without case, accents and punctuation"),
        Type("int", int, _int, "a whole number"),
        Type("float", float, _float, "a number"),
        Type("bool", bool, _bool, "true or false"),
        Type("date", str, _date, "YYYY, YYYY-MM or YYYY-MM-DD; a year or month counts as its first day"),
        _closed("predicate", tuple(PREDICATES), "a kind of claim"),
        _closed("status", STATUSES, "how sure the text makes it"),
        _closed("role", ROLES, "a post"),
        _closed("kind", tuple(KINDS), "a kind of entity"),
        _named("person", frozenset({"person"}), "a person's name"),
        _named("team", TEAM, "a club's or national team's name"),
        _named("competition", frozenset({"competition"}), "a competition's name"),
        _named("outlet", frozenset({"outlet"}), "a newspaper's, broadcaster's or website's name"),
        _named("source", frozenset({"outlet", "person"}), "an outlet's or a person's name"),
        _named("entity", frozenset(KINDS), "any name in the graph"),
    )
}

# What a column holds: `id` and `strings` (a list of texts) beside the plain ones; each cell may be null.
COLUMN_TYPES: Final[Mapping[str, type]] = {
    "string": str,
    "date": str,
    "id": str,
    "int": int,
    "float": float,
    "bool": bool,
    "strings": list,
}
