"""The graph as notebooks and commands hold it: load articles into it, ask it questions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from graph.settings import SettingError, Settings
from queries import Answer, Catalogue, ask, load
from queries.ask import LIMIT

if TYPE_CHECKING:
    from api.ingest import Report
    from graph.store import Store


class Graph:
    """An open graph. Not for several threads that write; questions may come from any thread."""

    def __init__(self, store: Store, catalogue: Catalogue | None = None) -> None:
        self.store = store
        self.catalogue = catalogue or load()

    def ask(self, question: str, /, *, limit: int = LIMIT, offset: int = 0, **parameters: object) -> Answer:
        """The answer to a question of the catalogue; names of people and teams may be written as people write them.

        Raises QuestionError, UnknownName (with `suggestions`) or StoreError.
        """
        return ask(self.store, self.catalogue[question], parameters, limit=limit, offset=offset)

    def load(self, paths: str | Path | Sequence[str | Path], *, workers: int = 1) -> Report:
        """Read articles from files, folders and globs into the graph; the report counts what was left out and why."""
        from api.ingest import ingest
        from loaders.sources import read_sources

        several = [paths] if isinstance(paths, str | Path) else list(paths)
        return ingest(self.store, read_sources([str(path) for path in several]), workers=workers)

    def questions(self) -> list[dict[str, object]]:
        """Every question with its parameters, for `pandas.DataFrame(graph.questions())`."""
        return [
            {
                "question": each.name,
                "title": each.title,
                "parameters": ", ".join(p.name if p.required else f"[{p.name}]" for p in each.parameters),
                "columns": ", ".join(column.name for column in each.columns),
            }
            for each in self.catalogue.questions.values()
        ]

    def close(self) -> None:
        """Give the store back; the embedded server ends when nobody uses it."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def settings_of(given: Mapping[str, Any]) -> Settings:
    """The environment's settings with those given on top; SettingError names one that does not exist."""
    known = {each.name: each for each in dataclasses.fields(Settings)}
    if "reference" in given:
        fix = "Set it in the environment before the first article is read."
        raise SettingError("names are read once for all graphs of a process.", where="TOUCHLINE_REFERENCE", fix=fix)
    for name in given:
        if name not in known:
            raise SettingError("no such setting.", where=name, fix=f"There are {', '.join(known)}.")
    plain: dict[str, Any] = {
        name: Path(value) if name == "data" or name.endswith("_file") else value for name, value in given.items()
    }
    return dataclasses.replace(Settings.from_env(), **plain)


def open_graph(given: Mapping[str, Any]) -> Graph:
    """See `touchline.connect`."""
    from graph.store import connect

    return Graph(connect(settings_of(given)))
