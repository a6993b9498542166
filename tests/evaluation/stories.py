"""A small annotated article and ways to write a reading of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.records import Article, Claim, Dropped, Entity, Mention, Reading

TEXT = (
    "Ada Berg coaches Testville. Carl Dorn will not join Exampleton, the Post says. "
    "He could follow Berg. Elsa Falk won the Test Cup in 2022."
)

ENTITIES = [
    {"id": "Ada Berg", "type": "person", "mentions": ["Ada Berg", "Berg"]},
    {"id": "Carl Dorn", "type": "person", "mentions": ["Carl Dorn", "He"]},
    {"id": "Elsa Falk", "type": "person", "mentions": ["Elsa Falk"]},
    {"id": "FC Testville", "type": "club", "mentions": ["Testville"]},
    {"id": "Exampleton", "type": "club", "mentions": ["Exampleton"]},
    {"id": "The Post", "type": "outlet", "mentions": ["the Post"]},
    {"id": "Test Cup", "type": "competition", "mentions": ["Test Cup"]},
]


def gold_claim(subject: str, predicate: str, object_: str, status: str = "confirmed", **fields: Any) -> dict[str, Any]:
    evidence = fields.pop("evidence", "Ada Berg coaches Testville.")
    claim = {"subject": subject, "predicate": predicate, "object": object_, "status": status, "evidence": evidence}
    return {**claim, "attributed_to": [], **fields}


CLAIMS = [
    gold_claim("Ada Berg", "coaches", "FC Testville", tense="current", role="head_coach", since="2021-07"),
    gold_claim("Carl Dorn", "joins", "Exampleton", "denied", when="2024", attributed_to=["The Post"],
               evidence="Carl Dorn will not join Exampleton, the Post says."),
    gold_claim("Carl Dorn", "succeeds", "Ada Berg", "speculated", evidence="He could follow Berg."),
    gold_claim("Elsa Falk", "won", "Test Cup", year="2022", evidence="Elsa Falk won the Test Cup in 2022."),
]  # fmt: skip


def gold_line(**fields: Any) -> dict[str, Any]:
    base = {"id": "t-1", "lang": "en", "date": "2023-11", "title": "A title", "text": TEXT, "entities": ENTITIES}
    return {**base, "claims": CLAIMS, "licence": "ours", **fields}


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


KNOWN = {
    each.id: each
    for each in (
        Entity("person:ada", "Ada Berg", "person", ("Berg",)),
        Entity("person:carl", "Carl Dorn", "person"),
        Entity("person:elsa", "Elsa Falk", "person"),
        Entity("club:testville", "Testville", "club"),
        Entity("club:exampleton", "Exampleton", "club"),
        Entity("outlet:post", "The Post", "outlet"),
        Entity("competition:cup", "Test Cup", "competition"),
        Entity("club:stranger", "Stranger United", "club"),
    )
}


def seen(text: str, entity: str, kind: str | None = None) -> Mention:
    """The first place of the text, as a mention of the entity."""
    start = TEXT.index(text)
    return Mention(start, start + len(text), text, entity, kind or KNOWN[entity].kind)


MENTIONS = (
    seen("Ada Berg", "person:ada"),
    seen("Testville", "club:testville"),
    seen("Carl Dorn", "person:carl"),
    seen("Exampleton", "club:exampleton"),
    seen("the Post", "outlet:post"),
    seen("He could", "person:carl"),
    seen("Berg.", "person:ada"),
    seen("Elsa Falk", "person:elsa"),
    seen("Test Cup", "competition:cup"),
)


def said(subject: str, predicate: str, object_: str, status: str = "confirmed", **fields: Any) -> Claim:
    return Claim("t-1", subject, predicate, object_, status, TEXT[:4], 0, 4, **fields)


RIGHT = (
    said("person:ada", "coaches", "club:testville", tense="current", role="head_coach"),
    said("person:carl", "joins", "club:exampleton", "denied", attributed_to=("outlet:post",)),
    said("person:carl", "succeeds", "person:ada", "speculated"),
    said("person:elsa", "won", "competition:cup"),
)


def reading(
    claims: tuple[Claim, ...] = RIGHT, mentions: tuple[Mention, ...] = MENTIONS, dropped: tuple[Dropped, ...] = ()
) -> Reading:
    return Reading(Article("t-1", TEXT, "en"), KNOWN, mentions, claims, dropped)
