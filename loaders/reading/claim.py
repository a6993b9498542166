"""Stage 6: frames bind their slots to names by written attachment; each binding keeps its named reason."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graph.ontology import OFFICES, PREDICATES
from graph.records import Entity
from loaders.languages.find import Match
from loaders.languages.frames import ClaimRule, Frame, Slot, frames
from loaders.languages.load import Language, Trigger
from loaders.reading.discourse import Discourse
from loaders.reading.model import TEAMS, Candidate, Filler, Unit
from loaders.reading.nations import national
from loaders.reading.posts import Post

MAX_CLAUSES = 3
ALTERNATIVES = 2
FOCI = 3  # of the people and teams in focus, how many are tried
DEPTH = 3  # how far the choices of subject and object may be from the first, together
TRIED = 4  # of the names for a slot, the cheapest
OWN = frozenset({"leave", "stay", "contract", "extend"})  # what one does with the team that one has
FALLBACK = 2.5
OUTLET = frozenset({"outlet"})
Options = Mapping[str, Sequence[tuple[Filler, ...]]]
_FREE = frozenset({"bare", "before", "after_it", "own"})  # a preposition attaches in its own clause only
_PASSIVE = {"before": ("by",), "after_it": ("before",)}
_PLAIN = frozenset({"appos", "appos_list", "appos_before", "appos_comma", "described"})


def trigger_matches(units: Sequence[Unit], language: Language) -> list[Match[Trigger]]:
    """Triggers of a sentence; one that lies inside a longer one is left out."""
    found = language.triggers.find(units)
    kept: list[Match[Trigger]] = []
    for match in sorted(found, key=lambda m: (-m.literal, m.start, m.end)):
        anchors = {match.anchor, match.end - 1}
        if units[match.anchor].is_kind(OUTLET):  # a paper may be called like a word
            continue
        if not any(other.start <= min(anchors) and max(anchors) < other.end for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m.anchor)


def claims_of_posts(
    line: int, units: Sequence[Unit], found: Sequence[Post], discourse: Discourse
) -> Iterator[Candidate]:
    """What the role nouns of a sentence say by themselves."""
    for post in found:
        predicate = post.predicate
        if predicate is None:
            continue
        for person in post.people:
            for number, team in enumerate(_employer(filler, predicate, post.role, discourse) for filler in post.teams):
                if person.entity.id == team.entity.id:
                    continue
                yield Candidate(
                    line, post.at, f"post_{post.sense}", "noun", False, predicate, person, team,
                    tense=post.sense if predicate in ("coaches", "works_for", "plays_for") else None,
                    role=None if predicate in ("plays_for", "represents") else post.role,
                    status="speculated" if post.sense == "possible" else None,
                    clause=units[post.at].clause, words=post.over, choice=(0, number if team.reason == "focus" else 0),
                    plain=post.how in _PLAIN and post.sense in ("current", "former"),
                )  # fmt: skip


def claims_of_triggers(
    line: int, units: Sequence[Unit], matches: Sequence[Match[Trigger]], found: Sequence[Post], discourse: Discourse
) -> Iterator[Candidate]:
    """The claims of every trigger of a sentence, with the best fillers of its slots and the next best."""
    for match in matches:
        frame = frames()[match.value.frame]
        options = _options_of(frame, match, units, discourse)
        role = match.value.role or _role_beside(units, match, found)
        rivals = sum(
            other is not match and units[other.anchor].clause == units[match.anchor].clause for other in matches
        )
        for rule in frame.claims:
            yield from _candidates(line, units, match, frame, rule, options, role, rivals, discourse)


def _candidates(
    line: int, units: Sequence[Unit], match: Match[Trigger], frame: Frame, rule: ClaimRule,
    options: Options, role: str | None, rivals: int, discourse: Discourse,
) -> Iterator[Candidate]:  # fmt: skip
    if frame.name == "win" and rule.subject == "team" and options.get("person"):
        return
    trigger = match.value
    tense = (rule.tense or trigger.tense or "current") if PREDICATES[rule.predicate].tensed else None
    for (first, subjects), (second, objects) in itertools.product(
        enumerate(options.get(rule.subject, ())), enumerate(options.get(rule.object, ()))
    ):
        if first + second >= DEPTH:
            continue
        for subject, object_ in itertools.product(
            subjects, (_employer(filler, rule.predicate, role, discourse) for filler in objects)
        ):
            if subject.entity.id == object_.entity.id or subject.unit == object_.unit is not None:
                continue
            if trigger.weak and subject.unit is None and object_.unit is None:  # a weak word alone says nothing
                continue
            yield Candidate(
                line, match.anchor, frame.name, trigger.pos, trigger.weak, rule.predicate, subject, object_,
                denied=rule.denied, tense=tense, role=role, manner=trigger.manner, status=trigger.status,
                team=_place(rule, options), clause=units[match.anchor].clause, choice=(first, second),
                words=(match.start, match.end) if match.end - match.start == match.literal else (0, 0),
                features={f"rivals={min(rivals, 3)}": 1.0, f"slots={rule.subject}+{rule.object}": 1.0,
                          f"choice={first}+{second}": 1.0},
            )  # fmt: skip


def _employer(filler: Filler, predicate: str, role: str | None, discourse: Discourse) -> Filler:
    """A job that a federation gives is one with its selection, unless it is an office."""
    entity = filler.entity
    if entity.kind != "federation" or role in OFFICES or predicate == "works_for" or not entity.country:
        return filler
    selection = national("selection", entity.country, discourse.reference)
    return replace(filler, entity=selection) if selection is not None else filler


def _place(rule: ClaimRule, options: Options) -> Filler | None:
    """The team of a succession or title."""
    teams = options.get("team", ())
    return teams[0][0] if teams and "team" not in (rule.subject, rule.object) else None


def _role_beside(units: Sequence[Unit], match: Match[Trigger], found: Sequence[Post]) -> str | None:
    """The post that a trigger speaks of: a role noun in its clause that does not introduce somebody."""
    clause = units[match.anchor].clause
    near = [post for post in found if units[post.at].clause == clause and post.how not in ("appos", "appos_list")]
    near.sort(key=lambda post: (not post.bound, abs(post.at - match.anchor)))
    return near[0].role if near and near[0].role not in ("agent", "reporter") else None


def _options_of(frame: Frame, match: Match[Trigger], units: Sequence[Unit], discourse: Discourse) -> Options:
    """For each slot its fillers (a list of names counts as one), the best first.

    One name goes to one slot; what is left over, and the focus, are the alternatives among which the weights choose.
    """
    turns = any(slot.verb[0] == "before" and "by" in slot.verb for slot in frame.slots.values())
    passive = turns and match.value.pos == "verb" and _passive(units, match, discourse.language)
    ranked = sorted(
        (option for slot in frame.slots.values() for option in _options(slot, match, units, passive)),
        key=lambda option: (option[0], option[2]),
    )
    first = _dealt(ranked, match, units)
    found: dict[str, list[tuple[Filler, ...]]] = {name: [first[name][1]] for name in frame.slots if name in first}
    taken = {at for at, _ in first.values()}
    for _, name, at, reason in ranked:
        row = found.setdefault(name, [])
        if len(row) < ALTERNATIVES and at not in taken and all(f.entity != units[at].entity for fs in row for f in fs):
            row.append(tuple(_with_list(at, reason, match, units)))
    for slot in frame.slots.values():
        if slot.focus and not _settled(first.get(slot.name), match, units):
            row = found.setdefault(slot.name, [])
            own = _own_team(found.get("person"), discourse) if frame.name in OWN and slot.kinds & TEAMS else ()
            row += [(filler,) for filler in _from_focus(slot, row, discourse, own)][:FOCI]
    return {name: tuple(row) for name, row in found.items() if row}


def _settled(dealt: tuple[int, tuple[Filler, ...]] | None, match: Match[Trigger], units: Sequence[Unit]) -> bool:
    """Whether a name in the clause of the trigger fills the slot: then the sentence leaves nothing out."""
    return dealt is not None and units[dealt[0]].clause == units[match.anchor].clause


def _passive(units: Sequence[Unit], match: Match[Trigger], language: Language) -> bool:
    """Whether an auxiliary and a named agent turn the verb round: who stands before it then suffers it."""
    clause = [unit for unit in units if unit.clause == units[match.anchor].clause]
    auxiliary = any(unit.spelled in language.words["passive"] for unit in clause)
    return auxiliary and any("by" in unit.marks and unit.is_kind(frozenset({"person"})) for unit in clause)


def _dealt(
    ranked: Sequence[tuple[float, str, int, str]], match: Match[Trigger], units: Sequence[Unit]
) -> dict[str, tuple[int, tuple[Filler, ...]]]:
    """One name to one slot: as many slots as can be filled, at the lowest cost in all."""
    rows = {name: [option for option in ranked if option[1] == name][:TRIED] for _, name, _, _ in ranked}
    deals = itertools.product(*([*row, None] for row in rows.values()))
    best = min(
        ([option for option in deal if option is not None] for deal in deals if _apart(deal, units)),
        key=lambda deal: (-len(deal), sum(cost for cost, *_ in deal)),
    )
    return {name: (at, tuple(_with_list(at, reason, match, units))) for _, name, at, reason in best}


def _apart(deal: Sequence[tuple[float, str, int, str] | None], units: Sequence[Unit]) -> bool:
    """Whether no name fills two slots."""
    entities = [units[option[2]].entity for option in deal if option is not None]
    return len({entity.id for entity in entities if entity is not None}) == len(entities)


def _options(
    slot: Slot, match: Match[Trigger], units: Sequence[Unit], passive: bool
) -> Iterator[tuple[float, str, int, str]]:
    trigger = match.value
    order = trigger.marks.get(slot.name) or (slot.verb if trigger.pos == "verb" else slot.noun)
    clause = units[match.anchor].clause
    if passive:
        order = _PASSIVE.get(order[0], order)
    for at, unit in enumerate(units):
        if not unit.is_kind(slot.kinds) or unit.is_place or (unit.why == "possessive" and "own" not in order):
            continue
        clauses = abs(unit.clause - clause)
        if clauses > MAX_CLAUSES:
            continue
        for rank, mark in enumerate(order):
            extra = _attaches(mark, at, unit, match, units, trigger.pos)
            if extra is not None and (clauses == 0 or mark in _FREE):
                distance = min(abs(at - match.anchor), abs(at - match.start), abs(at - match.end + 1), 12)
                cost = rank + extra + 3.0 * clauses + 0.15 * distance + (1.0 - unit.weight)
                yield cost, slot.name, at, mark
                break


def _attaches(mark: str, at: int, unit: Unit, match: Match[Trigger], units: Sequence[Unit], pos: str) -> float | None:
    """The extra cost of an attachment, None where the name does not attach so."""
    if mark in ("before", "after_it"):
        if "bare" not in unit.marks:
            return None
        right = at < match.anchor if mark == "before" else at > match.anchor
        return 0.0 if right else FALLBACK
    if mark == "own":
        gap = match.start - at
        return 0.0 if unit.owner and 0 < gap <= 4 else None
    if mark == "compound":
        near = at == match.start - 1 and units[match.start].pre in ("", "-")
        return 0.0 if near and not unit.owner else None
    if mark == "appos":
        beside = at == match.end or (at < match.start and match.start - at <= 3 and "," in units[at + 1].pre)
        return 0.0 if beside else None
    if mark not in unit.marks:
        return None
    return 1.5 if pos == "noun" and mark != "bare" and at < match.start else 0.0


def _with_list(at: int, reason: str, match: Match[Trigger], units: Sequence[Unit]) -> Iterator[Filler]:
    """A name and the others of its list."""
    clause = units[match.anchor].clause
    for here, unit in enumerate(units):
        if unit.entity is not None and (here == at or (unit.group >= 0 and unit.group == units[at].group)):
            yield Filler(
                unit.entity, here, reason if here == at else reason + "_list", abs(here - match.anchor),
                abs(unit.clause - clause),
            )  # fmt: skip


def _own_team(people: Sequence[tuple[Filler, ...]] | None, discourse: Discourse) -> tuple[Entity, ...]:
    """The team with which the article ties whoever fills the person's slot best."""
    return discourse.tied(people[0][0].entity)[:1] if people else ()


def _from_focus(
    slot: Slot, row: Sequence[tuple[Filler, ...]], discourse: Discourse, own: Sequence[Entity]
) -> Iterator[Filler]:
    """Who is spoken of and can fill the slot: the person or team in focus, then the article's."""
    used = {filler.entity.id for fillers in row for filler in fillers}
    people = discourse.focus.people[:2] if "person" in slot.kinds else ()
    teams = discourse.offered() if slot.kinds & TEAMS else []
    for entity in own:
        if entity.kind in slot.kinds and entity.id not in used:
            used.add(entity.id)
            yield Filler(entity, None, "tied")
    for number, entity in enumerate(people):
        if entity.kind in slot.kinds and entity.id not in used:
            used.add(entity.id)
            yield Filler(entity, None, f"focus{number}")
    for entity, traits in teams:
        if entity.kind in slot.kinds and entity.id not in used:
            used.add(entity.id)
            yield Filler(entity, None, "focus", traits=traits)
