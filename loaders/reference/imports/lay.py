"""From an entry to a row of the user's tables: what is new in it is added to whom it means."""

from __future__ import annotations

from collections.abc import Iterable

from graph.ids import fold
from loaders.reference.build_people import ROLES
from loaders.reference.check_fields import LISTS, PERSON_ROLES, field_fault, text_fault
from loaders.reference.imports.entry import TABLE_OF, Entry, Refusal, Report
from loaders.reference.imports.known import AT, Known
from loaders.reference.imports.match import matched, new_id
from loaders.reference.imports.text import country, tidy
from loaders.reference.own import joined, merged
from loaders.reference.tables import COLUMNS, items

SHORTEST = 3  # names of one or two letters are words everywhere
FAMOUS = 4


class Layer:
    """Lays entries into the user's rows, and counts in `report` what came of them."""

    def __init__(self, known: Known, report: Report) -> None:
        self.known, self.report = known, report

    def lay(self, entry: Entry) -> None:
        """Take one entry, or refuse it."""
        refusal = self._laid(entry)
        if refusal is not None:
            self.report.refuse(refusal)

    def _laid(self, entry: Entry) -> Refusal | None:
        if not fold(entry.name):
            return Refusal(entry.where, "no_name", "no name with a letter.")
        countries = self._countries(entry)
        entity = matched(entry, self.known, countries)
        if isinstance(entity, Refusal):
            return entity
        is_new = entity is None
        entity = entity or new_id(entry, self.known, countries)
        if isinstance(entity, Refusal):
            return entity
        table = TABLE_OF[entry.kind]
        row = self._row(entry, entity, is_new, countries)
        before = [""] * len(row) if is_new else self.known.row(entity)
        after = row if is_new else merged(table, before, row)
        if after == before:
            self.report.unchanged += 1
            return None
        fault = _fault(table, row)
        if fault:
            return Refusal(entry.where, "wrong_field", f"{entry.name!r}: {fault}.")
        old = self.known.own[table].get(entity)
        self.known.put(table, merged(table, old, row) if old else row)
        self.report.new += is_new
        self.report.extended += not is_new
        self.report.names += len(items(after[-1])) - len(items(before[-1])) + is_new
        return None

    def _row(self, entry: Entry, entity: str, is_new: bool, countries: tuple[str, ...]) -> list[str]:
        """The row that an entry adds: everything for someone new, else what is not known yet."""
        table = TABLE_OF[entry.kind]
        name = tidy(entry.name) if is_new else self.known.row(entity)[1]
        said = {
            "id": entity, "name": name, "kind": entry.kind, "type": entry.type, "level": entry.level,
            "country": "".join(countries[:1]), "nationalities": joined(countries), "birth": entry.birth,
            "city": tidy(entry.city), "wikidata": entry.wikidata, "roles": joined(self._roles(entry)),
            "teams": joined(self._teams(entry)), "league": self._league(entry), "languages": joined(entry.languages),
            "prominence": str(entry.prominence),
        }  # fmt: skip
        row = [said.get(column, "") for column in COLUMNS[table]]
        row[-1] = joined(self._aliases(entry, entity, name, is_new), name)
        if not is_new:
            self._keep(row, table, entity)
        return row

    def _keep(self, row: list[str], table: str, entity: str) -> None:
        """What is known stands: whether one is a household name is no importer's to say."""
        before = self.known.row(entity)
        for column in ("kind", "type", "prominence"):
            at = AT[table].get(column)
            if at is not None:
                row[at] = before[at]

    def _aliases(self, entry: Entry, entity: str, name: str, is_new: bool) -> Iterable[str]:
        """The names that are new, as they are spelled; too short ones and main names of others are dropped."""
        old = [] if is_new else self.known.row(entity)
        have = {fold(each) for each in (old[1], *items(old[-1]))} if old else {fold(name)}
        for alias in map(tidy, (entry.name, *entry.aliases)):
            key = fold(alias)
            if key in have:
                continue
            have.add(key)
            if len(key) < SHORTEST:
                self.report.dropped["name too short"] += 1
            elif self._others(entry, entity, alias):
                self.report.dropped["name of another"] += 1
            else:
                yield alias

    def _others(self, entry: Entry, entity: str, alias: str) -> bool:
        """Whether a name is the main one of someone else, who is famous or of the same country."""
        mine = self.known.field(entity, "country") if entity in self.known.table_of else ""
        for other in self.known.by_name(TABLE_OF[entry.kind], alias):
            if other != entity and self.known.named(other, alias):
                near = self.known.field(other, "country") in {mine, *map(country, entry.countries)}
                if near or int(self.known.field(other, "prominence")) >= FAMOUS:
                    return True
        return False

    def _countries(self, entry: Entry) -> tuple[str, ...]:
        found = [country(each) for each in entry.countries if each]
        self.report.dropped["unknown country"] += found.count("")
        return tuple(dict.fromkeys(code for code in found if code))

    def _roles(self, entry: Entry) -> Iterable[str]:
        for role in entry.roles:
            known = ROLES.get(role, role)
            if known in PERSON_ROLES:
                yield known
            else:
                self.report.dropped["unknown role"] += 1

    def _teams(self, entry: Entry) -> Iterable[str]:
        """The ids of the teams of a person; a name counts where only one team bears it."""
        for team in entry.teams:
            found = self.known.by_item(team) or (team if team in self.known.table_of else None)
            several = [] if found else self.known.by_name("teams", team)
            main = [each for each in several if self.known.named(each, team)] or several
            found = found or (main[0] if len(main) == 1 else None)
            if found and self.known.table_of[found] in {"teams", "outlets"}:
                yield found
            else:
                self.report.dropped["unknown team"] += 1

    def _league(self, entry: Entry) -> str:
        if not entry.league or self.known.table_of.get(entry.league) == "competitions":
            return entry.league
        self.report.dropped["unknown league"] += 1
        return ""


def _fault(table: str, row: list[str]) -> str:
    """The first thing that is wrong with a row, empty if nothing is."""
    for column, field in zip(COLUMNS[table], row, strict=True):
        what = text_fault(field, column in LISTS) or field_fault(table, column, field)
        if what:
            return f"{column}: {what}"
    return ""
