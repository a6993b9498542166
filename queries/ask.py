"""Ask one question: check its parameters, resolve its names, run its Cypher, give one page of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graph.errors import QuestionError
from queries.answer import Answer, Resolved
from queries.question import Question
from queries.resolve import Reader, as_dicts, resolve

LIMIT: Final = 1_000
MAX_LIMIT: Final = 10_000


def ask(
    store: Reader,
    question: Question,
    parameters: Mapping[str, object],
    *,
    limit: int = LIMIT,
    offset: int = 0,
    timeout_s: float | None = None,
) -> Answer:
    """The answer's rows from `offset` on, at most `limit`; `timeout_s` are seconds, None the store's own limit.

    QuestionError: a parameter does not fit; UnknownName: a name is in no article; StoreError: the store failed.
    """
    if not 1 <= limit <= MAX_LIMIT or offset < 0:
        what = f"limit {limit} or offset {offset} is out of range."
        raise QuestionError(what, where=question.name, fix=f"Use 1 to {MAX_LIMIT} and 0 or more.")
    bound = question.bind(parameters)
    entities: dict[str, Resolved] = {}
    for parameter in question.parameters:
        name = bound[parameter.name]
        if parameter.type.kinds and isinstance(name, str):
            found = resolve(store, name, parameter.type.kinds, f"{question.name}.{parameter.name}")
            entities[parameter.name] = found
            bound[parameter.name] = found.id
    # One row more than asked tells whether there are more.
    result = store.read(question.paged(offset, limit + 1), bound, timeout_s=timeout_s, max_rows=limit + 1)
    rows = [MappingProxyType(row) for row in as_dicts(result)]
    return Answer(
        question=question,
        parameters=MappingProxyType(bound),
        entities=MappingProxyType(entities),
        rows=tuple(rows[:limit]),
        limit=limit,
        offset=offset,
        more=len(rows) > limit or result.truncated,
        took_ms=result.took_ms,
        notes=tuple(_notes(parameters, entities)),
    )


def _notes(asked: Mapping[str, object], entities: Mapping[str, Resolved]) -> list[str]:
    """Who else has a name that was asked for."""
    return [
        f"{asked[name]} was taken for {found.name} ({found.id}); it may also be {'; '.join(found.others)}."
        for name, found in entities.items()
        if found.others
    ]
