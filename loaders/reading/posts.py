"""Role nouns: whose post, and where ("Bayer-Trainer X", "X, coach of Y", "X ist Trainer bei Y")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.ontology import COACHING, OFFICES
from loaders.languages.find import Match
from loaders.languages.load import Language, Role
from loaders.reading.discourse import Discourse
from loaders.reading.holders import holders
from loaders.reading.model import EMPLOYERS, PERSON, SOFT, TEAMS, Filler, Unit
from loaders.reading.nations import known_entity, national
from loaders.reading.refer import by_adjective

PHRASE = 9  # units before a role noun that can belong to its phrase


@dataclass(frozen=True, slots=True)
class Post:
    """A role noun with what attaches to it.

    `how` says how its holder is named, `sense` is current, former, next or possible. `over` are the units that say that
    the time is over ("no longer").
    """

    at: int
    first: int
    role: str
    sense: str
    teams: tuple[Filler, ...]
    people: tuple[Filler, ...]
    how: str
    bound: bool
    end: int
    over: tuple[int, int] = (0, 0)

    @property
    def predicate(self) -> str | None:
        """The claim that the post makes."""
        if self.sense == "next":
            return "joins"
        if self.sense == "possible":
            return "candidate_for"
        if self.role in COACHING:
            return "coaches"
        if self.role in OFFICES:
            return "works_for"
        return {"player": "plays_for", "agent": "represents"}.get(self.role)


def role_matches(units: Sequence[Unit], language: Language) -> list[Match[Role]]:
    """Role nouns of a sentence, the longest where two overlap."""
    kept: list[Match[Role]] = []
    for match in sorted(language.roles.find(units), key=lambda m: (-(m.end - m.start), -m.literal, m.start)):
        if all(match.end <= other.start or match.start >= other.end for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)


def posts(units: Sequence[Unit], language: Language, discourse: Discourse) -> list[Post]:
    """Every role noun of a sentence with its team, its holder and its sense."""
    matches = role_matches(units, language)
    modifiers = _modifiers(units, language)
    starts = {match.start: match for match in matches}
    found: list[Post] = []
    for match in matches:
        first, senses = _phrase(units, match, modifiers, starts, language)
        teams = _teams(units, match, first, language, discourse)
        shared = _coordinated(units, match, found, language) if not _explicit(teams) else None
        if shared is not None:
            own = shared.end == match.start - 1
            teams, senses = shared.teams, senses | ({shared.sense} - {"current"} if own else set())
        people, how = holders(units, match, first, starts, modifiers, language)
        if not people:
            people, how = _described(units, match, first, teams, senses, language, discourse)
        if not _explicit(teams) and people:
            teams = _known(people[0], match, discourse) or teams
        over = _over(units, match, language) if how == "copula" else (0, 0)
        sense = match.value.tense or ("former" if any(over) else _sense(units, match, senses, how, language))
        role = "interim_coach" if "interim" in senses and match.value.role == "head_coach" else match.value.role
        bound = first > 0 and "as" in language.marks.get(units[first - 1].spelled, ())
        found.append(Post(match.start, first, role, sense, teams, people, how, bound, match.end, over))
    return found


def _explicit(teams: Sequence[Filler]) -> bool:
    return bool(teams) and teams[0].reason != "focus"


def _coordinated(units: Sequence[Unit], match: Match[Role], found: Sequence[Post], language: Language) -> Post | None:
    """The post before the coordinator, whose team this one shares: "manager and forward X", "manager X and coach Y"."""
    at = match.start - 1
    if at < 1 or units[at].spelled not in language.words["coordinators"] or units[match.start].pre != "":
        return None
    for post in reversed(found):
        names = [
            filler.unit for filler in post.people if filler.unit is not None and post.how in ("appos", "appos_list")
        ]
        if post.end == at or at - 1 in names:
            return post if _explicit(post.teams) else None
    return None


def _known(person: Filler, match: Match[Role], discourse: Discourse) -> tuple[Filler, ...]:
    """Where a role noun names no team: the one that the article has tied him to, or the tables know him at."""
    if match.value.role in ("agent", "reporter"):
        return ()
    known = discourse.reference.entities.get(person.entity.id)
    if match.value.team == "national_team":
        country = known.nationalities[0] if known is not None and len(known.nationalities) == 1 else None
        team = national("selection", country, discourse.reference) if country else None
        return (Filler(team, None, "nationality"),) if team is not None else ()
    tied = discourse.tied(person.entity)
    if tied:
        return (Filler(tied[0], None, "tied"),)
    linked = [
        team for team in discourse.about.teams if known is not None and team.id in known.teams and team.kind == "club"
    ]
    return (Filler(linked[0], None, "linked"),) if len(linked) == 1 else ()


def _modifiers(units: Sequence[Unit], language: Language) -> dict[int, str]:
    found: dict[int, str] = {}
    for match in language.modifiers.find(units):
        for here in range(match.start, match.end):
            found[here] = match.value
    return found


def _phrase(
    units: Sequence[Unit], match: Match[Role], modifiers: dict[int, str], starts: dict[int, Match[Role]],
    language: Language,
) -> tuple[int, frozenset[str]]:  # fmt: skip
    """Where the noun phrase of a role begins, and the senses of the modifiers in it."""
    senses = {modifiers[here] for here in range(match.start, match.end) if here in modifiers}
    first = here = match.start
    while here > max(0, match.start - PHRASE) and units[here].pre in SOFT:
        unit = units[here - 1]
        here -= 1
        if here in modifiers:
            senses.add(modifiers[here])
            first = here
        elif unit.entity is not None and (unit.glued_next or unit.owner or "compound" in unit.marks):
            listed = [
                filler.unit for filler in _listed_before(units, here, EMPLOYERS, language) if filler.unit is not None
            ]
            first = here = min([here, *listed])
        elif here in starts and unit.glued_next:
            first = here
        elif unit.entity is not None or here in starts or here < match.start - 3 or _governs(unit, language):
            break
    return first, frozenset(senses)


def _governs(unit: Unit, language: Language) -> bool:
    """Whether a preposition ends the noun phrase here ("his future as head coach")."""
    return unit.spelled in language.marks and unit.spelled not in language.words["determiners"]


def _teams(
    units: Sequence[Unit], match: Match[Role], first: int, language: Language, discourse: Discourse
) -> tuple[Filler, ...]:
    """The team of a role noun: a compound or possessive before it, a name after it, what it names itself, the focus."""
    kinds = PERSON if match.value.role == "agent" else EMPLOYERS
    before = _before(units, match, first, kinds, language)
    if before:
        return before
    after = _after(units, match, kinds) or _with_holder(units, first, kinds, language)
    if after:
        return after
    if match.value.team == "national_team":
        behind = [unit for unit in units[match.end : match.end + 1] if unit.pre in SOFT and unit.entity is None]
        selection = by_adjective("selection", [*units[first : match.start], *behind], discourse)
        if selection is not None:
            return (Filler(selection, None, "adjective"),)
    country = match.value.country
    if country and country in discourse.reference.countries:
        named = discourse.reference.countries[country]
        key = named.federation if match.value.team == "federation" else named.national_team
        entity = known_entity(key, discourse.reference) if key else None
        if entity is not None:
            return (Filler(entity, None, "named_by_role"),)
    if match.value.role == "agent":
        return tuple(Filler(person, None, "focus") for person in discourse.focus.people[:1])
    wanted = match.value.team
    return tuple(
        Filler(team, None, "focus", traits=traits)
        for team, traits in discourse.offered()
        if wanted not in TEAMS or team.kind == wanted
    )


def _before(
    units: Sequence[Unit], match: Match[Role], first: int, kinds: frozenset[str], language: Language
) -> tuple[Filler, ...]:
    for here in range(match.end - 2, first - 1, -1):
        unit = units[here]
        if not unit.is_kind(kinds) or unit.entity is None:
            continue
        if unit.owner:
            return (Filler(unit.entity, here, "own", match.start - here),)
        if unit.glued_next or "compound" in unit.marks:
            found = [Filler(unit.entity, here, "compound", match.start - here)]
            found += _listed_before(units, here, kinds, language)
            return tuple(found)
    return ()


def _listed_before(units: Sequence[Unit], here: int, kinds: frozenset[str], language: Language) -> Iterator[Filler]:
    """ "former Chelsea, Liverpool and England midfielder": the names before the compound in one list with it."""
    at = here
    while at > 0:
        step = 1 if units[at].pre == "," else 2
        before = at - step
        word = units[at - 1]
        joined = step == 1 or (
            word.spelled in language.words["coordinators"] and units[at].pre == "" and word.pre in ("", ",")
        )
        if before < 0 or not joined or not units[before].is_kind(kinds) or units[before].marks & {"own"}:
            return
        if step == 2 and units[at - 1].entity is not None:
            return
        entity = units[before].entity
        assert entity is not None
        yield Filler(entity, before, "compound_list", here - before)
        at = before


def _with_holder(units: Sequence[Unit], first: int, kinds: frozenset[str], language: Language) -> tuple[Filler, ...]:
    """ "FC Nordstad with coach X", "der FC Nordstad von Trainer X": the team right before the preposition."""
    if first < 2 or not units[first - 2].is_kind(kinds & TEAMS) or units[first - 1].pre not in SOFT:
        return ()
    marks = language.marks.get(units[first - 1].spelled, ())
    entity = units[first - 2].entity
    if entity is None or not {"of", "with", "by", "under"} & set(marks):
        return ()
    return (Filler(entity, first - 2, "with_holder", 2),)


def _after(units: Sequence[Unit], match: Match[Role], kinds: frozenset[str]) -> tuple[Filler, ...]:
    """ "coach of Y", "Trainer von Y", "coach Thomas Frank of Y", "coach X (Y)"."""
    person = False
    for here in range(match.end, min(len(units), match.end + 7)):
        unit = units[here]
        bracket = unit.pre == "(" and person
        if unit.pre not in SOFT and not bracket and not (unit.pre == "," and person and here == match.end + 1):
            break
        if unit.is_kind(PERSON) and kinds != PERSON:
            if person:
                break
            person = True
        elif unit.is_kind(kinds) and unit.entity is not None:
            if unit.marks & {"of", "at", "for", "from", "own"} or bracket:
                reason = "bracket" if bracket else "after_person" if person else "of"
                return (Filler(unit.entity, here, reason, here - match.end + 1),)
            break
    return ()


def _described(
    units: Sequence[Unit], match: Match[Role], first: int, teams: Sequence[Filler], senses: frozenset[str],
    language: Language, discourse: Discourse,
) -> tuple[tuple[Filler, ...], str]:  # fmt: skip
    """ "the former Everton manager": the cast's holder of that post, else whoever is in focus."""
    definite = first > 0 and (
        units[first - 1].spelled in language.words["determiners"]
        or units[first - 1].spelled in language.words["possessives"]
    )
    explicit = bool(teams) and teams[0].reason != "focus"
    if not teams or not (definite or explicit):
        return (), ""
    former = "former" in senses
    holder = discourse.posts.get((teams[0].entity.id, match.value.role, former))
    if holder is not None:
        return (Filler(holder, None, "described"),), "described"
    headline = first == 0 and explicit and teams[0].reason == "compound"
    if (definite or headline) and explicit and discourse.focus.people:
        return (Filler(discourse.focus.people[0], None, "described_focus"),), "described_focus"
    return (), ""


def _over(units: Sequence[Unit], match: Match[Role], language: Language) -> tuple[int, int]:
    """Where the clause of a role noun says that somebody is it no longer."""
    found = language.phrases["no_longer"].find(units)
    here = (each for each in found if units[each.anchor].clause == units[match.start].clause)
    return next(((each.start, each.end) for each in here), (0, 0))


def _sense(units: Sequence[Unit], match: Match[Role], senses: frozenset[str], how: str, language: Language) -> str:
    if "possible" in senses or "wanted" in senses:
        return "possible"
    if "former" in senses:
        return "former"
    if "next" in senses:
        return "next"
    if how == "copula":
        clause = units[match.start].clause
        verbs = [unit.spelled for unit in units if unit.clause == clause and unit.spelled in language.words["copulas"]]
        if any(verb in language.words["copulas_future"] for verb in verbs):
            return "next"
        if any(verb in language.words["copulas_past"] for verb in verbs):
            return "former"
    return "current"
