"""What the graph can say: entity kinds, predicates with their ends, statuses and qualifiers.

This is the only declaration of it. Record checks, the database schema, the docs table and the checks of language files
are derived from here, so that a new predicate is added in one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity and the labels its node carries beside `Entity`."""

    name: str
    labels: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A kind of claim: which kinds of entity it connects, as which edge, with which qualifiers.

    `relation` is the type of the derived edge; `qualifiers` the optional fields that a claim of this kind may fill.
    """

    name: str
    relation: str
    subjects: frozenset[str]
    objects: frozenset[str]
    qualifiers: frozenset[str]
    says: str
    roles: frozenset[str] = frozenset()
    default_role: str | None = None

    @property
    def tensed(self) -> bool:
        """Whether `current` and `former` are different claims."""
        return "tense" in self.qualifiers


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("person", ("Person",), "a coach, player, executive, agent or relative"),
        Kind("club", ("Team", "Club"), "a club; women's, youth and reserve sides are clubs of their own"),
        Kind("national_team", ("Team", "NationalTeam"), "a country's selection, of any age or sex"),
        Kind("federation", ("Federation",), "a national or continental association"),
        Kind("competition", ("Competition",), "a league, cup or tournament"),
        Kind("outlet", ("Outlet",), "a newspaper, broadcaster, agency, website or named reporter"),
    )
}

PERSON: Final = frozenset({"person"})
TEAM: Final = frozenset({"club", "national_team"})
EMPLOYER: Final = TEAM | {"federation"}
SOURCES: Final = frozenset({"outlet", "person"})

# From surest to least sure; `denied` stands apart: it says that the claim is untrue.
STATUSES: Final = ("confirmed", "reported", "speculated", "denied")
TENSES: Final = ("current", "former")
MANNERS: Final = ("sacked", "resigned", "mutual", "expiry", "transfer", "retirement", "unknown")

# Most senior first: the role of a claim that an article states twice is the first of them in this order.
COACHING: Final = ("head_coach", "interim_coach", "assistant_coach", "goalkeeping_coach", "youth_coach")
OFFICES: Final = (
    "president", "chairman", "owner", "ceo", "managing_director", "sporting_director",
    "board_member", "scout", "advisor", "other",
)  # fmt: skip
ROLES: Final = (*COACHING, *OFFICES, "player")

QUALIFIERS: Final = {
    "tense": "current or former",
    "role": "the post",
    "since": "first day there, as exact as the text says",
    "until": "last day there or of the contract",
    "when": "the day of the event",
    "manner": "how a time at a team ends",
    "year": "the year of a title",
    "team": "the team of a succession or title",
}


def _predicate(
    name: str,
    relation: str,
    objects: frozenset[str],
    qualifiers: str,
    says: str,
    *,
    subjects: frozenset[str] = PERSON,
    roles: tuple[str, ...] = (),
    default_role: str | None = None,
) -> Predicate:
    return Predicate(
        name, relation, subjects, objects, frozenset(qualifiers.split()), says, frozenset(roles), default_role
    )


PREDICATES: Final = {
    predicate.name: predicate
    for predicate in (
        _predicate("coaches", "COACHES", TEAM, "tense role since until", "holds or held a coaching post there",
                   roles=COACHING, default_role="head_coach"),
        _predicate("plays_for", "PLAYS_FOR", TEAM, "tense since until", "is or was a player there"),
        _predicate("works_for", "WORKS_FOR", EMPLOYER, "tense role since until", "holds or held another office there",
                   roles=OFFICES, default_role="other"),
        _predicate("contract_until", "CONTRACT_UNTIL", EMPLOYER, "until since", "has a contract there until then"),
        _predicate("candidate_for", "CANDIDATE_FOR", EMPLOYER, "role when", "is named, wanted or considered for a post",
                   roles=ROLES, default_role="head_coach"),
        _predicate("in_talks_with", "IN_TALKS_WITH", EMPLOYER, "role when", "talks about a job, transfer or extension",
                   roles=ROLES),
        _predicate("extends_with", "EXTENDS_WITH", EMPLOYER, "until when", "renews, would renew or refuses to"),
        _predicate("joins", "JOINS", EMPLOYER, "role when until", "takes up a post or signs as a player",
                   roles=ROLES),
        _predicate("leaves", "LEAVES", EMPLOYER, "role manner when", "his time there ends", roles=ROLES),
        _predicate("succeeds", "SUCCEEDS", PERSON, "team when", "follows him in his post"),
        _predicate("won", "WON", frozenset({"competition"}), "year team", "won the title", subjects=PERSON | TEAM),
        _predicate("represents", "REPRESENTS", PERSON, "", "is his agent"),
        _predicate("relative_of", "RELATIVE_OF", PERSON, "", "is his relative"),
    )
}  # fmt: skip
