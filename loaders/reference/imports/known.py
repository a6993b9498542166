"""Who is known already: the bundled rows and the user's, found by id, Wikidata item and name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from graph.ids import fold
from loaders.reference.load import fold_all
from loaders.reference.own import ENTITIES, merged, own_rows
from loaders.reference.tables import COLUMNS, items, lines_of

AT = {table: {column: at for at, column in enumerate(COLUMNS[table])} for table in ENTITIES}
"""Table → column → its place in a row."""


class Known:
    """All rows of entities: `base` the bundled ones, `own` the user's; an entity may be in both."""

    def __init__(self, folder: Path) -> None:
        self.base: dict[str, dict[str, list[str]]] = {}
        self.own: dict[str, dict[str, list[str]]] = {}
        self.table_of: dict[str, str] = {}
        self._names: dict[str, dict[str, list[str]]] = {table: defaultdict(list) for table in ENTITIES}
        self._items: dict[str, str] = {}
        for table in ENTITIES:
            rows = (line.split("\t") for line in lines_of(table))
            self.base[table] = {fields[0]: fields for fields in rows}
            self.own[table] = {row.fields[0]: list(row.fields) for row in own_rows(table, folder)}
            for rows_ in (self.base[table], self.own[table]):
                self._index(table, rows_.values())

    def _index(self, table: str, rows: Collection[list[str]]) -> None:
        if not rows:
            return
        pairs = [(name, fields[0]) for fields in rows for name in (fields[1], *items(fields[-1]))]
        index = self._names[table]
        for key, (_, entity) in zip(fold_all([name for name, _ in pairs]), pairs, strict=True):
            if entity not in index[key]:
                index[key].append(entity)
        for fields in rows:
            self.table_of[fields[0]] = table
            item = fields[AT["teams"]["wikidata"]] if table == "teams" else ""
            for known in (item, fields[0].replace("Q:", "Q") if fields[0].startswith("Q:") else ""):
                if known:
                    self._items.setdefault(known, fields[0])

    def row(self, entity: str) -> list[str]:
        """The row of an entity as the reader sees it."""
        table = self.table_of[entity]
        base, own = self.base[table].get(entity), self.own[table].get(entity)
        if base and own:
            return merged(table, base, own)
        return list(base or own or ())

    def field(self, entity: str, column: str) -> str:
        """One field of an entity, empty where its table has no such column."""
        at = AT[self.table_of[entity]].get(column)
        return "" if at is None else self.row(entity)[at]

    def kind(self, entity: str) -> str:
        """The kind of an entity."""
        kinds = {"people": "person", "competitions": "competition", "outlets": "outlet"}
        return kinds.get(self.table_of[entity]) or self.field(entity, "kind")

    def by_item(self, item: str) -> str | None:
        """The entity of a Wikidata item."""
        return self._items.get(item)

    def by_name(self, table: str, name: str) -> list[str]:
        """The entities of a table that a name may stand for."""
        return list(self._names[table].get(fold(name), ()))

    def named(self, entity: str, name: str) -> bool:
        """Whether a name is an entity's main one."""
        return fold(self.row(entity)[1]) == fold(name)

    def put(self, table: str, fields: list[str]) -> None:
        """Set one of the user's rows."""
        self.own[table][fields[0]] = fields
        self._index(table, [fields])
