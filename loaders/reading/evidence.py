"""What speaks for a capitalised run being a person's or a club's name: in itself, and around each of its mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.languages.load import Language
from loaders.reading.model import Span
from loaders.reading.names import names
from loaders.reading.runs import particles
from loaders.reading.segment import Sentence, Word

FULL_NAME = "full_name"  # the reason that a known first name and another word give
SHAPED_NAME = "shaped_name"
_ENDING = 3
_AGE = 2
_LISTS = ("titles", "name_evidence", "club_evidence", "copulas", "coordinators", "pronouns_person", "possessives")


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of a run: its span in its sentence, and the positions of role nouns there."""

    span: Span
    sentence: Sentence
    roles: frozenset[int]


@dataclass(frozen=True, slots=True)
class Cast:
    """What the article's other names lend: last and first words of people in full, words of clubs in full, words that
    are also written small, entities that a surer name stands for, and the kinds of names by sentence and word.
    """

    last: frozenset[str]
    first: frozenset[str]
    club: frozenset[str]
    lower: frozenset[str]
    sure: frozenset[str]
    kinds: Mapping[tuple[int, int], str]


def evidence(places: Sequence[Place], cast: Cast, language: Language) -> dict[str, float]:
    """Named reasons of a run with all its mentions in the article, in [0, 1]."""
    span = places[0].span
    words = places[0].sentence.words[span.first : span.last]
    found = {"bias": 1.0, **dict.fromkeys(_inside(words, language), 1.0)}
    found.update(dict.fromkeys(_in_cast(words, cast), 1.0))
    found.update(dict.fromkeys(_in_tables(span, cast, language), 1.0))
    found[f"times={min(len(places), 4)}"] = 1.0
    around: Counter[str] = Counter()
    for place in places:
        around.update(set(_around(place, cast, language)))
    for name, count in around.items():
        found[name] = count / len(places)
        found[f"any:{name}"] = 1.0
    if language.capitalised_nouns:
        found.update({f"nouns&{name}": value for name, value in list(found.items())})
    return found


def _inside(words: Sequence[Word], language: Language) -> Iterator[str]:
    """What the words of the run are in themselves."""
    table = names()
    reference = table.reference
    first, last = words[0].folded, words[-1].folded
    bare = last.removesuffix("s") if language.genitive_s and last not in reference.surnames else last
    size = min(sum(word.text[0].isupper() for word in words), 4)
    person = first in reference.firstnames
    yield f"words={size}"
    yield f"words={size}&firstname={person}&surname={bare in reference.surnames}"
    yield f"firstname={person}"
    yield f"surname={_bucket(reference.surnames.get(bare, 0))}"
    yield f"surnames_of={bare in reference.surnames_of}"
    yield f"ending={bare[-_ENDING:]}"
    yield f"ending={bare[-2:]}"
    shaped = [word for word in words if word.folded in table.shapes]
    titled = any(word.folded in table.titles for word in words)
    if person and size > 1 and not shaped and not titled:
        yield FULL_NAME
    if shaped and size > 1 and not person and not titled:
        yield SHAPED_NAME
    if shaped:
        yield "shape"
        yield f"shape={shaped[0].folded}"
    if titled:
        yield "title_word"
    if any(word.folded in particles() and not word.text[0].isupper() for word in words):
        yield f"particle&firstname={person}"
    if any(word.text.isdigit() for word in words):
        yield "digits"
    if len(words) > 2 and all(len(word.text) == 1 and word.text.isupper() for word in words[:2]):
        yield "initials"
    if words[0].text.isupper() and len(words[0].text) > 1:
        yield f"upper={min(len(words), 2)}&{len(words[0].text) <= 5}"
    if any(word.pre == "-" for word in words[1:]):
        yield "hyphen"


def _bucket(count: int) -> str:
    return "0" if not count else "few" if count < 5 else "many"


def _in_cast(words: Sequence[Word], cast: Cast) -> Iterator[str]:
    """Whose name in full the run shortens."""
    if len(words) == 1:
        folded = words[0].folded
        yield f"cast={folded in cast.last}+{folded in cast.first}+{folded in cast.club}"
    if words[0].folded in cast.lower:
        yield f"lower={len(words) == 1}"


def _in_tables(span: Span, cast: Cast, language: Language) -> Iterator[str]:
    """Whom the tables know by the name, which is also another word."""
    reference = names().reference
    for alias in span.candidates:
        entity = reference.entities[alias.entity]
        kind = "person" if entity.kind == "person" else "team"
        yield f"known={kind}"
        yield f"known={kind}&{entity.prominence}"
        yield f"known={kind}&sure={alias.entity in cast.sure}"
        yield f"known={kind}&word={language.code in reference.risky.get(span.folded, ())}"
        yield f"known={kind}&place={alias.place}"


def _around(place: Place, cast: Cast, language: Language) -> Iterator[str]:
    """What stands around one mention."""
    words, span = place.sentence.words, place.span
    before = words[span.first - 1] if span.first else None
    after = words[span.last] if span.last < len(words) else None
    yield f"line={place.sentence.kind}"
    yield from _ahead(words[span.first], before, place, language)
    yield from _behind(after, place, language)
    yield from _listed(place, cast, language)


def _ahead(own: Word, before: Word | None, place: Place, language: Language) -> Iterator[str]:
    if before is None:
        yield "start"
        return
    if own.pre:
        yield f"pre={own.pre[-1]}"
        if own.pre != "-":
            return
    for name in _sorts(before, place.span.first - 1, place, language, marks=True):
        yield f"-1:{name}"
    yield from _governor(place, language)


def _governor(place: Place, language: Language) -> Iterator[str]:
    """The word of content to which prepositions and articles tie the name: "the coach of the …", "he signs for …"."""
    words, at = place.sentence.words, place.span.first - 1
    marks: tuple[str, ...] = ()
    while at >= 0 and _small(words[at], language) and not words[at + 1].pre:
        marks = language.marks.get(words[at].spelled, marks)
        at -= 1
    if at < 0 or at == place.span.first - 1 or words[at + 1].pre:
        return
    for name in _sorts(words[at], at, place, language, marks=False):
        yield f"tied:{name}"
        for mark in marks:
            yield f"tied:{name}&{mark}"


def _small(word: Word, language: Language) -> bool:
    return word.spelled in language.marks or word.spelled in language.words["determiners"]


def _behind(after: Word | None, place: Place, language: Language) -> Iterator[str]:
    if after is None:
        yield "end"
        return
    if after.pre:
        yield f"post={after.pre[0]}"
        if after.pre.startswith((",", "(")):
            age = after.text.isdigit() and len(after.text) == _AGE
            yield f"post={after.pre[0]}&{'age' if age else 'word' if after.text[0].islower() else 'name'}"
            if place.span.last in place.roles:
                yield "post=,&role"
        if after.pre not in ("-", "'", "’"):
            return
    for name in _sorts(after, place.span.last, place, language, marks=False):
        yield f"+1:{name}"


def _sorts(word: Word, at: int, place: Place, language: Language, *, marks: bool) -> Iterator[str]:
    """The sorts of words to which a neighbour belongs."""
    spelled = word.spelled
    if at in place.roles:
        yield "role"
    if marks:
        yield from language.marks.get(spelled, ())
    if spelled in language.words["determiners"]:
        yield "determiner"
    for name in _LISTS:
        if spelled in language.words[name]:
            yield name
    yield from language.frames_of(word.text)
    yield "capital" if word.text[0].isupper() else "digit" if word.text[0].isdigit() else "word"


def _listed(place: Place, cast: Cast, language: Language) -> Iterator[str]:
    """The kind of a known name on the other side of a comma or coordinator."""
    words, span = place.sentence.words, place.span
    at = span.first - 1
    if at >= 0 and words[at].spelled in language.words["coordinators"]:
        at -= 1
    elif at < 0 or words[span.first].pre != ",":
        at = -1
    kind = cast.kinds.get((place.sentence.index, at))
    if kind:
        yield f"listed={kind}"
    at = span.last
    if at < len(words) and words[at].spelled in language.words["coordinators"]:
        at += 1
    elif at >= len(words) or words[at].pre != ",":
        return
    kind = cast.kinds.get((place.sentence.index, at))
    if kind:
        yield f"listed={kind}"
