"""`python -m loaders.languages.check [CODE…]`: the language files are right, and every example gives what it says."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.dates import PartialDate
from graph.errors import TouchlineError
from graph.ids import fold
from graph.records import Article, Claim, Reading
from loaders.languages.file import FOLDER
from loaders.languages.load import FILES, available, language
from loaders.reading.reader import Reader

DAY = PartialDate(2024, 3, 10)
DEFAULTS = {"status": "confirmed"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a language file with the claims that it must give."""

    where: str
    text: str
    claims: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...]


def examples(code: str, folder: Path = FOLDER) -> Iterator[Example]:
    """All examples of a language, with file and line."""
    for name in FILES:
        path = folder / code / f"{name}.toml"
        text = path.read_text("utf-8")
        for groups in tomllib.loads(text).values():
            for entry in groups if isinstance(groups, list) else []:
                for row in entry.get("examples", []) if isinstance(entry, dict) else []:
                    line = next((n for n, found in enumerate(text.splitlines(), 1) if row[:40] in found), 1)
                    sentence, _, answer = row.partition("=>")
                    yield Example(f"{code}/{name}.toml:{line}", sentence.strip(), tuple(_answers(answer)))


ClaimKey = tuple[str, str, str, str | None, bool]


def claim_key(claim: tuple[str, str, str, tuple[tuple[str, str], ...]]) -> ClaimKey:
    """Folded subject, predicate, folded object, tense (current if none is given) and whether it is denied."""
    subject, predicate, object_, fields = claim
    said = dict(fields)
    return fold(subject), predicate, fold(object_), said.get("tense", "current"), said.get("status") == "denied"


def _answers(text: str) -> Iterator[tuple[str, str, str, tuple[tuple[str, str], ...]]]:
    for part in text.split(";"):
        cells = [cell.strip() for cell in part.split("|")]
        if len(cells) >= 3:
            fields = re.findall(r"(\w+)=([^,]+)", cells[3]) if len(cells) > 3 else []
            yield cells[0], cells[1], cells[2], tuple((name, value.strip()) for name, value in fields)


def fails(example: Example, code: str, reader: Reader) -> str | None:
    """What is wrong with an example, None if nothing is. Candidates count even below the threshold of the weights."""
    article = Article("example", example.text, code, DAY)
    reading = reader.read(article)
    missing = [claim for claim in example.claims if not any(_same(claim, found, reading) for found in reading.claims)]
    surplus = [found for found in reading.claims if not any(_same(claim, found, reading) for claim in example.claims)]
    if not missing and not surplus:
        return None
    shown = "; ".join(_show(found, reading) for found in reading.claims)
    return f"{len(missing)} missing, {len(surplus)} surplus. Found: {shown or 'none'}"


def _same(claim: tuple[str, str, str, tuple[tuple[str, str], ...]], found: Claim, reading: Reading) -> bool:
    subject, predicate, object_, fields = claim
    ends = _named(found.subject, subject, reading) and _named(found.object, object_, reading)
    wanted = {**DEFAULTS, **dict(fields)}
    return (
        ends
        and found.predicate == predicate
        and all(_value(found, name, reading) == value for name, value in wanted.items())
    )


def _value(found: Claim, name: str, reading: Reading) -> str:
    if name == "attributed_to":
        return "+".join(reading.entities[key].name for key in found.attributed_to)
    value = getattr(found, name, None)
    return reading.entities[value].name if name == "team" and value else str(value)


def _named(key: str, name: str, reading: Reading) -> bool:
    entity = reading.entities[key]
    return fold(name) in {fold(form) for form in (entity.name, *entity.aliases)}


def _show(found: Claim, reading: Reading) -> str:
    ends = [reading.entities[key].name for key in (found.subject, found.object)]
    return f"{ends[0]} {found.predicate} {ends[1]} ({found.status}, {found.tense}, {found.confidence})"


def main(codes: list[str]) -> int:
    """Checks the languages named, or all; the exit code is 1 if one file or example is wrong."""
    wrong = total = 0
    for code in codes or available():
        try:
            language(code)
            rows = list(examples(code))
        except TouchlineError as error:
            print(error)
            wrong += 1
            continue
        reader = Reader()
        for example in rows:
            total += 1
            fault = fails(example, code, reader)
            if fault:
                wrong += 1
                print(f"{example.where}: {example.text}\n    {fault}")
    print(f"{total} examples, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
