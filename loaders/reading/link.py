"""Stage 3: from a name in the text to an entity, known or new; refusal with a reason where two candidates remain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.ids import entity_id, fold
from graph.records import Dropped, Entity
from loaders.reading.model import TEAMS, Span
from loaders.reading.sides import part_of
from loaders.reference import RefEntity, Reference

PROMINENT = 4  # a bare surname that nothing in the article explains stands only for someone as prominent as this


class Linker:
    """Links the spans of one article. Full names come first, so that a surname finds its bearer in the article."""

    def __init__(self, reference: Reference, spans: Sequence[Span]) -> None:
        self.reference = reference
        self.dropped: list[Dropped] = []
        self._cache: dict[tuple[str, str, str | None], Entity | None] = {}
        self._bearers: dict[str, list[Entity]] = {}
        self._clubs: dict[str, list[Entity]] = {}
        self._named = Counter(alias.entity for span in spans for alias in span.candidates)
        self._countries = self._count_countries(spans)
        self._teams = frozenset(
            a.entity for s in spans if s.kind in TEAMS and len(s.candidates) == 1 for a in s.candidates
        )
        for span in sorted(spans, key=lambda span: -span.folded.count(" ")):
            self(span)

    def _count_countries(self, spans: Iterable[Span]) -> Counter[str]:
        sure = (span.candidates[0].entity for span in spans if len(span.candidates) == 1 and span.kind == "club")
        return Counter(country for ref in sure if (country := self.reference.entities[ref].country))

    def __call__(self, span: Span) -> Entity | None:
        """The entity of a span, None where the link is refused (counted in `dropped`)."""
        key = (span.folded, span.kind, span.part)
        if key not in self._cache:
            self._cache[key] = self._link(span)
            entity = self._cache[key]
            if entity is not None and entity.kind == "club" and " " in span.folded:
                self._remember(span, entity)
            if entity is not None and entity.kind == "person" and " " in span.folded:
                for last in {span.folded.rsplit(" ", 1)[-1], fold(entity.name).rsplit(" ", 1)[-1]}:
                    bearers = self._bearers.setdefault(last, [])
                    if entity not in bearers:
                        bearers.append(entity)
        return self._cache[key]

    def _link(self, span: Span) -> Entity | None:
        if span.kind == "person" and " " not in span.folded:
            return self._surname(span)
        found = self._best(span)
        short = self._shortened(span) if found is None or found.prominence < PROMINENT else None
        if short is not None:
            return part_of(short, span.part) if span.part else short
        entity = (
            self._entity(found, span)
            if found
            else Entity(entity_id(span.kind, span.text), span.text, span.kind, known=False)
        )
        return part_of(entity, span.part) if span.part else entity

    def _remember(self, span: Span, entity: Entity) -> None:
        """The words and the initials by which the article may call a club that it has named in full."""
        words = span.folded.split()
        initials = "".join(word[0] for word in words if not word.isdigit())
        for form in (*words, initials):
            if entity not in self._clubs.setdefault(form, []):
                self._clubs[form].append(entity)

    def _shortened(self, span: Span) -> Entity | None:
        """The one club of the article whose fuller name holds this word, or whose initials it is."""
        if span.kind != "club" or " " in span.folded:
            return None
        for form in (span.folded, span.folded.removesuffix("s")):
            clubs = self._clubs.get(form, [])
            if len(clubs) == 1 and len(form) > 2:
                return clubs[0]
        return None

    def _surname(self, span: Span) -> Entity | None:
        for form in (span.folded, span.folded.removesuffix("s")):
            bearers = self._bearers.get(form, [])
            if len(bearers) == 1:
                return bearers[0]
            if bearers:
                self.dropped.append(Dropped("link", "ambiguous_surname", span.text))
                return bearers[0]
        found = self._best(span)
        if found is not None and (found.prominence >= PROMINENT or self._teams & set(found.teams)):
            return self._entity(found, span)
        bearer = self._reference_surname(span)
        if bearer is not None:
            return self._entity(bearer, span)
        if span.why in ("surname", "lone"):
            return None
        return Entity(entity_id("person", span.text), span.text, "person", known=False)

    def _reference_surname(self, span: Span) -> RefEntity | None:
        """The only prominent bearer of a surname, or the only one linked with a team of the article.

        Where nouns have capitals too, a lone word needs the team.
        """
        ids = self.reference.surnames_of.get(span.folded) or self.reference.surnames_of.get(
            span.folded.removesuffix("s"), ()
        )
        people = [self.reference.entities[key] for key in ids]
        near = [person for person in people if self._teams & set(person.teams)]
        top = near or [person for person in people if person.prominence >= PROMINENT and span.why != "lone"]
        best = max((person.prominence for person in top), default=0)
        top = [person for person in top if person.prominence == best]
        return top[0] if len(top) == 1 else None

    def _best(self, span: Span) -> RefEntity | None:
        entities = [self.reference.entities[alias.entity] for alias in span.candidates]
        entities = [entity for entity in entities if entity.kind == span.kind] or entities
        if not entities:
            return None
        scored = sorted(((self._score(entity), entity) for entity in entities), key=lambda pair: (-pair[0], pair[1].id))
        if len(scored) > 1 and scored[0][0] == scored[1][0] and scored[0][1].prominence < PROMINENT:
            self.dropped.append(Dropped("link", "ambiguous", span.text))
            return None
        return scored[0][1]

    def _score(self, entity: RefEntity) -> float:
        score = float(entity.prominence)
        score += 3.0 if self._named[entity.id] > 1 else 0.0
        score += 2.0 if entity.country and self._countries[entity.country] else 0.0
        if entity.kind == "person":
            score += 3.0 if self._teams & set(entity.teams) else 0.0
        return score - (4.0 if entity.type in ("women", "reserve", "youth") else 0.0)

    def _entity(self, found: RefEntity, span: Span) -> Entity:
        aliases = tuple(dict.fromkeys((*found.aliases, span.text)))
        return Entity(found.id, found.name, found.kind, aliases, found.country)
