"""A small invented world for the tests of the store."""

from __future__ import annotations

from typing import Any

from graph.dates import PartialDate
from graph.records import Article, Claim, Entity, Reading

ENTITIES = (
    Entity("person:ana-gruber", "Ana Gruber", "person", ("Ana María Grüber",), country="AT"),
    Entity("person:bo-lind", "Bo Lind", "person", known=False),
    Entity("person:cem-okay", "Cem Okay", "person"),
    Entity("club:fc-nordhafen", "FC Nordhafen", "club", ("Nordhafen",)),
    Entity("national_team:osterland", "Österland", "national_team"),
    Entity("federation:ofb", "ÖFB Osterland", "federation"),
    Entity("competition:hafenpokal", "Hafenpokal", "competition"),
    Entity("outlet:hafenblatt", "Hafenblatt", "outlet", ("Das Hafenblatt",)),
    Entity("outlet:morgenpost", "Morgenpost", "outlet"),
)
BY_ID = {entity.id: entity for entity in ENTITIES}
ANA, BO, CEM, CLUB, NATION, FEDERATION, CUP, PAPER, OTHER = BY_ID


def date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def said(subject: str, predicate: str, object: str, status: str = "confirmed", **more: Any) -> dict[str, Any]:
    """A claim without its article; dates as texts."""
    for name in ("since", "until", "when", "year"):
        if isinstance(more.get(name), str):
            more[name] = date(more[name])
    return {"subject": subject, "predicate": predicate, "object": object, "status": status, **more}


def reading(key: str, *claims: dict[str, Any], published: str | None = "2024-05-02", **more: Any) -> Reading:
    """A reading whose text holds one sentence for each claim."""
    sentences = [f"{each['subject']} {each['predicate']} {each['object']}." for each in claims] or ["Nothing."]
    text = " ".join(sentences)
    article = Article(f"article:{key}", more.pop("text", text), "en", published=date(published), **more)
    made = []
    for sentence, each in zip(sentences, claims, strict=False):
        start = text.index(sentence)
        made.append(Claim(article=article.id, evidence=sentence, start=start, end=start + len(sentence), **each))
    ends = {
        end
        for claim in made
        for end in (claim.subject, claim.object, claim.team, *claim.attributed_to)
        if end in BY_ID
    }  # fmt: skip
    return Reading(article, {key: BY_ID[key] for key in sorted(ends)}, claims=tuple(made))


COACHES = said(ANA, "coaches", CLUB, tense="current", role="head_coach", since="2022-07")
RUMOUR = said(BO, "candidate_for", CLUB, "speculated", role="head_coach", attributed_to=(PAPER,))
CONTRACT = said(ANA, "contract_until", CLUB, "reported", until="2025", attributed_to=(PAPER, OTHER))
SUCCESSION = said(BO, "succeeds", ANA, "reported", team=CLUB, when="2024-06-30")
STORY = (
    reading(
        "one",
        COACHES,
        RUMOUR,
        published="2024-05-02",
        outlet="Das Hafenblatt",
        title="Who follows?",
        url="https://hafenblatt.example/1",
    ),
    reading(
        "two", CONTRACT, SUCCESSION, published="2024-06", outlet="Nobody's News", retrieved="2024-06-03T10:00:00+02:00"
    ),
)
