"""From the text of a `.cypher` file to a Question. Every fault names file and line.

    // Who holds the job?                          first line: the question
    //
    // Longer description.                         paragraphs
    //
    // @param team: team -- The club.              required
    // @param limit: int 1..50 = 10 -- How many.   optional, with bounds and a default (JSON)
    // @column person: string -- Who.              in the order of the final RETURN
    // @table person                               what a terminal shows (optional)
    // @edges person_id relation team_id           the answer as a graph (optional)
    // @example team="Real Madrid"
    MATCH …

A line indented deeper than its tag continues it. Rows are paged at the end, or where an inner `ORDER BY …` ends with
`/* page */`: what comes after must keep the rows, one for one, and order them alike.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from graph.errors import InvalidData, QuestionError
from queries.question import PAGE, Column, Parameter, Question
from queries.types import COLUMN_TYPES, TYPES

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_PARAM = re.compile(r"(\w+)\s*:\s*(\w+)(?:\s+(-?\d+)\.\.(-?\d+))?\s*(?:=\s*(.+?))?\s+--\s+(.+)\Z", re.DOTALL)
_COLUMN = re.compile(r"(\w+)\s*:\s*(\w+)\s+--\s+(.+)\Z", re.DOTALL)
_HIDDEN = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|//[^\n]*|/\*.*?\*/""", re.DOTALL)
_USED = re.compile(r"\$(\w+)")
_LAST_RETURN = re.compile(r"\bRETURN\b(?:\s+DISTINCT\b)?(?!.*\bRETURN\b)(.*)\Z", re.DOTALL | re.IGNORECASE)
_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_PAGED = re.compile(r"\b(?:SKIP|LIMIT|OFFSET)\b", re.IGNORECASE)
# An ORDER BY that nothing follows.
_ORDERED = re.compile(r"\bORDER\s+BY\b(?!.*\b(?:MATCH|WITH|WHERE|RETURN|CALL|UNWIND)\b)[^{}]*\Z", re.DOTALL)
_ALIAS = re.compile(r"(?:\bAS\s+|\A\s*)(\w+)\s*\Z", re.IGNORECASE)
_T = TypeVar("_T", Parameter, Column)
# Paging and form of the answer belong to the one who asks, not to the file.
RESERVED = frozenset({"limit", "offset", "json", "csv", "wide", "help"})


@dataclass(slots=True)
class _Header:
    """The header while it is being read: tags with their line numbers, and the line where Cypher begins."""

    text: list[str] = field(default_factory=list)
    tags: list[tuple[str, str, int]] = field(default_factory=list)
    body_line: int = 1


def parse(path: Path, text: str) -> Question:
    """The question that the file declares; its name is the file's. InvalidData names file and line."""
    header = _header(text)
    cypher = "\n".join(text.splitlines()[header.body_line - 1 :]).strip().rstrip(";").rstrip()
    name = path.stem
    if not _NAME.match(name):
        raise _fault(path, 1, f"{name!r} is no name for a question", "Use small letters, digits and _.")
    title, about = _description(path, header)
    question = Question(
        name=name,
        title=title,
        about=about,
        parameters=tuple(_unique(path, [(_parameter(path, *tag), tag[1]) for tag in _tags(header, "param")])),
        columns=tuple(_unique(path, [(_column(path, *tag), tag[1]) for tag in _tags(header, "column")])),
        cypher=cypher,
        path=path,
        table=_names(header, "table"),
        edges=_names(header, "edges"),
        examples=tuple(_example(path, *tag) for tag in _tags(header, "example")),
    )
    _check(path, header, question)
    return question


def _fault(path: Path, line: int, what: str, fix: str = "") -> InvalidData:
    return InvalidData(f"{what}.", where=f"{path}:{line}", fix=fix)


def _header(text: str) -> _Header:
    """Comment lines from the top, continuation lines joined to their tag."""
    header = _Header()
    for number, line in enumerate(text.splitlines(), 1):
        header.body_line = number
        if not line.startswith("//"):
            if line.strip():
                return header
            continue
        content = line[2:]
        if content.strip().startswith("@"):
            tag, _, rest = content.strip()[1:].partition(" ")
            header.tags.append((tag, rest.strip(), number))
        elif header.tags and content.startswith("   ") and content.strip():
            tag, rest, first = header.tags[-1]
            header.tags[-1] = (tag, f"{rest} {content.strip()}", first)
        else:
            header.text.append(content.strip())
    header.body_line += 1
    return header


def _description(path: Path, header: _Header) -> tuple[str, str]:
    """Title and description; both must be there."""
    title = header.text[0] if header.text else ""
    about = re.sub(r"(?<!\n)\n(?!\n)", " ", "\n".join(header.text[1:]).strip())
    if not title:
        raise _fault(path, 1, "the header has no question", "Begin the file with `// Who …?`.")
    if not about:
        raise _fault(path, 2, "the header has no description", "Add a paragraph after the question.")
    return title, about


def _tags(header: _Header, wanted: str) -> Iterator[tuple[str, int]]:
    return ((rest, line) for tag, rest, line in header.tags if tag == wanted)


def _names(header: _Header, tag: str) -> tuple[str, ...]:
    return tuple(name for rest, _ in _tags(header, tag) for name in rest.split())


def _unique(path: Path, found: list[tuple[_T, int]]) -> list[_T]:
    seen: set[str] = set()
    for item, line in found:
        if item.name in seen:
            raise _fault(path, line, f"{item.name} is declared twice")
        seen.add(item.name)
    return [item for item, _ in found]


def _parameter(path: Path, rest: str, line: int) -> Parameter:
    match = _PARAM.match(rest)
    if match is None:
        raise _fault(path, line, "this is no parameter", "Write `@param name: type = default -- help`.")
    name, kind, low, high, default, says = match.groups()
    if kind not in TYPES:
        raise _fault(path, line, f"{name} has an unknown type {kind!r}", f"One of {', '.join(TYPES)}.")
    if name in RESERVED:
        raise _fault(path, line, f"{name} is taken: every question has it", "Choose another name.")
    if low is not None and TYPES[kind].python not in (int, float):
        raise _fault(path, line, f"{name} is {kind} and has no bounds")
    bounds = (int(low), int(high)) if low is not None else (None, None)
    parameter = Parameter(name, TYPES[kind], says, default is None, None, *bounds)
    if default is None:
        return parameter
    try:
        value = parameter.bind(json.loads(default), path.stem) if default != "null" else None
    except (ValueError, QuestionError) as error:
        what = f"the default {default} does not fit {name}, which is {kind}"
        raise _fault(path, line, what, 'Write it as JSON: null, 10, true or "text".') from error
    return Parameter(name, TYPES[kind], says, False, value, *bounds)


def _column(path: Path, rest: str, line: int) -> Column:
    match = _COLUMN.match(rest)
    if match is None:
        raise _fault(path, line, "this is no column", "Write `@column name: type -- help`.")
    if match[2] not in COLUMN_TYPES:
        what = f"column {match[1]} has an unknown type {match[2]!r}"
        raise _fault(path, line, what, f"One of {', '.join(COLUMN_TYPES)}.")
    return Column(match[1], match[2], match[3])


def _example(path: Path, rest: str, line: int) -> dict[str, str]:
    try:
        words = [word.partition("=") for word in shlex.split(rest)]
    except ValueError as error:
        raise _fault(path, line, f"the example cannot be read ({error})") from error
    if not all(equals for _, equals, _ in words):
        raise _fault(path, line, "this is no example", 'Write `@example name="value" other=2`.')
    return {name: value for name, _, value in words}


def _check(path: Path, header: _Header, question: Question) -> None:
    """What the header says against what the Cypher does."""
    known = {"param", "column", "table", "edges", "example"}
    for tag, _, line in header.tags:
        if tag not in known:
            raise _fault(path, line, f"unknown tag @{tag}", f"One of {', '.join(sorted(known))}.")
    if not question.cypher:
        raise _fault(path, header.body_line, "there is no Cypher after the header")
    visible = _HIDDEN.sub(lambda hidden: re.sub(r"[^\n]", " ", hidden[0]), question.cypher)
    _check_parameters(path, header, question, visible)
    _check_columns(path, header, question, visible)
    if not question.examples:
        raise _fault(path, 1, "the header has no example", 'Add `// @example name="value"`.')
    for example, (_, line) in zip(question.examples, _tags(header, "example"), strict=True):
        try:
            question.bind(example)
        except QuestionError as error:
            raise _fault(path, line, f"the example does not fit: {error}") from error


def _check_parameters(path: Path, header: _Header, question: Question, visible: str) -> None:
    declared = {parameter.name for parameter in question.parameters}
    used: dict[str, int] = {}
    for match in _USED.finditer(visible):
        used.setdefault(match[1], header.body_line + visible.count("\n", 0, match.start()))
    for name, line in used.items():
        if name not in declared:
            raise _fault(path, line, f"${name} is not declared", f"Add `// @param {name}: type -- help`.")
    for rest, line in _tags(header, "param"):
        name = rest.partition(":")[0].strip()
        if name not in used:
            raise _fault(path, line, f"parameter {name} is not used in the Cypher", "Use it or remove it.")


def _check_columns(path: Path, header: _Header, question: Question, visible: str) -> None:
    final = _LAST_RETURN.search(visible)
    line = header.body_line + (visible.count("\n", 0, final.start()) if final else 0)
    if final is None:
        raise _fault(path, line, "the Cypher has no RETURN")
    returned, *order = _ORDER.split(final[1], maxsplit=1)
    if not order or _PAGED.search(final[1]):
        raise _fault(path, line, "the last RETURN needs ORDER BY and no SKIP or LIMIT", "Paging is added when asked.")
    places = [match.start() for match in re.finditer(re.escape(PAGE), question.cypher)]
    if len(places) > 1 or any(not _ORDERED.search(visible[:place]) for place in places):
        raise _fault(path, header.body_line, f"{PAGE} may stand once, at the end of an ORDER BY")
    declared = [column.name for column in question.columns]
    aliases = [_alias(path, line, item) for item in _split(returned)]
    if aliases != declared:
        wrong = sorted(set(aliases) ^ set(declared)) or ["their order"]
        raise _fault(path, line, f"RETURN and the declared columns differ: {', '.join(wrong)}")
    for tag in ("table", "edges"):
        for rest, at in _tags(header, tag):
            unknown = [name for name in rest.split() if name not in declared]
            if unknown or (tag == "edges" and len(rest.split()) != 3):
                raise _fault(path, at, f"@{tag} names no column: {', '.join(unknown) or rest}")


def _split(text: str) -> list[str]:
    """Items of a RETURN: split at commas outside of brackets."""
    items, depth, start = [], 0, 0
    for place, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            items.append(text[start:place])
            start = place + 1
    return [*items, text[start:]]


def _alias(path: Path, line: int, item: str) -> str:
    match = _ALIAS.search(item)
    if match is None:
        raise _fault(path, line, f"a returned value has no name: {' '.join(item.split())}", "Add `AS name`.")
    return match[1]
