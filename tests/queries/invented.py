"""A small invented world: one club's coach is sacked, candidates are named, one denies, one is appointed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.dates import PartialDate
from graph.ids import entity_id
from graph.records import Article, Claim, Entity, Reading

DATES = ("since", "until", "when", "year")
KINDS = {
    "Marco Feld": "person",
    "Tom Feld": "person",
    "Álvaro Núñez": "person",
    "Ida Sørensen": "person",
    "Rui Castelo": "person",
    "Karl Osten": "person",
    "Leo Marek": "person",
    "FC Nordstern": "club",
    "AC Velmora": "club",
    "Norland": "national_team",
    "Velmora Cup": "competition",
    "Abendpost": "outlet",
    "La Gaceta Verde": "outlet",
}
ENTITIES = {
    name: Entity(
        entity_id(kind, name),
        name,
        kind,
        aliases=("Nordstern", "the Northern Stars") if name == "FC Nordstern" else (),
        country="Norland" if name == "Marco Feld" else None,
        known=name != "Karl Osten",
    )
    for name, kind in KINDS.items()
}


@dataclass(frozen=True)
class Said:
    """A sentence and the claim in it: subject, predicate, object, status, then qualifiers by name."""

    sentence: str
    claim: tuple[str, str, str, str] | None = None
    by: tuple[str, ...] = ()
    more: dict[str, str] | None = None


def said(sentence: str, *claim: str, by: tuple[str, ...] = (), **more: str) -> Said:
    return Said(sentence, claim or None, by, more)  # type: ignore[arg-type]


STORIES: dict[str, tuple[str, str | None, list[Said]]] = {
    "a01": ("2024-01-10", "Abendpost", [
        said("Marco Feld has coached FC Nordstern since 2021.", "Marco Feld", "coaches", "FC Nordstern", "confirmed",
             tense="current", role="head_coach", since="2021"),
        said("His contract there ends in June 2025.", "Marco Feld", "contract_until", "FC Nordstern", "confirmed",
             until="2025-06"),
    ]),
    "a02": ("2024-03-02", "Abendpost", [
        said("Nordstern might let Feld go in summer, La Gaceta Verde writes.", "Marco Feld", "leaves", "FC Nordstern",
             "speculated", by=("La Gaceta Verde",), when="2024"),
    ]),
    "a03": ("2024-03-05", "La Gaceta Verde", [
        said("Álvaro Núñez is said to be on the list at Nordstern.", "Álvaro Núñez", "candidate_for", "FC Nordstern",
             "reported", by=("Abendpost",), role="head_coach"),
        said("Tom Feld could be an option too.", "Tom Feld", "candidate_for", "FC Nordstern", "speculated",
             role="head_coach"),
    ]),
    "a04": ("2024-03-08", "Abendpost", [
        said("“Nordstern is not for me”, said Núñez.", "Álvaro Núñez", "candidate_for", "FC Nordstern", "denied",
             by=("Álvaro Núñez",), role="head_coach"),
    ]),
    "a05": ("2024-03", None, [
        said("The club reportedly offered Feld an extension until 2027.", "Marco Feld", "extends_with", "FC Nordstern",
             "reported", by=("La Gaceta Verde",), until="2027"),
    ]),
    "a06": ("2024-04-01", "Abendpost", [
        said("FC Nordstern have sacked Marco Feld.", "Marco Feld", "leaves", "FC Nordstern", "confirmed",
             manner="sacked", when="2024-04-01", role="head_coach"),
    ]),
    "a07": ("2024-04-03", "La Gaceta Verde", [
        said("Ida Sørensen met the club on Tuesday, according to Abendpost.", "Ida Sørensen", "in_talks_with",
             "FC Nordstern", "reported", by=("Abendpost",), role="head_coach"),
        said("Sørensen is the favourite for the job.", "Ida Sørensen", "candidate_for", "FC Nordstern", "reported",
             role="head_coach"),
    ]),
    "a08": ("2024-04-10", "Abendpost", [
        said("Ida Sørensen takes over FC Nordstern.", "Ida Sørensen", "joins", "FC Nordstern", "confirmed",
             role="head_coach", when="2024-04-10", until="2026"),
        said("She follows Feld at Nordstern.", "Ida Sørensen", "succeeds", "Marco Feld", "confirmed",
             team="FC Nordstern"),
        said("Karl Osten, the president, called it a new start.", "Karl Osten", "works_for", "FC Nordstern",
             "confirmed", tense="current", role="president"),
    ]),
    "a09": ("2024-05-01", "La Gaceta Verde", [
        said("Núñez, who coaches AC Velmora, won the Velmora Cup with them in 2019.", "Álvaro Núñez", "coaches",
             "AC Velmora", "confirmed", tense="current", role="head_coach"),
        said("He won the Velmora Cup with Velmora in 2019.", "Álvaro Núñez", "won", "Velmora Cup", "confirmed",
             year="2019", team="AC Velmora"),
        said("Tom Feld is the younger brother of Marco Feld.", "Tom Feld", "relative_of", "Marco Feld", "confirmed"),
    ]),
    "a10": ("2024-05-20", "Abendpost", [
        said("Leo Marek plays for FC Nordstern.", "Leo Marek", "plays_for", "FC Nordstern", "confirmed",
             tense="current"),
        said("Marek is under contract at Nordstern until June 2024.", "Leo Marek", "contract_until", "FC Nordstern",
             "confirmed", until="2024-06-30"),
        said("AC Velmora have opened talks with Leo Marek, says his agent Rui Castelo.", "Leo Marek", "in_talks_with",
             "AC Velmora", "reported", by=("Rui Castelo",)),
        said("Rui Castelo is the agent of Leo Marek.", "Rui Castelo", "represents", "Leo Marek", "confirmed"),
    ]),
    "a11": ("2024-06-01", "Abendpost", [said("It rained on the training ground.")]),
}  # fmt: skip


def readings() -> list[Reading]:
    """Every story as its reading, in the order of their ids."""
    return [_reading(name, *story) for name, story in STORIES.items()]


def _reading(name: str, published: str, outlet: str | None, sentences: list[Said]) -> Reading:
    text = " ".join(one.sentence for one in sentences)
    article = Article(
        name, text, "en", PartialDate.parse(published), f"Story {name}", f"https://example.org/{name}", outlet
    )
    claims = [_claim(name, text, one) for one in sentences if one.claim]
    used = {entity.id: entity for entity in ENTITIES.values()}
    return Reading(article, used, (), tuple(claims))


def _claim(article: str, text: str, one: Said) -> Claim:
    assert one.claim is not None
    subject, predicate, object_, status = one.claim
    more: dict[str, Any] = {k: PartialDate.parse(v) if k in DATES else v for k, v in (one.more or {}).items()}
    if "team" in more:
        more["team"] = ENTITIES[more["team"]].id
    start = text.index(one.sentence)
    return Claim(
        article, ENTITIES[subject].id, predicate, ENTITIES[object_].id, status, one.sentence, start,
        start + len(one.sentence), attributed_to=tuple(ENTITIES[who].id for who in one.by), confidence=0.9, **more,
    )  # fmt: skip
