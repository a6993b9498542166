"""Which known entity an entry means: by id or Wikidata item, else by name where nothing speaks against it."""

from __future__ import annotations

from collections.abc import Iterable

from graph.ids import entity_id
from loaders.reference.imports.entry import TABLE_OF, Entry, Refusal
from loaders.reference.imports.known import Known
from loaders.reference.tables import items

_SIDES = {"women", "reserve", "youth"}


def matched(entry: Entry, known: Known, countries: tuple[str, ...]) -> str | Refusal | None:
    """The id of the known entity that an entry means, None if it is someone new, or why that cannot be said."""
    entity = _by_id(entry, known)
    if entity is not None:
        return _conflict(entry, entity, known, countries) or entity
    table = TABLE_OF[entry.kind]
    named = [each for each in known.by_name(table, entry.name) if _may_be(entry, each, known, countries)]
    main = [each for each in named if known.named(each, entry.name)]
    whole = named if " " in entry.name or entry.kind != "person" else []
    found = main or whole or _by_alias(entry, known, countries)
    if len(found) > 1:
        what = f"{entry.name!r} may be any of {', '.join(sorted(found))}."
        return Refusal(entry.where, "ambiguous", f"{what} Say which by its country, birth or Wikidata item.")
    if not found:
        return None
    return _other_item(entry, found[0], known) or _conflict(entry, found[0], known, countries) or found[0]


def _by_id(entry: Entry, known: Known) -> str | None:
    if entry.id in known.table_of:
        return entry.id
    return known.by_item(entry.wikidata) if entry.wikidata else None


def _by_alias(entry: Entry, known: Known, countries: tuple[str, ...]) -> list[str]:
    """Entities of the same country that bear one of the other names in full; several mean that it is none of them."""
    if entry.kind == "person" or not countries:
        return []
    found = {
        each
        for alias in entry.aliases
        if " " in alias
        for each in known.by_name(TABLE_OF[entry.kind], alias)
        if known.field(each, "country") in countries and _may_be(entry, each, known, countries)
        and not _other_item(entry, each, known)
    }  # fmt: skip
    return list(found) if len(found) == 1 else []


def _may_be(entry: Entry, entity: str, known: Known, countries: tuple[str, ...]) -> bool:
    """Whether kind, side, country and year of birth allow an entity of that name."""
    if known.kind(entity) != entry.kind:
        return False
    if entry.kind == "person":
        born = known.field(entity, "birth")[:4]
        if born and entry.birth:
            return born == entry.birth[:4]
        return _agree(countries, items(known.field(entity, "nationalities")))
    side = known.field(entity, "type")
    if entry.kind == "club" and {side, entry.type} & _SIDES and side != entry.type:
        return False
    return _agree(countries, items(known.field(entity, "country")))


def _agree(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two lists share something, or one of them says nothing."""
    left, right = set(some), set(others)
    return not left or not right or bool(left & right)


def _other_item(entry: Entry, entity: str, known: Known) -> Refusal | None:
    """Same name, same country, and yet two Wikidata items: people must say which is meant."""
    item = known.field(entity, "wikidata") or (entity.replace("Q:", "Q") if entity.startswith("Q:") else "")
    if not item or not entry.wikidata or item == entry.wikidata:
        return None
    what = f"{entry.name!r} is {entry.wikidata} here, but {entity} of that name is {item}."
    return Refusal(entry.where, "conflict", what)


def _conflict(entry: Entry, entity: str, known: Known, countries: tuple[str, ...]) -> Refusal | None:
    """A fact that the entry and the entity which it names tell differently."""
    told = [("kind", entry.kind, known.kind(entity))]
    if entry.kind == "person":
        born = known.field(entity, "birth")
        shared = min(len(born), len(entry.birth))
        told.append(("birth", entry.birth[:shared], born[:shared]))
    else:
        old = known.field(entity, "country")
        told.append(("country", "" if old in countries else "".join(countries[:1]), old))
    for what, new, old in told:
        if new and old and new != old:
            why = f"{entry.name!r} is {entity}, whose {what} is {old!r}, not {new!r}."
            return Refusal(entry.where, "conflict", why)
    return None


def new_id(entry: Entry, known: Known, countries: tuple[str, ...]) -> str | Refusal:
    """A stable id for someone new: of Wikidata, of the table, else the one that the graph gives an unknown name."""
    if entry.id:
        return entry.id
    if entry.wikidata:
        return f"Q:{entry.wikidata[1:]}"
    plain = entity_id(entry.kind, entry.name)
    more = (entry.birth[:4], *countries, entry.type)
    for each in (plain, *(f"{plain}-{part.lower()}" for part in more if part)):
        if each not in known.table_of:
            return each
    return Refusal(entry.where, "ambiguous", f"{entry.name!r} cannot be told from {plain} of the same name.")
