"""`python -m loaders.languages.check [CODE…]`: the language files are right, and every example can give what it says.

An error is a file that does not load or a claim of an example that is not even proposed: words are missing or wrong.
A note is an example that the weights decide otherwise: a claim below the threshold, or one too many.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.dates import PartialDate
from graph.errors import InvalidData, TouchlineError
from graph.ids import fold
from graph.ontology import PREDICATES, QUALIFIERS
from graph.records import Article, Claim, Entity
from loaders.languages.file import FOLDER
from loaders.languages.load import FILES, available, language
from loaders.reading.reader import Reader
from loaders.reading.settle import Scored

DAY = PartialDate(2024, 3, 10)
FIELDS = (*QUALIFIERS, "status", "attributed_to")

Wanted = tuple[str, str, str, tuple[tuple[str, str], ...]]
"""Subject, predicate, object and (field, value) pairs, as an example writes them."""

ClaimKey = tuple[str, str, str, str | None, bool]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a language file with the claims that it must give."""

    where: str
    text: str
    claims: tuple[Wanted, ...]


def examples(code: str, folder: Path = FOLDER) -> Iterator[Example]:
    """All examples of a language, with file and line. Raises InvalidData for one that cannot be read."""
    for name in FILES:
        path = folder / code / f"{name}.toml"
        text = path.read_text("utf-8")
        for groups in tomllib.loads(text).values():
            for entry in groups if isinstance(groups, list) else []:
                for row in entry.get("examples", []) if isinstance(entry, dict) else []:
                    line = next((n for n, found in enumerate(text.splitlines(), 1) if row[:40] in found), 1)
                    sentence, _, answer = row.partition("=>")
                    where = f"{code}/{name}.toml:{line}"
                    yield Example(where, sentence.strip(), answers(answer, where))


def answers(text: str, where: str) -> tuple[Wanted, ...]:
    """The claims written as `subject | predicate | object | field=value, …`, with `;` between two, or `none`.

    Raises InvalidData that names `where` for anything else.
    """
    return () if text.strip() == "none" else tuple(_answer(part, where) for part in text.split(";"))


def _answer(text: str, where: str) -> Wanted:
    cells = [cell.strip() for cell in text.split("|")]
    if len(cells) not in (3, 4) or not all(cells[:3]) or cells[1] not in PREDICATES:
        fix = "Write `sentence => subject | predicate | object | field=value`, or `=> none`."
        raise InvalidData(f"examples: {text.strip()!r} is no claim", where=where, fix=fix)
    pairs = [part.partition("=") for part in cells[3].split(",")] if cells[3:] else []
    fields = tuple((name.strip(), value.strip()) for name, _, value in pairs)
    for name, value in fields:
        if name not in FIELDS or not value:
            raise InvalidData(f"examples: unknown field {name!r}", where=where, fix=f"One of {', '.join(FIELDS)}.")
    return cells[0], cells[1], cells[2], fields


def claim_key(claim: Wanted) -> ClaimKey:
    """Folded subject, predicate, folded object, tense (current if none is given) and whether it is denied."""
    subject, predicate, object_, fields = claim
    said = dict(fields)
    return fold(subject), predicate, fold(object_), said.get("tense", "current"), said.get("status") == "denied"


def unproposed(example: Example, code: str, reader: Reader) -> list[str]:
    """The claims of an example that are not among its candidates, whatever the weights; empty if the words are right.

    Ends, predicate, status and tense must agree, and every field that the example writes.
    """
    article = Article("example", example.text, code, DAY)
    scored = reader.draft(article).scored
    entities = reader.read(article, min_confidence=0.0).entities
    return [_written(claim) for claim in example.claims if not any(_proposes(s, claim, entities) for s in scored)]


def decided_otherwise(example: Example, code: str, reader: Reader) -> str | None:
    """How the reading differs from the example under the reader's weights; None if it is the same."""
    reading = reader.read(Article("example", example.text, code, DAY))
    found = {claim.key: claim for claim in reading.claims}
    right = {
        number: claim.key
        for number, wanted in enumerate(example.claims)
        for claim in found.values()
        if says(claim, wanted, reading.entities)
    }
    surplus = [claim for key, claim in found.items() if key not in right.values()]
    missing = [_written(wanted) for number, wanted in enumerate(example.claims) if number not in right]
    parts = [f"missing: {row}" for row in missing] + [f"surplus: {_shown(c, reading.entities)}" for c in surplus]
    return "\n    ".join(parts) or None


def _proposes(scored: Scored, wanted: Wanted, entities: Mapping[str, Entity]) -> bool:
    candidate, qualified = scored.candidate, scored.qualified
    predicate = PREDICATES[candidate.predicate]
    fields = {
        "predicate": candidate.predicate, "tense": candidate.tense if predicate.tensed else None,
        "role": candidate.role or predicate.default_role, "manner": candidate.manner or "unknown",
        "team": candidate.team.entity.id if candidate.team else None, "status": qualified.status,
        "attributed_to": [entity.id for entity in qualified.attributed_to], "since": qualified.since,
        "until": qualified.until, "when": qualified.when, "year": qualified.year,
    }  # fmt: skip
    ends = candidate.subject.entity.id, candidate.object.entity.id
    named = {entity.id: entity for entity in (candidate.subject.entity, candidate.object.entity)}
    return _same(fields, wanted, ends, {**named, **entities})


def says(claim: Claim, wanted: Wanted, entities: Mapping[str, Entity], *, loosely: bool = False) -> bool:
    """Whether a claim says what is written; `loosely`: of any status and tense where none is written.

    Else an unwritten status is `confirmed` and an unwritten tense `current`.
    """
    found = {name: getattr(claim, name) for name in ("predicate", *FIELDS)}
    return _same(found, wanted, (claim.subject, claim.object), entities, loosely=loosely)


def _same(
    found: Mapping[str, object],
    wanted: Wanted,
    ends: tuple[str, str],
    entities: Mapping[str, Entity],
    *,
    loosely: bool = False,
) -> bool:
    subject, predicate, object_, written = wanted
    fields = dict(written)
    if not loosely:
        fields.setdefault("status", "confirmed")
        if PREDICATES[predicate].tensed:
            fields.setdefault("tense", "current")
    return (
        found["predicate"] == predicate
        and _named(ends[0], subject, entities)
        and _named(ends[1], object_, entities)
        and all(_agrees(found[name], value, entities) for name, value in fields.items())
    )


def _agrees(found: object, value: str, entities: Mapping[str, Entity]) -> bool:
    """Whether a field says what is written; names stand for entities, several with a plus between them."""
    if isinstance(found, Sequence) and not isinstance(found, str):
        names = [name.strip() for name in value.split("+")]
        pairs = zip(found, names, strict=False)
        return len(found) == len(names) and all(_named(key, name, entities) for key, name in pairs)
    return str(found) == value or (isinstance(found, str) and _named(found, value, entities))


def _named(key: str, name: str, entities: Mapping[str, Entity]) -> bool:
    entity = entities.get(key)
    return entity is not None and fold(name) in {fold(form) for form in (entity.name, *entity.aliases)}


def _written(wanted: Wanted) -> str:
    return " | ".join([*wanted[:3], *([", ".join(f"{n}={v}" for n, v in wanted[3])] if wanted[3] else [])])


def _shown(found: Claim, entities: Mapping[str, Entity]) -> str:
    said = {name: value for name in ("status", "tense", "confidence") if (value := getattr(found, name)) is not None}
    ends = entities[found.subject].name, entities[found.object].name
    return _written((ends[0], found.predicate, ends[1], tuple((name, str(value)) for name, value in said.items())))


def check(code: str, reader: Reader, folder: Path = FOLDER) -> tuple[int, list[str], list[str]]:
    """How many examples a language has, the errors and the notes, each beginning with file and line."""
    try:
        language(code, folder)
        rows = list(examples(code, folder))
    except TouchlineError as error:
        return 0, [str(error)], []
    errors, notes = [], []
    for example in rows:
        lost = unproposed(example, code, reader)
        if lost:
            errors.append(
                "\n    ".join([f"{example.where}: {example.text}", *(f"not proposed: {row}" for row in lost)])
            )
        elif other := decided_otherwise(example, code, reader):
            notes.append(f"{example.where}: {example.text}\n    {other}")
    return len(rows), errors, notes


def main(codes: list[str]) -> int:
    """Checks the languages named, or all; the exit code is 1 if one file or example is wrong."""
    reader = Reader()
    total, wrong, differs = 0, 0, 0
    for code in codes or available():
        count, errors, notes = check(code, reader)
        total, wrong, differs = total + count, wrong + len(errors), differs + len(notes)
        for row in notes:
            print(f"note: {row}")
        for row in errors:
            print(f"error: {row}")
    print(f"{total} examples, {wrong} errors, {differs} notes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
