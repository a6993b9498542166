"""Stage 2: names, by the tables' aliases and by evidence in the text for those that no table knows."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence

from graph.ids import fold
from graph.ontology import KINDS
from loaders.languages.file import FOLDER
from loaders.languages.load import Language
from loaders.reading.model import EMPLOYERS, TEAMS, Span
from loaders.reading.segment import Sentence, Word
from loaders.reference import Alias, Reference, load

_GLUE = frozenset("-.'’&/")
MAX_RUN = 4
DOUBTFUL = 0.2  # the weight of a name that only a surer mention in the same article saves
_CLUB_MARKS = frozenset({"at", "from", "to", "against"})  # an unknown name of several words after these is a team's
SHORT = 4  # shorter words are too often something else than a surname
FAMOUS = 4  # from this prominence on a capitalised risky word stands for its club


class Names:
    """The reference tables, indexed for matching word by word."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.longest: dict[str, int] = {}
        for key in reference.aliases:
            first = key.split(" ", 1)[0]
            self.longest[first] = max(self.longest.get(first, 0), key.count(" ") + 1)
        shapes = tomllib.loads((FOLDER / "shapes.toml").read_text("utf-8"))
        self.shapes = frozenset(fold(shape) for shape in shapes["club"])
        self.titles = frozenset(fold(word) for word in shapes["title_words"])

    def at(self, words: Sequence[Word], index: int, language: Language) -> tuple[int, tuple[Alias, ...]] | None:
        """The longest alias beginning at a word: how many words, and whose name it may be."""
        most = self.longest.get(words[index].folded, 0)
        if language.genitive_s and words[index].folded.endswith("s"):
            most = max(most, 1)
        most = min(most, len(words) - index)
        for count in range(1, most):
            if not _joined(words[index + count]):
                most = count
                break
        for count in range(most, 0, -1):
            if not (words[index].capital or words[index + count - 1].capital):
                continue
            found = self._lookup(words[index : index + count], language)
            if found:
                return count, found
        return None

    def _lookup(self, words: Sequence[Word], language: Language) -> tuple[Alias, ...]:
        key = " ".join(word.folded for word in words)
        found = self.reference.aliases.get(key, ())
        if not found and language.genitive_s and key.endswith("s") and len(key) > 4 and words[-1].text[-1] == "s":
            found = self.reference.aliases.get(key[:-1], ())
        return tuple(alias for alias in found if alias.language in (None, language.code))


@functools.cache
def names() -> Names:
    """The bundled names, indexed once a process."""
    return Names(load())


def mention(sentence: Sentence, language: Language, roles: frozenset[int]) -> list[Span]:
    """The names of a sentence in order. `roles` are the indices of words that are role nouns."""
    words, table = sentence.words, names()
    spans: list[Span] = []
    index = 0
    while index < len(words):
        known = table.at(words, index, language)
        if known and index in roles and not _employer(words, index, known):
            known = None
        unknown = _unknown(sentence, index, language, roles, table)
        if known and (unknown is None or not _prefer_unknown(words, index, known, unknown)):
            count, candidates = known
            spans.append(_known(sentence, index, count, candidates, language, roles))
        elif unknown is not None:
            spans.append(unknown)
        else:
            index += 1
            continue
        index = max(spans[-1].last, index + 1)
    return [span for span in spans if span.weight > 0]


def _employer(words: Sequence[Word], index: int, known: tuple[int, tuple[Alias, ...]]) -> bool:
    """Whether the first part of a compound role noun names a team or federation ("DFB-Präsident")."""
    count, candidates = known
    glued = count == 1 and index + 1 < len(words) and words[index + 1].pre == "-"
    return glued and any(names().reference.entities[alias.entity].kind in EMPLOYERS for alias in candidates)


def _joined(word: Word) -> bool:
    return not word.pre or all(char in _GLUE for char in word.pre)


def _known(
    sentence: Sentence, index: int, count: int, candidates: tuple[Alias, ...], language: Language,
    roles: frozenset[int],
) -> Span:  # fmt: skip
    kinds = [names().reference.entities[alias.entity].kind for alias in candidates]
    kind = next((k for k in KINDS if k in kinds and k != "person"), "person")
    if kinds.count("person") and all(k in ("person", "competition") for k in kinds):
        kind = "person"
    surname = all(alias.surname for alias in candidates)
    weight = _trust(sentence.words, index, candidates, language, roles) if count == 1 else 1.0
    return span_of(sentence, index, index + count, kind, "surname" if surname else "alias", weight, candidates)


def _trust(
    words: Sequence[Word], index: int, candidates: Sequence[Alias], language: Language, roles: frozenset[int]
) -> float:
    """How far a one-word name is a name here: one that is also a word, a town or a first name needs neighbours."""
    folded = words[index].folded
    if folded in language.words["not_names"]:
        return 0.0
    reference = names().reference
    if any(alias.place for alias in candidates) and index and "in" in language.marks.get(words[index - 1].folded, ()):
        return DOUBTFUL
    if not all(alias.risky for alias in candidates):
        return 1.0
    if index + 1 in roles or index - 1 in roles or _clubby(words, index, 1, language):
        return 0.9
    noun = language.capitalised_nouns or not index
    if noun and language.code in reference.risky.get(folded, ()):
        return DOUBTFUL
    famous = max(reference.entities[alias.entity].prominence for alias in candidates) >= FAMOUS
    return 0.7 if famous else DOUBTFUL


def _clubby(words: Sequence[Word], index: int, count: int, language: Language) -> bool:
    """Whether the neighbours of a risky alias speak of football: a compound, or a word that clubs follow."""
    after = words[index + count] if index + count < len(words) else None
    before = words[index - 1].folded if index else ""
    if after is not None and (after.pre == "-" or after.pre in ("'", "’")):
        return True
    return before in language.words["club_evidence"] or (before in language.marks and words[index].pre == "")


def span_of(
    sentence: Sentence, first: int, last: int, kind: str, why: str, weight: float, found: tuple[Alias, ...] = ()
) -> Span:
    """Words [first, last) of a sentence as a name."""
    words = sentence.words[first:last]
    text = "".join((_space(w) if n else "") + w.text for n, w in enumerate(words))
    return Span(sentence.index, first, last, text, " ".join(w.folded for w in words), kind, why, weight, found)


def _space(word: Word) -> str:
    return (word.pre + " " if word.spaced and word.pre != "-" else word.pre) if word.pre else " "


def _prefer_unknown(words: Sequence[Word], index: int, known: tuple[int, tuple[Alias, ...]], unknown: Span) -> bool:
    """A longer unknown run wins over a one-word alias that is a first name or a risky word."""
    count, candidates = known
    if unknown.last - index <= count:
        return False
    if count > 1:
        return unknown.why == "shape" and unknown.last - index > count
    first = words[index].folded
    reference = names().reference
    team = all(reference.entities[alias.entity].kind in TEAMS for alias in candidates)
    if team and unknown.last - index > 2 and words[index + 1].folded in reference.firstnames:
        return False  # "the president of Nordstad Aldo Ferri": the team ends where a first name begins
    return unknown.why == "shape" or first in names().reference.firstnames or all(a.surname for a in candidates)


def _run(
    words: Sequence[Word], index: int, language: Language, roles: frozenset[int], particles: frozenset[str]
) -> int:
    """Where a run of capitalised words that starts here ends (exclusive); particles may stand inside."""
    last = here = index
    while here < len(words) and here - index < MAX_RUN + 1:
        word = words[here]
        if here > index and not _joined(word):
            break
        stop = word.folded in language.words["not_names"] or here in roles
        if word.text[0].isupper() and not stop:
            last = here + 1
        elif here == index or not _inner(words, here, language, particles):
            break
        here += 1
    return last


def _inner(words: Sequence[Word], here: int, language: Language, particles: frozenset[str]) -> bool:
    """Whether a word in lower case can stand inside a name: a particle that leads to no other name."""
    word = words[here]
    if word.folded not in particles or _leads_on(word, language):
        return False
    if here + 1 < len(words) and words[here + 1].folded in names().shapes:
        return False
    return word.folded not in language.words["determiners"] or words[here - 1].folded in particles


def _leads_on(word: Word, language: Language) -> bool:
    """Whether a particle of surnames is only a preposition to another name here ("zum", never "de" or "von")."""
    marks = language.marks.get(word.folded, ())
    return bool(marks) and "of" not in marks


def _unknown(sentence: Sentence, index: int, language: Language, roles: frozenset[int], table: Names) -> Span | None:
    """An unknown name that begins at a word, with the evidence for it."""
    words = sentence.words
    word = words[index]
    if not word.text[0].isupper() or index in roles or word.folded in language.words["not_names"]:
        return None
    last = _run(words, index, language, roles, _particles())
    if last == index:
        return None
    run = words[index:last]
    if any(w.folded in table.shapes for w in run) and len(run) > 1 and not any(w.folded in table.titles for w in run):
        if run[0].folded in table.reference.firstnames and run[0].folded not in table.shapes:
            return _person(sentence, index, last, language, roles, table)
        return span_of(sentence, index, index + _before_person(run, table), "club", "shape", 0.8)
    return _person(sentence, index, last, language, roles, table)


def _before_person(run: Sequence[Word], table: Names) -> int:
    """How many words of a club's run are the club's: a first name and another word behind it begin a person."""
    starts = (n for n in range(2, len(run) - 1) if run[n].folded in table.reference.firstnames)
    return next((n for n in starts if run[n].folded not in table.shapes), len(run))


def _person(
    sentence: Sentence, index: int, last: int, language: Language, roles: frozenset[int], table: Names
) -> Span | None:
    words = sentence.words
    last = _until_alias(words, index, last, language, table)
    run = words[index:last]
    first, final = run[0].folded, _stem(run[-1].folded, language, table)
    reference = table.reference
    role = index - 1 in roles and words[index].pre == ""
    speech = _speaks(words, index, last, language)
    if len(run) > 1:
        if first in reference.firstnames:
            return span_of(sentence, index, last, "person", "firstname", 0.9 if final in reference.surnames else 0.8)
        if role or speech:
            return span_of(sentence, index, last, "person", "role" if role else "speech", 0.8)
        if _introduced(words, last, language):
            return span_of(sentence, index, last, "person", "apposition", 0.6)
        before = words[index - 1] if index and words[index].pre == "" else None
        marks = language.marks.get(before.folded, ()) if before is not None and not language.capitalised_nouns else ()
        if _CLUB_MARKS & set(marks) and final not in reference.surnames:
            return span_of(sentence, index, last, "club", "preposition", 0.5)
        if final in reference.surnames and not language.capitalised_nouns:
            return span_of(sentence, index, last, "person", "surname_count", 0.5)
        return None
    if role or (speech and final in reference.surnames):
        return span_of(sentence, index, last, "person", "role" if role else "speech", 0.6)
    if last < len(words) and words[last].pre == "-" and last in roles:
        return span_of(sentence, index, last, "club", "compound", 0.5)
    employer = index > 1 and index - 2 in roles and {"of", "at"} & set(language.marks.get(words[index - 1].folded, ()))
    if employer and len(final) >= SHORT and final not in reference.surnames and final not in reference.firstnames:
        return span_of(sentence, index, last, "club", "compound", 0.5)
    if len(final) >= SHORT and final in reference.surnames_of and index:
        return span_of(sentence, index, last, "person", "lone" if language.capitalised_nouns else "surname", 0.5)
    return None


def _introduced(words: Sequence[Word], last: int, language: Language) -> bool:
    """Whether an age or an apposition follows a name: "Sorin Vlad, 43," · "Sorin Vlad, the Romanian"."""
    if last >= len(words) or words[last].pre != ",":
        return False
    age = words[last].text.isdigit() and len(words[last].text) == 2
    return age or words[last].folded in language.words["determiners"]


def _until_alias(words: Sequence[Word], index: int, last: int, language: Language, table: Names) -> int:
    """A run stops before a longer known name that begins inside it ("Coach" · "Thomas Frank")."""
    for here in range(index + 1, last):
        found = table.at(words, here, language)
        if not found or here + found[0] < last or words[here - 1].folded in table.reference.firstnames:
            continue
        if found[0] > 1 or not any(alias.surname for alias in found[1]):
            return here
    return last


def _stem(folded: str, language: Language, table: Names) -> str:
    if language.genitive_s and folded.endswith("s") and folded not in table.reference.surnames:
        return folded[:-1]
    return folded


def _speaks(words: Sequence[Word], index: int, last: int, language: Language) -> bool:
    verbs = language.words["name_evidence"]
    after = last < len(words) and words[last].folded in verbs and words[last].pre == ""
    return after or (index > 0 and words[index - 1].folded in verbs)


@functools.cache
def _particles() -> frozenset[str]:
    return frozenset(names().reference.particles)
