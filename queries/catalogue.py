"""The catalogue: all questions of one or more folders, loaded and checked together."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from graph.errors import InvalidData, QuestionError
from queries.parse import parse
from queries.question import Question

BUNDLED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Questions by name, in the order of their names."""

    questions: Mapping[str, Question]

    def __getitem__(self, name: str) -> Question:
        """The question of that name (`-` and `_` are one); QuestionError suggests the nearest."""
        question = self.questions.get(name.replace("-", "_"))
        if question is None:
            near = difflib.get_close_matches(name, self.questions, 1, 0.5)
            fix = f"Did you mean {near[0]}?" if near else f"There are {', '.join(self.questions)}."
            raise QuestionError("no such question.", where=name, fix=fix)
        return question


def load(*folders: Path) -> Catalogue:
    """The questions of the folders and their subfolders; without one, those that touchline brings.

    InvalidData names file and line of the first fault, two questions of one name included.
    """
    return _bundled() if not folders else _load(folders)


@lru_cache(maxsize=1)
def _bundled() -> Catalogue:
    return _load((BUNDLED,))


def _load(folders: tuple[Path, ...]) -> Catalogue:
    questions: dict[str, Question] = {}
    for path in sorted({path for folder in folders for path in folder.rglob("*.cypher")}):
        try:
            question = parse(path, path.read_text(encoding="utf-8"))
        except UnicodeDecodeError as error:
            raise InvalidData("this file is not UTF-8.", where=f"{path}:1") from error
        first = questions.get(question.name)
        if first is not None:
            what = f"a second question {question.name!r}; the first is {first.path}:1."
            raise InvalidData(what, where=f"{path}:1", fix="Rename one of the files.")
        questions[question.name] = question
    if not questions:
        raise InvalidData("no questions here.", where=", ".join(map(str, folders)), fix="Add .cypher files.")
    return Catalogue(MappingProxyType(dict(sorted(questions.items()))))
