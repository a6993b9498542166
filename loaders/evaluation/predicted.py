"""What is scored: readings, or lines in the public form of `touchline extract`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InvalidRecord
from graph.records import Reading
from graph.serial import claims_line, read_json_lines
from loaders.evaluation.gold import OnError, Statement
from loaders.evaluation.names import GoldEntity, link

_FIELDS = ("status", "tense", "role", "since", "until", "when", "manner", "year")

# A prediction: `{"id": article id, "claims": […]}`, see `graph.serial.claims_line`.
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Guess:
    """A predicted claim before its names are linked: each end is its usual name, then aliases."""

    subject: tuple[str, ...]
    object: tuple[str, ...]
    rest: Statement

    def linked(self, entities: Sequence[GoldEntity]) -> Statement:
        """The claim between the gold entities that its names stand for (or the folded names)."""
        return dataclasses.replace(self.rest, subject=link(self.subject, entities), object=link(self.object, entities))


def guesses(predicted: Iterable[Reading | Line]) -> dict[str, tuple[Guess, ...]]:
    """The predicted claims by article id; of two predictions for one article the later one counts."""
    found = {}
    for each in predicted:
        line = claims_line(each) if isinstance(each, Reading) else each
        if not isinstance(line.get("id"), str) or not isinstance(line.get("claims"), list):
            raise InvalidRecord("a prediction needs an 'id' and a list of 'claims'", where=str(line.get("id", "?")))
        found[line["id"]] = tuple(_guess(claim, line["id"]) for claim in line["claims"])
    return found


def read_predicted(path: Path | str, *, on_error: OnError = None) -> Iterator[Line]:
    """The lines of a file in the public form."""
    for _, data in read_json_lines(path, on_error=on_error):
        yield data


def _guess(claim: object, article: str) -> Guess:
    try:
        if not isinstance(claim, dict):
            raise TypeError("a claim is an object")
        subject, object_ = _names(claim["subject"]), _names(claim["object"])
        fields = {name: _text(claim.get(name)) for name in _FIELDS}
        team = _names(claim["team"])[0] if claim.get("team") else None
        sources = tuple(_names(source)[0] for source in claim.get("attributed_to") or ())
        evidence = _text(claim.get("evidence")) or ""
        rest = Statement(subject[0], str(claim["predicate"]), object_[0], team=team, attributed_to=sources,
                         evidence=evidence, **fields)  # fmt: skip
    except (KeyError, TypeError) as error:
        raise InvalidRecord(f"a predicted claim is faulty ({error})", where=article) from error
    return Guess(subject, object_, rest)


def _names(value: object) -> tuple[str, ...]:
    """The usual name and the aliases of a name that is a string or an object."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return (value["name"], *map(str, value.get("aliases") or ()))
    raise TypeError("a name is a string or an object with 'name' and 'aliases'")


def _text(value: object) -> str | None:
    return None if value is None else str(value)
