"""An answer: rows with what was asked and how; as a table, a data frame or a graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from graph.errors import QuestionError, TouchlineError
from queries.question import Question
from queries.types import Value

if TYPE_CHECKING:
    import networkx
    import pandas

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entity that a name was taken for. `claims` counts those about it; `others` tells who else has the name."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    claims: int = 0
    others: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        plain: dict[str, object] = {"id": self.id, "name": self.name, "kind": self.kind, "aliases": list(self.aliases)}
        return {**plain, "country": self.country, "claims": self.claims, "others": list(self.others)}


@dataclass(frozen=True, slots=True)
class Answer(Sequence[Row]):
    """The rows of one page, each a mapping of column to value. `more` says that further rows exist behind it.

    `parameters` are the bound values; `entities` the names among them, resolved; `notes` what the asker should know.
    `took_ms` is the store's time in milliseconds.
    """

    question: Question
    parameters: Mapping[str, Value | None]
    entities: Mapping[str, Resolved]
    rows: tuple[Row, ...]
    limit: int
    offset: int
    more: bool
    took_ms: float
    notes: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.question.columns)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __getitem__(self, place: Any) -> Any:
        return self.rows[place]

    def as_dict(self) -> dict[str, object]:
        """The one success shape of HTTP and `--json`."""
        shown: dict[str, object] = dict(self.parameters)
        shown.update({name: entity.as_dict() for name, entity in self.entities.items()})
        return {
            "ok": True,
            "question": self.question.name,
            "parameters": shown,
            "columns": [{"name": c.name, "type": c.type, "about": c.says} for c in self.question.columns],
            "rows": [dict(row) for row in self.rows],
            "page": {"limit": self.limit, "offset": self.offset, "rows": len(self.rows), "more": self.more},
            "notes": list(self.notes),
            "took_ms": round(self.took_ms, 1),
        }

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame with one row a row; needs `touchline[notebook]`."""
        try:
            import pandas
        except ImportError as error:
            raise _missing("pandas") from error
        return pandas.DataFrame([dict(row) for row in self.rows], columns=list(self.columns))

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """A graph with one edge a row, keyed by its kind; the row's other columns are the edge's attributes.

        Nodes are ids with a `name`. QuestionError if the answer has no edges; needs `touchline[notebook]`.
        """
        if not self.question.edges:
            raise QuestionError("its rows are no edges.", where=self.question.name, fix="Ask network, team or person.")
        try:
            import networkx
        except ImportError as error:
            raise _missing("networkx") from error
        drawn: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        source, kind, target = self.question.edges
        for row in self.rows:
            for end in (source, target):
                drawn.add_node(row[end], name=row.get(end.removesuffix("_id")))
            drawn.add_edge(row[source], row[target], key=row[kind], **{k: v for k, v in row.items() if v is not None})
        return drawn

    def _repr_html_(self) -> str:
        """For notebooks: the columns that a terminal would show, sentences wrapped by the browser."""
        shown = self.question.table or self.columns
        head = "".join(f"<th style='text-align:left'>{escape(name.replace('_', ' '))}</th>" for name in shown)
        body = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{escape(text(row[name]))}</td>" for name in shown) + "</tr>"
            for row in self.rows
        )
        title = escape(self.question.title)
        return f"<p><b>{title}</b></p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def text(cell: object) -> str:
    """A cell as people read it: nothing for null, lists joined by commas, floats with two digits."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.2f}"
    if isinstance(cell, list | tuple):
        return ", ".join(str(item) for item in cell)
    return str(cell)


def _missing(package: str) -> TouchlineError:
    return TouchlineError(f"needs {package}.", fix="Install it with `pip install 'touchline[notebook]'`.")
