"""Annotated articles: JSON Lines with `id, lang, date, title, text, entities, claims`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from graph.dates import PartialDate
from graph.errors import InvalidRecord
from graph.ontology import PREDICATES, STATUSES
from graph.records import Article
from graph.serial import load, read_json_lines
from loaders.evaluation.names import GoldEntity

OnError = Callable[[InvalidRecord], None] | None
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim between names, gold or predicted; dates are strings, `attributed_to` names."""

    subject: str
    predicate: str
    object: str
    status: str | None = None
    tense: str | None = None
    role: str | None = None
    since: str | None = None
    until: str | None = None
    when: str | None = None
    manner: str | None = None
    year: str | None = None
    team: str | None = None
    attributed_to: tuple[str, ...] = ()
    evidence: str = ""

    @property
    def key(self) -> tuple[str, str, str, str | None, bool]:
        """What has to agree for a match: subject, predicate, object, tense where it counts, denied or not."""
        predicate = PREDICATES.get(self.predicate)
        tense = self.tense if predicate and predicate.tensed else None
        return self.subject, self.predicate, self.object, tense, self.status == "denied"


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with the entities and claims that careful readers found; `composed`: written for the corpus."""

    article: Article
    entities: tuple[GoldEntity, ...]
    claims: tuple[Statement, ...]
    composed: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """The fields of a line that count; others (licence, remarks) are allowed and ignored."""

    id: str
    lang: str
    text: str
    date: PartialDate | None = None
    title: str | None = None
    url: str | None = None


def read_gold(paths: Iterable[Path | str], *, on_error: OnError = None) -> Iterator[GoldArticle]:
    """The annotated articles of the files, in order; a file is composed if its name says so.

    A faulty line raises `InvalidRecord` with file, line and field, or goes to `on_error` and the rest is read.
    """
    for path in paths:
        composed = "composed" in Path(path).name
        yield from _records(path, partial(_gold, composed=composed), on_error)


def read_articles(paths: Iterable[Path | str], *, on_error: OnError = None) -> Iterator[Article]:
    """The articles alone; files without annotation are read too. Errors as in `read_gold`."""
    for path in paths:
        yield from _records(path, _article, on_error)


def _records(path: Path | str, make: Callable[[Mapping[str, Any], str], Record], on_error: OnError) -> Iterator[Record]:
    for number, data in read_json_lines(path, on_error=on_error):
        try:
            record = make(data, f"{path}:{number}")
        except InvalidRecord as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        yield record


def _article(data: Mapping[str, Any], where: str) -> Article:
    line = _pick(_Line, data, where)
    return Article(line.id, line.text, line.lang, line.date, line.title, line.url)


def _gold(data: Mapping[str, Any], where: str, composed: bool) -> GoldArticle:
    entities = tuple(_pick(GoldEntity, entity, f"{where} entity {n}") for n, entity in _items(data, "entities", where))
    claims = tuple(_statement(claim, f"{where} claim {n}") for n, claim in _items(data, "claims", where))
    return GoldArticle(_article(data, where), entities, claims, composed)


def _statement(data: Mapping[str, Any], where: str) -> Statement:
    statement = _pick(Statement, data, where)
    if statement.predicate not in PREDICATES:
        raise InvalidRecord(f"unknown predicate {statement.predicate!r}", where=where)
    if statement.status not in STATUSES:
        raise InvalidRecord(f"unknown status {statement.status!r}", where=where)
    return statement


def _items(data: Mapping[str, Any], name: str, where: str) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a list, numbered from 1."""
    items = data.get(name)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise InvalidRecord(f"{name!r} is not a list of objects", where=where)
    return list(enumerate(items, 1))


def _pick(kind: type[Record], data: Mapping[str, Any], where: str) -> Record:
    """The record of a kind from the fields that it knows; null and left out are the same for optional fields."""
    known = {each.name for each in dataclasses.fields(kind)}  # type: ignore[arg-type]
    return load(kind, {name: value for name, value in data.items() if name in known and value is not None}, where=where)
