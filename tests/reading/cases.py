"""Sentences with their answers: the files of `sentences/`, one a language, read into cases.

`> ` begins a case: its sentence or sentences. Below it stand its answers:

* `+ subject | predicate | object | field=value, …`: this claim must be found. Status is `confirmed` and tense `current`
  unless they are written; fields that are not written may have any value.
* `- subject | predicate | object | …`: no such claim may be found, of any status and tense unless they are written.
* `= nothing`: no claim may be found.

The articles are of 10 March 2024, a Sunday. `## ` heads a group; lines with a single `#` are comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.records import Article
from loaders.languages.check import DAY, Wanted, answers

FOLDER = Path(__file__).parent / "sentences"


@dataclass(slots=True)
class Case:
    """A text with the claims that must and must not be found in it."""

    language: str
    group: str
    line: int
    text: str
    found: list[Wanted] = field(default_factory=list)
    absent: list[Wanted] = field(default_factory=list)
    nothing: bool = False

    @property
    def name(self) -> str:
        """Language, line and beginning, as the test report shows them."""
        return f"{self.language}:{self.line} {self.text[:40]}"

    @property
    def article(self) -> Article:
        """The text as an article of the day."""
        return Article(f"{self.language}:{self.line}", self.text, self.language, DAY)


def cases(language: str) -> list[Case]:
    """The cases of a language. Raises ValueError for a line or a case without an answer that it cannot read."""
    found = list(_cases(language, (FOLDER / f"{language}.txt").read_text("utf-8")))
    for case in found:
        if not (case.found or case.absent or case.nothing):
            raise ValueError(f"{case.name}: no answer")
    return found


def _cases(language: str, text: str) -> Iterator[Case]:
    group, case = "", None
    for number, row in enumerate(text.splitlines(), 1):
        sign, _, rest = row.partition(" ")
        if sign == "##":
            group = rest
        elif sign == ">":
            if case is not None:
                yield case
            case = Case(language, group, number, rest)
        elif case is not None and sign == "+":
            case.found += answers(rest, f"{language}:{number}")
        elif case is not None and sign == "-":
            case.absent += answers(rest, f"{language}:{number}")
        elif case is not None and row == "= nothing":
            case.nothing = True
        elif row.strip() and sign != "#":
            raise ValueError(f"{language}:{number}: {row!r} is no line of a case")
    if case is not None:
        yield case
