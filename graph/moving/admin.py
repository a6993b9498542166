"""A graph as CSV files for `neo4j-admin database import full`, which fills a new database faster than transactions do.

Each file begins with the header that the tool expects. A quoted empty field is an empty text, a bare one no value.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from graph.errors import TouchlineError
from graph.moving.walk import Row, walk
from graph.ontology import KINDS
from graph.store import schema
from graph.store.rows import CLAIM_BACK, RELATION_BACK
from graph.store.store import Store

# Between labels and between the parts of a list: a control character that no name or id has.
PARTS: Final = "\x1f"
_TYPES: Final = {
    **dict.fromkeys(("aliases", "by", "sources", "subjects", "objects"), "string[]"),
    **dict.fromkeys(("start", "end", "claims", "articles"), "long"),
    "known": "boolean", "whole": "boolean", "confidence": "double",
}  # fmt: skip
_ON: Final = ("since_on", "until_on", "when_on", "reported_on")
# The properties of nodes, by file; the first one is the key. Then the edges: where they begin and end, and properties.
NODES: Final = {
    "entities": ("Entity", ("id", "name", "kind", "aliases", "country", "known", "key")),
    "names": ("Name", ("key", "text")),
    "articles": (
        "Article",
        (
            "id",
            "url",
            "title",
            "language",
            "published",
            "published_on",
            "outlet",
            "retrieved",
            "sha256",
            "text",
            "hash",
        ),
    ),
    "claims": ("Claim", ("id", *CLAIM_BACK, *_ON, "hash")),
    "pending": ("Pending", ("id", "subjects", "objects")),
}
EDGES: Final = {
    "NAMES": ("Name", "Entity", ("whole",)),
    "PUBLISHED": ("Entity", "Article", ()),
    "STATES": ("Article", "Claim", ()),
    **dict.fromkeys(schema.CLAIM_EDGES, ("Claim", "Entity", ())),
    "relations": ("Entity", "Entity", RELATION_BACK),
}
IMPORT: Final = "import.sh"
CYPHER: Final = "schema.cypher"


class ExportError(TouchlineError):
    """A folder cannot take an export, or the graph has what its files have no column for."""

    code = "export"


def export(store: Store, folder: Path, on_rows: Callable[[int], object] = lambda _: None) -> Counter[str]:
    """Write the files, the command that imports them and the schema into a new or empty folder; gives rows by file.

    Raises StoreError, also if somebody writes meanwhile, and ExportError.
    """
    store.ready()
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise ExportError("the folder is not empty.", where=str(folder), fix="Name a new one.")
    with ExitStack() as stack:
        files = _Files(folder, stack)
        for section, rows in walk(store):
            for row in rows:
                files.take(section, row)
            on_rows(len(rows))
    _script(folder)
    statements = (
        *schema.statements(),
        f"MERGE (s:Schema {{name: '{schema.SCHEMA_NODE}'}}) SET s.version = {schema.SCHEMA_VERSION}",
    )
    (folder / CYPHER).write_text("".join(f"{each};\n" for each in statements), "utf-8")
    return files.counts


class _Files:
    """The open files, and what a row of the graph puts into which of them."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.counts = Counter[str]()
        self._out = {
            name: stack.enter_context(_path(folder, name).open("w", encoding="utf-8", newline=""))
            for name in (*NODES, *EDGES)
        }
        for name, (label, properties) in NODES.items():
            key, *others = properties
            self._put(name, [f"{key}:ID({label})", *map(_header, others), ":LABEL"])
        for name, (start, end, properties) in EDGES.items():
            self._put(name, [f":START_ID({start})", f":END_ID({end})", *map(_header, properties), ":TYPE"])
        self.counts.clear()

    def take(self, section: str, row: Row) -> None:
        """Write a row of `walk`."""
        props = row["props"]
        if section == "relations":
            self._edge("relations", row["subject"], row["object"], props, row["type"])
            return
        self._node(section, props)
        for each in row.get("of", ()):
            self._edge("NAMES", props["key"], each["entity"], {"whole": each["whole"]})
        if row.get("outlet") is not None:
            self._edge("PUBLISHED", row["outlet"], props["id"])
        if section == "claims":
            for edge, start, end in _claim_edges(props):
                self._edge(edge, start, end)

    def _node(self, name: str, props: Row) -> None:
        label, properties = NODES[name]
        labels = ("Entity", *KINDS[props["kind"]].labels) if name == "entities" else (label,)
        self._put(name, [*_values(name, properties, props), PARTS.join(labels)])

    def _edge(self, name: str, start: str, end: str, props: Row | None = None, kind: str = "") -> None:
        self._put(name, [start, end, *_values(name, EDGES[name][2], props or {}), kind or name])

    def _put(self, name: str, values: Sequence[Any]) -> None:
        self._out[name].write(",".join(map(_field, values)) + "\n")
        self.counts[name] += 1


def _claim_edges(props: Row) -> Iterator[tuple[str, str, str]]:
    key = props["id"]
    yield "STATES", props["article"], key
    yield "SUBJECT", key, props["subject"]
    yield "OBJECT", key, props["object"]
    if "team" in props:
        yield "AT", key, props["team"]
    yield from (("ATTRIBUTED_TO", key, end) for end in props.get("by", ()))


def _values(name: str, properties: Sequence[str], props: Row) -> list[Any]:
    if odd := props.keys() - set(properties):
        raise ExportError(f"no column for {', '.join(sorted(odd))}.", where=name, fix="Update touchline.")
    return [props.get(each) for each in properties]


def _header(name: str) -> str:
    return f"{name}:{'date' if name.endswith('_on') else _TYPES.get(name, 'string')}"


def _field(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = PARTS.join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else repr(value)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.csv"


def _script(folder: Path) -> None:
    """The command, as a script that takes the name of the database and further options."""
    options = [f"--nodes={_path(Path(), name)}" for name in NODES]
    options += [f"--relationships={_path(Path(), name)}" for name in EDGES]
    lines = [
        "#!/bin/sh",
        "# Usage: sh import.sh [DATABASE [OPTION…]]. The database must not be running; afterwards start it and run",
        "# `touchline schema --migrate`, or schema.cypher in cypher-shell.",
        "set -eu",
        'cd "$(dirname "$0")"',
        'database="${1:-neo4j}"',
        '[ "$#" -eq 0 ] || shift',
        " \\\n    ".join((
            'exec "${NEO4J_ADMIN:-neo4j-admin}" database import full', *options,
            "--array-delimiter=U+001F", "--multiline-fields=true", "--read-buffer-size=8m", '"$@" "$database"',
        )),
    ]  # fmt: skip
    script = folder / IMPORT
    script.write_text("\n".join(lines) + "\n", "utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
