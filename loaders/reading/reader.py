"""The stages in a row: from an article to its reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.records import Article, Dropped, Entity, Mention, Reading
from loaders.clean import Cleaned, clean
from loaders.collector import waiting
from loaders.languages.load import Language, available, language
from loaders.reading import naming
from loaders.reading.article_names import bearers, typed_once
from loaders.reading.beside import beside
from loaders.reading.claim import claims_of_posts, claims_of_triggers, trigger_matches
from loaders.reading.discourse import Discourse, Topic, topic_of
from loaders.reading.follow import carried, note_ties, successions
from loaders.reading.link import Linker
from loaders.reading.mark import attach, units_of
from loaders.reading.mention import mention
from loaders.reading.model import PERSON, TEAMS, Candidate, Line, Span, Unit
from loaders.reading.naming import KindWeights, decided
from loaders.reading.posts import posts, role_matches
from loaders.reading.qualify import Voices, heard, qualify, setting, voices
from loaders.reading.refer import resolve
from loaders.reading.segment import Sentence, segment
from loaders.reading.settle import Scored, settle
from loaders.reading.sides import with_sides
from loaders.reading.weights import Weights, bundled, features, pairs
from loaders.reference import Reference, load


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything found before the weights decide: lines with their qualifiers, and candidates with features."""

    cleaned: Cleaned
    lines: tuple[Line, ...]
    spans: tuple[Span, ...]
    entities: dict[tuple[int, int], Entity]
    candidates: tuple[Candidate, ...]
    scored: tuple[Scored, ...]
    dropped: tuple[Dropped, ...]


class Reader:
    """Reads articles with one set of weights. Building it loads the reference tables (once a process)."""

    def __init__(self, weights: Weights | None = None, kinds: KindWeights | None = None) -> None:
        self.weights = weights or bundled()
        self.kinds = kinds or naming.bundled()
        self.reference: Reference = load()

    def read(self, article: Article, *, min_confidence: float | None = None) -> Reading:
        """The claims of an article. `min_confidence` replaces the threshold that maximises F1."""
        if article.language not in available():
            return Reading(article, dropped=(Dropped("segment", "unsupported_language", article.language),))
        with waiting():
            return self.settled(article, self.draft(article), min_confidence=min_confidence)

    def settled(self, article: Article, draft: Draft, *, min_confidence: float | None = None) -> Reading:
        """The last stage: what of a draft is claimed."""
        threshold = self.weights.threshold if min_confidence is None else min_confidence
        claims, refused, entities = settle(article, draft.scored, threshold)
        dropped = [*draft.dropped, *(_refused(item) for item in refused)]
        mentions = _mentions(draft)
        for entity in draft.entities.values():
            entities.setdefault(entity.id, entity)
        return Reading(article, _with_surfaces(entities, mentions), mentions, tuple(claims), tuple(dropped))

    def draft(self, article: Article) -> Draft:
        """All stages up to the features; what training and `explain` look at."""
        rules = language(article.language)
        cleaned = clean(article.text)
        sentences = segment(cleaned.text, rules)
        everything = _spans([*sentences, *heads_of(article, rules, len(sentences))], rules, self.kinds)
        linker = Linker(self.reference, everything)
        headline = [span for span in everything if span.sentence >= len(sentences)]
        spans = [span for span in everything if span.sentence < len(sentences)]
        named = {(span.sentence, span.first): (span, entity) for span in spans if (entity := linker(span))}
        discourse = Discourse(self.reference, rules, article.published, _topic(linker, headline, named, self.reference))
        lines, candidates, found = _walk(sentences, named, rules, discourse)
        scored = _score(cleaned, lines, candidates, found, discourse, self.weights)
        entities = {key: entity for key, (_, entity) in named.items()}
        return Draft(cleaned, lines, tuple(spans), entities, candidates, scored, tuple(linker.dropped))


def heads_of(article: Article, rules: Language, after: int) -> list[Sentence]:
    """The sentences of the title, numbered on from those of the text: they tell names, and claim nothing."""
    title = segment(clean(article.title or "").text, rules)
    return [replace(sentence, index=after + sentence.index, kind="heading") for sentence in title]


def mentions_of(sentences: Sequence[Sentence], rules: Language) -> tuple[list[Span], list[frozenset[int]]]:
    """The names of the tables and the undecided runs of an article, and the role nouns of each sentence."""
    roles = [_role_words(sentence, rules) for sentence in sentences]
    found = [
        span
        for sentence, here in zip(sentences, roles, strict=True)
        if sentence.kind != "furniture"
        for span in mention(sentence, rules, here)
    ]
    return found, roles


def _spans(sentences: Sequence[Sentence], rules: Language, kinds: KindWeights) -> list[Span]:
    spans, roles = mentions_of(sentences, rules)
    spans = bearers(decided(sentences, roles, spans, rules, kinds), rules)
    spans += typed_once(sentences, spans, rules)
    spans = with_sides(sentences, sorted(spans, key=lambda span: (span.sentence, span.first)), rules, load())
    return sorted(spans, key=lambda span: (span.sentence, span.first))


def _role_words(sentence: Sentence, rules: Language) -> frozenset[int]:
    units = units_of(sentence, {}, rules)
    return frozenset(at for match in role_matches(units, rules) for at in range(match.start, match.end))


def _topic(
    linker: Linker, headline: Sequence[Span], named: Mapping[tuple[int, int], tuple[Span, Entity]], reference: Reference
) -> Topic:
    """Who the article is about, by the names of its title and sentences."""
    title = [linked for span in headline if (linked := linker(span))]
    lines: dict[int, list[Entity]] = {}
    for (index, _), (_, entity) in sorted(named.items(), key=lambda item: item[0]):
        lines.setdefault(index, []).append(entity)
    return topic_of(title, list(lines.values()), reference)


def _walk(
    sentences: Sequence[Sentence],
    named: dict[tuple[int, int], tuple[Span, Entity]],
    rules: Language,
    discourse: Discourse,
) -> tuple[tuple[Line, ...], tuple[Candidate, ...], tuple[Voices, ...]]:
    """Two rounds over the sentences: plain statements first, so that descriptions find who holds which post."""
    here: dict[int, dict[int, tuple[Span, Entity]]] = {}
    for (index, first), pair in named.items():
        here.setdefault(index, {})[first] = pair
    plain = [units_of(sentence, here.get(sentence.index, {}), rules) for sentence in sentences]
    attached = [_attached(units, rules) for units in plain]
    for units in attached:
        _note_posts(units, rules, discourse)
    lines: list[Line] = []
    candidates: list[Candidate] = []
    found: list[Voices] = []
    for number, sentence in enumerate(sentences):
        discourse.begin(number, sentence.paragraph)
        units = resolve(plain[number], discourse)
        units = attached[number] if units == plain[number] else _attached(units, rules)
        lines.append(Line(sentence, units))
        found.append(voices(units, rules))
        units = _without_sources(units, found[-1])
        if sentence.kind != "furniture":
            held = posts(units, rules, discourse)
            candidates += claims_of_posts(number, units, held, discourse)
            candidates += claims_of_triggers(number, units, trigger_matches(units, rules), held, discourse)
            candidates += beside(number, units, held)
            discourse.after(units)
    note_ties(candidates, discourse)
    candidates += carried(lines, candidates)
    candidates += successions(candidates, discourse)
    return tuple(lines), tuple(candidates), heard(lines, found)


def _note_posts(units: tuple[Unit, ...], rules: Language, discourse: Discourse) -> None:
    """Keeps who plainly holds which post, and whom that ties to which team."""
    if not any(unit.is_kind(PERSON) for unit in units):
        return
    for post in posts(units, rules, discourse):
        if post.how in ("appos", "appos_before", "copula") and post.teams and post.people:
            team, person = post.teams[0], post.people[0].entity
            discourse.posts.setdefault((team.entity.id, post.role, post.sense == "former"), person)
            if post.sense == "current" and team.unit is not None and team.entity.kind in TEAMS:
                discourse.ties.setdefault(person.id, {}).setdefault(team.entity.id, team.entity)


def _without_sources(units: tuple[Unit, ...], found: Voices) -> tuple[Unit, ...]:
    """Who is only named as the carrier of a report ("according to X") fills no slot."""
    carriers = {match.slots["source"] for match, _ in found.sources if match.value.status and not match.value.speech}
    if not carriers:
        return units
    return tuple(
        replace(unit, marks=frozenset({"source"})) if at in carriers and unit.is_kind(PERSON) else unit
        for at, unit in enumerate(units)
    )


def _attached(units: tuple[Unit, ...], rules: Language) -> tuple[Unit, ...]:
    """The units with the marks by which their names attach."""
    if all(unit.entity is None for unit in units):
        return units
    roles = frozenset(at for match in role_matches(units, rules) for at in range(match.start, match.end))
    verbs = frozenset(match.anchor for match in trigger_matches(units, rules) if match.value.pos == "verb")
    return attach(units, rules, roles, verbs)


def _score(
    cleaned: Cleaned, lines: Sequence[Line], candidates: Sequence[Candidate], found: Sequence[Voices],
    discourse: Discourse, weights: Weights,
) -> tuple[Scored, ...]:  # fmt: skip
    proposed = pairs(candidates)
    settings = {number: setting(lines[number], discourse) for number in {c.line for c in candidates}}
    qualified = [qualify(c, lines[c.line].units, found[c.line], settings[c.line], discourse) for c in candidates]
    times = Counter((c.subject.entity.id, c.predicate, c.object.entity.id, c.tense) for c in candidates)
    scored = []
    for candidate, answer in zip(candidates, qualified, strict=True):
        line = lines[candidate.line]
        pair = candidate.subject.entity.id, candidate.object.entity.id
        repeated = times[candidate.subject.entity.id, candidate.predicate, candidate.object.entity.id, candidate.tense]
        named = features(candidate, answer, line, discourse, proposed[pair], repeated)
        start, end = cleaned.original(line.sentence.start, line.sentence.end)
        scored.append(Scored(replace(candidate, features=named), answer, weights.probability(named), start, end))
    return tuple(scored)


def _refused(item: Scored) -> Dropped:
    candidate = item.candidate
    what = f"{candidate.subject.entity.name} {candidate.predicate} {candidate.object.entity.name}"
    return Dropped("claim", "below_threshold", what, item.start, item.end)


def _mentions(draft: Draft) -> tuple[Mention, ...]:
    """Every name and description that stands for an entity, with offsets in the original text."""
    found = []
    for line in draft.lines:
        for unit in line.units:
            if unit.entity is not None:
                start, end = draft.cleaned.original(unit.start, unit.end)
                text = draft.cleaned.text[unit.start : unit.end]
                found.append(Mention(start, end, text, unit.entity.id, unit.entity.kind, unit.why, unit.weight))
    return tuple(found)


_SURFACES = frozenset(
    {"alias", "surname", "firstname", "shape", "role", "speech", "compound", "typed", "surname_count", "evidence"}
)


def _with_surfaces(entities: dict[str, Entity], mentions: Sequence[Mention]) -> dict[str, Entity]:
    """Entities with the names by which this article calls them among their aliases, those first."""
    seen: dict[str, dict[str, None]] = {}
    for found in mentions:
        if found.why in _SURFACES:
            seen.setdefault(found.entity, {})[found.text] = None
    return {
        key: replace(entity, aliases=tuple(dict.fromkeys((*seen.get(key, ()), *entity.aliases))))
        for key, entity in entities.items()
    }
