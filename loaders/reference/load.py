"""From the bundled tables to one frozen `Reference`, fast: rows stay text until an entity is asked for."""

from __future__ import annotations

import gc
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from graph.errors import InvalidData
from graph.ids import fold
from graph.settings import Settings
from loaders.reference.model import Alias, Country, RefEntity
from loaders.reference.own import has_tables, laid_over, own_rows
from loaders.reference.tables import DATA, LANGUAGES, items, lines_of, path_of, rows_of


class Folding(dict[int, str]):
    """What `graph.ids.fold` makes of each letter: whole tables are folded in one pass of `str.translate`."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = letter if letter == "\n" else fold(letter) or ("" if unicodedata.combining(letter) else " ")
        self[code] = plain
        return plain


_FOLDING = Folding()


def fold_all(names: list[str]) -> list[str]:
    """`graph.ids.fold` of each name, several times faster. No name may hold a line break."""
    folded = "\n".join(names).translate(_FOLDING).split("\n")
    return [name if name.isalnum() else " ".join(name.split()) for name in folded]


class Entities(Mapping[str, RefEntity]):
    """Id → entity; each row is parsed when it is first asked for."""

    def __init__(self, rows: dict[str, tuple[Callable[[list[str]], RefEntity], str]]) -> None:
        self._rows = rows
        self._made: dict[str, RefEntity] = {}

    def __getitem__(self, key: str) -> RefEntity:
        made = self._made.get(key)
        if made is None:
            parse, line = self._rows[key]
            made = self._made[key] = parse(line.split("\t"))
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows


class Reference:
    """The whole reference data. Mappings are read only; every name that is a key is folded (`graph.ids.fold`).

    `aliases` leads from a folded name to its readings, the most prominent first. `firstnames` and `surnames` count how
    many players bear a name plus in how many countries it is among the popular ones; `genders` has `M`, `F` or `F|M`.
    `risky` says in which languages a folded alias is also something else. `particles` belong to the surname that they
    precede ("van", "de").
    """

    def __init__(self, folder: Path = DATA, own: Path | None = None) -> None:
        self.articles: Mapping[str, str] = {row.fields[0]: row.fields[1] for row in rows_of("articles", folder)}
        self.particles = frozenset(row.fields[0] for row in rows_of("particles", folder))
        self.risky: Mapping[str, tuple[str, ...]] = {
            row.fields[0]: items(row.fields[1]) for row in (*rows_of("risky", folder), *own_rows("risky", own))
        }
        self.places = frozenset(row.fields[0] for row in (*rows_of("places", folder), *own_rows("places", own)))
        parsers = {"teams": _team, "competitions": _competition, "outlets": _outlet, "people": _person}
        self._lines = {table: laid_over(table, lines_of(table, folder), own) for table in parsers}
        rows: dict[str, tuple[Callable[[list[str]], RefEntity], str]] = {}
        for table, parse in parsers.items():
            rows.update((line[: line.index("\t")], (parse, line)) for line in self._lines[table])
        self.entities: Mapping[str, RefEntity] = Entities(rows)
        self.countries: Mapping[str, Country] = {
            row.fields[0]: _country(row.fields, self.entities) for row in rows_of("countries", folder)
        }
        self.competitions: Mapping[str, RefEntity] = {
            key: self.entities[key] for key in (line[: line.index("\t")] for line in self._lines["competitions"])
        }
        self.aliases: Mapping[str, tuple[Alias, ...]] = self._aliases()
        names = [row.fields for row in rows_of("firstnames", folder)]
        self.firstnames: Mapping[str, int] = {name: int(count) for name, count, _ in names}
        self.genders: Mapping[str, str] = {name: gender for name, _, gender in names if gender}
        self.surnames: Mapping[str, int] = {
            name: int(count) for name, _, count in (line.partition("\t") for line in lines_of("surnames", folder))
        }

    def _aliases(self) -> dict[str, tuple[Alias, ...]]:
        """Every name of every entity, folded, to its readings."""
        ranked: dict[str, list[tuple[int, Alias]]] = {}
        risky, places = self.risky, self.places
        for table in self._lines:
            names, owners = self._named(table)
            people, teams, outlets = table == "people", table == "teams", table == "outlets"
            for name, key, (rank, entity, language) in zip(names, fold_all(names), owners, strict=True):
                case = _case(name) if people or outlets or not self._lowercase(name, entity) else "any"
                alias = Alias(entity, language, key in risky, people and " " not in key, teams and key in places, case)
                if key in ranked:
                    ranked[key].append((rank, alias))
                elif key:
                    ranked[key] = [(rank, alias)]
        return {key: (found[0][1],) if len(found) == 1 else _best_first(found) for key, found in ranked.items()}

    def _named(self, table: str) -> tuple[list[str], list[tuple[int, str, str | None]]]:
        """The names of a table's rows and, for each, minus its prominence, its entity and its language."""
        names: list[str] = []
        owners: list[tuple[int, str, str | None]] = []
        people = table == "people"
        languages = self._country_names() if table == "teams" else {}
        for line in self._lines[table]:
            entity, name, _ = line.split("\t", 2)
            _, prominence, aliases = line.rsplit("\t", 2)
            rank = -int(prominence)
            names.append(name)
            owners.append((rank, entity, languages.get((entity, name))))
            if people and rank <= _KNOWN and name.count(" ") > 1 and (short := self._short(name)):
                aliases = f"{short}|{aliases}" if aliases else short
            for alias in items(aliases):
                names.append(alias)
                owners.append((rank, entity, languages.get((entity, alias)) or self._article(alias)))
        return names, owners

    def _article(self, name: str) -> str | None:
        """The language that the first word of a name gives away as its article: "los blancos" is Spanish."""
        first, space, _ = name.partition(" ")
        return self.articles.get(first.lower()) if space else None

    def _lowercase(self, name: str, entity: str) -> bool:
        """Whether the press also writes a team's or competition's name small: after its article, or if it is long."""
        words = name.count(" ") + 1
        return words > _LONG or (words > 1 and (entity.startswith("fed:") or self._article(name) is not None))

    def _country_names(self) -> dict[tuple[str, str], str]:
        """(national team, country name) → the only language in which it is called so."""
        found: dict[tuple[str, str], str] = {}
        for country in self.countries.values():
            spelled = list(country.names.values())
            for language, name in country.names.items():
                if country.national_team and spelled.count(name) == 1:
                    found[country.national_team, name] = language
        return found

    def _short(self, name: str) -> str | None:
        """First name and surname of a longer name, None if that is the name itself."""
        first, *_ = name.split()
        short = f"{first} {self._surname(name)}"
        return short if short != name else None

    def _surname(self, name: str) -> str:
        """The last word of a name with the particles before it: "Louis van Gaal" → "van Gaal"."""
        words = name.split()
        start = len(words) - 1
        while start > 1 and words[start - 1].lower() in self.particles:
            start -= 1
        return " ".join(words[start:])

    @cached_property
    def surnames_of(self) -> Mapping[str, tuple[str, ...]]:
        """Folded surname, with and without its particles, to the ids of the people who bear it, best known first."""
        ranked: dict[str, list[tuple[int, str]]] = {}
        for line in self._lines["people"]:
            entity, name, _ = line.split("\t", 2)
            rank = -int(line.rsplit("\t", 2)[1])
            surname = fold(self._surname(name))
            for key in {surname, fold(name.split()[-1])}:
                ranked.setdefault(key, []).append((rank, entity))
        return {key: tuple(entity for _, entity in sorted(found)) for key, found in ranked.items()}

    @cached_property
    def _main_competitions(self) -> Mapping[tuple[str | None, str | None], str]:
        first = [entity for entity in self.competitions.values() if entity.level == 1]
        return {(entity.country, entity.type): entity.id for entity in reversed(first)}

    def competition_of(self, country: str, kind: str) -> str | None:
        """The id of a country's main competition of a type: its first league (`league`), its main cup (`cup`)."""
        return self._main_competitions.get((country, kind))


_KNOWN = -4
_CASES = ("any", "capital", "upper")
_ACRONYM = 6
_LONG = 2


def _case(name: str) -> str:
    """How a name must be written: see `Alias.case`."""
    if name[0].islower():
        return "any"
    return "upper" if len(name) <= _ACRONYM and name.isupper() and " " not in name else "capital"


def _best_first(found: list[tuple[int, Alias]]) -> tuple[Alias, ...]:
    """Readings by prominence, then id, one an entity: of spellings that fold alike the one that asks least."""

    def order(pair: tuple[int, Alias]) -> tuple[int, str, bool, int]:
        rank, alias = pair
        return rank, alias.entity, alias.language is not None, _CASES.index(alias.case)

    best: dict[str, Alias] = {}
    for _, alias in sorted(found, key=order):
        best.setdefault(alias.entity, alias)
    return tuple(best.values())


def _team(row: list[str]) -> RefEntity:
    entity, name, kind, country, kind_type, league, level, city, wikidata, prominence, aliases = row
    return RefEntity(
        entity, name, kind, country or None, items(aliases), type=kind_type or None, league=league or None,
        level=int(level) if level else None, city=city or None, prominence=int(prominence), wikidata=wikidata or None,
    )  # fmt: skip


def _person(row: list[str]) -> RefEntity:
    entity, name, birth, nationalities, roles, teams, prominence, aliases = row
    nations = items(nationalities)
    return RefEntity(
        entity, name, "person", nations[0] if nations else None, items(aliases), birth=birth or None,
        roles=items(roles), teams=items(teams), prominence=int(prominence), nationalities=nations,
    )  # fmt: skip


def _competition(row: list[str]) -> RefEntity:
    entity, name, country, kind_type, level, prominence, aliases = row
    return RefEntity(
        entity, name, "competition", country or None, items(aliases), type=kind_type or None,
        level=int(level) if level else None, prominence=int(prominence),
    )  # fmt: skip


def _outlet(row: list[str]) -> RefEntity:
    entity, name, country, languages, kind_type, prominence, aliases = row
    return RefEntity(
        entity, name, "outlet", country or None, items(aliases), type=kind_type or None,
        prominence=int(prominence), languages=items(languages),
    )  # fmt: skip


def _country(row: list[str], entities: Mapping[str, RefEntity]) -> Country:
    count = len(LANGUAGES)
    code, iso2, confederation = row[:3]
    names, demonyms = row[3 : 3 + count], row[4 + count : 4 + 2 * count]
    team, federation = f"nt:{code}", f"fed:{code}"
    return Country(
        code, iso2 or None, confederation or None,
        names=dict(zip(LANGUAGES, names, strict=True)),
        other_names=items(row[3 + count]),
        demonyms={language: items(forms) for language, forms in zip(LANGUAGES, demonyms, strict=True)},
        adjectives={"de": items(row[-3])},
        national_team=team if team in entities else None,
        federation=federation if federation in entities else None,
        federation_descriptions=items(row[-2]),
        team_descriptions=items(row[-1]),
    )  # fmt: skip


def load(folder: Path | None = None) -> Reference:
    """The reference data of a folder, read once; without one the bundled data with the user's own laid over.

    Raises InvalidData (file and line) if a table is broken.
    """
    if folder is not None:
        return _loaded(folder, None)
    return _loaded(DATA, own_folder())


@cache
def own_folder() -> Path | None:
    """The folder of the user's own tables, None if there are none. Asked once: the names of a process never change."""
    folder = Settings.from_env().own_names
    return folder if folder is not None and has_tables(folder) else None


@cache
def _loaded(folder: Path, own: Path | None) -> Reference:
    collecting = gc.isenabled()
    gc.disable()  # half a million small objects, none garbage: collecting in between would double the time
    try:
        return Reference(folder, own)
    except (ValueError, IndexError) as error:
        fix = "Run `python -m loaders.reference.check` to find the line."
        raise InvalidData(f"a table is broken ({error})", where=str(path_of("", folder).parent), fix=fix) from None
    finally:
        if collecting:
            gc.enable()
