"""Invented articles about an invented world, as readings: input for loading, parity and speed at any size.

`python -m bench.generate CLAIMS [--seed N] --out READINGS.jsonl` writes them; `readings(claims)` gives them to a
program. Same number and seed, same readings. Outlets are sometimes wrong, early or vague; `bench.world` has the truth.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, Final

from bench.world import BEGIN, END, Outlet, Spell, World, world
from graph.dates import PartialDate
from graph.records import Article, Claim, Entity, Reading
from graph.serial import write_lines

CLAIMS_A_CLUB: Final = 400
LANGUAGES: Final = ("de", "en", "es", "it", "fr", "pt")
_POSTS: Final = {"player": "plays_for", "head_coach": "coaches", "assistant_coach": "coaches"}
_FILLER: Final = "The session at the training ground began at ten and ended without anyone wanting to speak. "
_LENGTH: Final = 1_000

Said = dict[str, Any]


def readings(claims: int, seed: int = 1) -> Iterator[Reading]:
    """Articles with that many claims in all, about a world that grows with them; ordered by number, not by date."""
    yield from press(world(max(4, claims // CLAIMS_A_CLUB), seed), claims, seed)


def press(truth: World, claims: int, seed: int = 1) -> Iterator[Reading]:
    """What the press of that world writes: few clubs and outlets get most of the articles, as in life."""
    rng = random.Random(f"press {seed} {claims}")
    clubs = list(truth.spells)
    often = list(accumulate(1 / (rank + 8) for rank in range(len(clubs))))
    loud = list(accumulate(1 / (rank + 2) for rank in range(len(truth.outlets))))
    left, number = claims, 0
    while left:
        club = rng.choices(clubs, cum_weights=often)[0]
        outlet = rng.choices(truth.outlets, cum_weights=loud)[0]
        number += 1
        said = _statements(rng, truth, club, outlet)
        reading = _reading(rng, truth, f"generated:{number:07}", outlet, *said, most=left)
        left -= len(reading.claims)
        yield reading


def _statements(rng: random.Random, truth: World, club: str, outlet: Outlet) -> tuple[dt.date, list[Said]]:
    """The day of an article on the club, and what it says."""
    spells = truth.spells[club]
    spell = rng.choice([each for each in spells if each.role == "head_coach"] if rng.random() < 0.4 else spells)
    anchor = rng.choice((spell.since, spell.until)) + dt.timedelta(rng.randint(-60, 30))
    day = min(max(anchor, BEGIN), END)
    near = [each for each in spells if each.since - dt.timedelta(60) <= day <= each.until + dt.timedelta(60)]
    told = dict.fromkeys((spell, *rng.sample(near, min(len(near), 2))))
    said = [one for each in told for one in _about(rng, truth, each, day, outlet)]
    if rng.random() < 0.2:
        said += [_said(club, "won", cup, year=str(year), team=club) for year, cup in truth.titles[club][:1]]
    return day, said


def _about(rng: random.Random, truth: World, spell: Spell, day: dt.date, outlet: Outlet) -> Iterator[Said]:
    """What an article of that day may say of a spell: before, at, during, at the end of, after it."""
    person, team, role = spell.person, spell.team, spell.role
    post = _POSTS.get(role, "works_for")
    held = {} if role == "player" else {"role": role}
    if day < spell.since:
        named = person if rng.random() < outlet.right else rng.choice(truth.spells[team]).person
        yield _said(named, "candidate_for", team, rng.choice(("reported", "speculated", "denied")), role=role)
        if rng.random() < 0.5:
            yield _said(named, "in_talks_with", team, "reported", role=role)
    elif (day - spell.since).days < 20:
        yield _said(person, "joins", team, role=role, when=_vague(rng, spell.since))
        yield _said(person, "contract_until", team, until=_vague(rng, spell.contract))
        if spell.before and spell.before != person:
            yield _said(person, "succeeds", spell.before, team=team)
    elif day > spell.until:
        yield _said(person, "leaves", team, manner=spell.manner, when=_vague(rng, spell.until), role=role)
        yield _said(person, post, team, tense="former", until=_vague(rng, spell.until), **held)
    else:
        yield _said(person, post, team, tense="current", since=_vague(rng, spell.since), **held)
        if (spell.until - day).days < 60:
            yield _said(person, "leaves", team, rng.choice(("reported", "speculated")), role=role)
        elif rng.random() < 0.3:
            yield _said(
                person, "extends_with", team, rng.choice(("reported", "denied")), until=str(spell.contract.year)
            )
        if person in truth.agents and truth.agents[person] != person:
            yield _said(truth.agents[person], "represents", person)


def _said(subject: str, predicate: str, target: str, status: str = "confirmed", **more: str) -> Said:
    return {"subject": subject, "predicate": predicate, "object": target, "status": status, **more}


def _vague(rng: random.Random, day: dt.date) -> str:
    """The day as exactly as an article would tell it: to the year, the month or the day."""
    return day.isoformat()[: rng.choice((4, 7, 10))]


def _reading(
    rng: random.Random, truth: World, identity: str, outlet: Outlet, day: dt.date, said: list[Said], *, most: int
) -> Reading:
    unique = {(s["subject"], s["predicate"], s["object"], s.get("tense")): s for s in said}
    kept = list(unique.values())[:most]
    by = [(rng.choice(truth.outlets).id,) if rng.random() < 0.3 else () for _ in kept]
    sentences = [_sentence(truth.entities, each) for each in kept]
    text = " ".join(sentences) + " "
    text += _FILLER * (max(0, _LENGTH - len(text)) // len(_FILLER))
    title, url = sentences[0] if sentences else "No news", f"https://press.example/{identity[10:]}"
    date = PartialDate.parse(day.isoformat())
    article = Article(identity, text.strip(), rng.choice(LANGUAGES), date, title, url, outlet.name)
    claims, start = [], 0
    for each, sentence, sources in zip(kept, sentences, by, strict=True):
        dates: Said = {k: PartialDate.parse(each[k]) for k in ("since", "until", "when", "year") if k in each}
        claims.append(Claim(
            article=identity, evidence=sentence, start=start, end=start + len(sentence), attributed_to=sources,
            confidence=round(rng.uniform(0.3, 1.0), 3), **{**each, **dates},
        ))  # fmt: skip
        start += len(sentence) + 1
    ends = {end for c in claims for end in (c.subject, c.object, c.team, *c.attributed_to) if end} | {outlet.id}
    return Reading(article, {end: truth.entities[end] for end in sorted(ends)}, claims=tuple(claims))


def _sentence(entities: dict[str, Entity], said: Said) -> str:
    more = ", ".join(
        f"{key} {entities[value].name if key == 'team' else value}" for key, value in list(said.items())[3:]
    )
    names = entities[said["subject"]].name, said["predicate"].replace("_", " "), entities[said["object"]].name
    return f"{' '.join(names)}, {more}."


def main() -> None:
    """Writes the readings as JSON Lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True)
    given = parser.parse_args()
    print(f"{write_lines(given.out, readings(given.claims, given.seed))} readings")


if __name__ == "__main__":
    main()
