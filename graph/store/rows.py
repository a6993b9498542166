"""Records as the rows that the writing statements take, and claims back from what the store holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from graph.dates import PartialDate
from graph.ids import digest, fold
from graph.ontology import QUALIFIERS
from graph.records import Article, Claim, Entity
from graph.relations import Relation

MAX_TEXT: Final = 2_000_000  # code points; a longer text is not stored (its claims keep their sentences)
_DATES: Final = ("since", "until", "when", "year")
_OWN: Final = ("id", "predicate", "status", "evidence", "start", "end", "confidence", "extractor", "article")
_TEXTS: Final = tuple(name for name in QUALIFIERS if name not in (*_DATES, "team"))
_ENCODER: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False)

Row = dict[str, Any]


def entity_row(entity: Entity) -> Row:
    """The properties of an entity's node."""
    return {
        "id": entity.id, "name": entity.name, "kind": entity.kind, "aliases": sorted(set(entity.aliases)),
        "country": entity.country, "known": entity.known, "key": fold(entity.name),
    }  # fmt: skip


def joined(old: Row, new: Row) -> Row:
    """What two accounts of one entity come to, in whatever order they arrive: a reference table's replaces a context's,
    its newest replaces its older one; of two that only contexts give, aliases add up.
    """
    if new["known"]:
        return {**new, "kind": old["kind"]}
    if old["known"]:
        return old
    names = {*old["aliases"], *new["aliases"], old["name"], new["name"]}
    name = max(old["name"], new["name"])
    return {
        **old, "name": name, "aliases": sorted(names - {name}), "key": fold(name),
        "country": max(filter(None, (old["country"], new["country"])), default=None),
    }  # fmt: skip


def name_rows(entity: Row) -> Iterator[Row]:
    """The keys that find an entity: its name and aliases, and every ending of them that begins with a whole word."""
    whole: dict[str, str] = {}
    parts: dict[str, str] = {}
    for text in (entity["name"], *entity["aliases"]):
        words = fold(text).split()
        if not words:
            continue
        whole.setdefault(" ".join(words), text)
        for place in range(1, len(words)):
            parts.setdefault(" ".join(words[place:]), " ".join(words[place:]))
    for key in sorted(whole.keys() | parts.keys()):
        yield {"key": key, "text": whole.get(key) or parts[key], "whole": key in whole, "entity": entity["id"]}


def article_row(article: Article) -> Row:
    """The properties of an article's node; `retrieved` is outside of `hash`, since it changes at every visit."""
    row = {
        "id": article.id, "url": article.url, "title": article.title, "language": article.language,
        "published": _text(article.published), "outlet": article.outlet, "sha256": article.sha256,
        "text": article.text if len(article.text) <= MAX_TEXT else None,
    }  # fmt: skip
    first = article.published.first if article.published else None
    return {**row, "published_on": first, "retrieved": article.retrieved, "hash": _hash({**row, "text": None})}


def claim_row(claim: Claim, published: PartialDate | None) -> Row:
    """The properties of a claim's node under `props`, and the ids that its edges lead to."""
    props: Row = {name: getattr(claim, name) for name in (*_OWN, *_TEXTS)}
    props |= {name: _text(getattr(claim, name)) for name in _DATES}
    props["reported"] = _text(published)
    ends = {"article": claim.article, "subject": claim.subject, "object": claim.object, "team": claim.team}
    by = sorted(set(claim.attributed_to))
    props["hash"] = _hash({**props, **ends, "by": by})
    props |= {"subject": claim.subject, "object": claim.object, "team": claim.team, "by": by}
    props["since_on"] = claim.since.first if claim.since else None
    props["until_on"] = claim.until.last if claim.until else None
    props["when_on"] = claim.when.first if claim.when else None
    props["reported_on"] = published.first if published else None
    return {"id": claim.id, "props": props, **ends, "by": by}


_RELATION: Final = ("id", "predicate", "status", "team", "claims", "articles", "confidence", *_TEXTS)
_RELATION_DATES: Final = (*_DATES, "first_reported", "last_reported")
RELATION_BACK: Final = (*_RELATION, *_RELATION_DATES, "sources", "claim")
CLAIM_BACK: Final = (
    *(name for name in _OWN if name != "id"), *_TEXTS, *_DATES, "subject", "object", "team", "by", "reported",
)  # fmt: skip


def claim_back(values: Iterable[Any]) -> tuple[Claim, PartialDate | None]:
    """The claim that `claim_row` wrote, and the date of its article, from the properties `CLAIM_BACK`."""
    fields: Row = dict(zip(CLAIM_BACK, values, strict=True))
    for name in (*_DATES, "reported"):
        fields[name] = date_back(fields[name])
    reported, by = fields.pop("reported"), fields.pop("by")
    return Claim(**fields, attributed_to=tuple(by or ())), reported


def relation_row(relation: Relation, names: Mapping[str, str]) -> Row:
    """The properties of a derived edge under `props`; `names` gives the name of each source's id."""
    props: Row = {name: getattr(relation, name) for name in _RELATION}
    props |= {name: _text(getattr(relation, name)) for name in _RELATION_DATES}
    props["sources"] = sorted({names.get(source, source) for source in relation.sources})
    props["claim"] = relation.best_claim
    return {"subject": relation.subject, "object": relation.object, "id": relation.id, "props": props}


def date_back(text: str | None) -> PartialDate | None:
    """A partial date from its stored text."""
    return PartialDate.parse(text) if text else None


def same(stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether stored properties say the same; a property without a value is not stored at all."""
    return _kept(stored) == _kept(wanted)


def _kept(row: Mapping[str, Any]) -> Row:
    return {key: value for key, value in row.items() if value is not None and value != []}


def by_key(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Rows grouped by the value of one field."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups


def _text(date: PartialDate | None) -> str | None:
    return None if date is None else str(date)


def _hash(row: Row) -> str:
    return digest(_ENCODER.encode(row))
