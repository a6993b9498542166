"""A question: what a `.cypher` file's header declares, as frozen records."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.errors import QuestionError
from queries.types import Type, Value

# Where a file cuts its page if not at the end: after an ORDER BY, before it fetches what only the page's rows need.
PAGE: Final = "/* page */"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed parameter. If not `required`, `default` (may be None) stands in; `low` and `high` bound numbers."""

    name: str
    type: Type
    says: str
    required: bool
    default: Value | None = None
    low: int | None = None
    high: int | None = None

    def bind(self, value: object, where: str) -> Value | None:
        """The value in this type; QuestionError if it cannot be that."""
        if value is None:
            if self.required:
                raise QuestionError(f"needs {self.name}, {self.type.says}", where=where)
            return self.default
        try:
            bound = self.type.convert(value)
        except ValueError as error:
            raise QuestionError(f"{value!r} is not {error}.", where=f"{where}.{self.name}") from error
        if isinstance(bound, int | float) and not self._inside(bound):
            raise QuestionError(f"{value!r} is not within {self.low} to {self.high}.", where=f"{where}.{self.name}")
        return bound

    def _inside(self, number: float) -> bool:
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer; `type` is a name of `COLUMN_TYPES`. Any cell may be null."""

    name: str
    type: str
    says: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question, ready to be asked.

    `table` names the columns that a terminal shows (all, if empty); `edges` the columns that hold an edge's source,
    kind and target (none, if the answer is no graph); `examples` are parameter sets that fit.
    """

    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    cypher: str
    path: Path
    table: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    examples: tuple[Mapping[str, str], ...] = ()

    def paged(self, offset: int, limit: int) -> str:
        """The Cypher for that part of the rows: cut where the file says `PAGE`, else at the end."""
        cut = f"SKIP {int(offset)} LIMIT {int(limit)}"  # both are checked numbers: no text gets in
        return self.cypher.replace(PAGE, cut) if PAGE in self.cypher else f"{self.cypher}\n{cut}"

    def bind(self, raw: Mapping[str, object]) -> dict[str, Value | None]:
        """Every parameter with its checked value; names of entities stay names. QuestionError says what is wrong."""
        names = [parameter.name for parameter in self.parameters]
        for name in raw:
            if name not in names:
                near = difflib.get_close_matches(name, names, 1, 0.5)
                fix = f"Did you mean {near[0]}?" if near else f"It takes {', '.join(names) or 'none'}."
                raise QuestionError(f"no parameter {name!r}.", where=self.name, fix=fix)
        return {parameter.name: parameter.bind(raw.get(parameter.name), self.name) for parameter in self.parameters}
