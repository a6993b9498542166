"""Where a capitalised run begins and ends: the words that may be one name that no table knows."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from loaders.languages.load import Language
from loaders.reading.names import joined, names
from loaders.reading.segment import Sentence, Word

MAX_RUN = 7
_TITLED = 0.85  # a line with a larger share of capitals writes every word so: capitals prove nothing there
_YEAR = 4  # digits of a year that belongs to a club's name
_LONG = 3  # shorter words count neither for nor against a line of capitals


def titled(sentence: Sentence, language: Language) -> bool:
    """Whether a headline writes nearly all its words with a capital ("Chelsea Eye Summer Move")."""
    long = [word for word in sentence.words if len(word.text) > _LONG and word.text[0].isalpha()]
    capitals = sum(word.text[0].isupper() for word in long)
    listed = any("," in word.pre for word in sentence.words)
    headline = sentence.kind == "heading" and len(long) > _LONG and not listed
    return headline and not language.capitalised_nouns and capitals > _TITLED * len(long)


def begins(words: Sequence[Word], index: int, language: Language, roles: frozenset[int]) -> bool:
    """Whether a name that no table knows can begin at a word."""
    word = words[index]
    counted = index and word.pre == "-" and words[index - 1].text.isdigit()
    opening = not index and word.spelled in language.words["coordinators"]  # "E Drogba, …"
    if not word.text[0].isupper() or index in roles or counted or opening:
        return False
    return word.spelled not in language.words["not_names"] or (bool(index) and _article(words, index, language))


def _article(words: Sequence[Word], index: int, language: Language) -> bool:
    """Whether a small word is written large inside a sentence, before a name: "Al Wardah", "Le Havre", "De Gea"."""
    word, after = words[index], words[index + 1] if index + 1 < len(words) else None
    small = word.spelled in language.marks or word.spelled in language.words["determiners"]
    if not small or word.text.isupper() or after is None or not joined(after):
        return False
    return after.text[0].isupper() and not any(char in word.pre for char in '.!?:"“”„«»–—•')


def run_end(words: Sequence[Word], index: int, language: Language, roles: frozenset[int]) -> int:
    """Where the run of capitalised words that starts here ends (exclusive); particles may stand inside."""
    last = here = index
    while here < len(words) and here - index < MAX_RUN:
        word = words[here]
        if here > index and not joined(word):
            break
        double = here == last > index and word.pre == "-" and here not in roles  # "Vilas-Novas"
        capital = word.text[0].isupper() and (here == index or double or begins(words, here, language, roles))
        if capital or (here == last > index and word.text.isdigit() and len(word.text) == _YEAR):
            last = here + 1
        elif here == index or not _inner(words, index, here, language):
            break
        here += 1
    return _until_alias(words, index, last, language)


def _inner(words: Sequence[Word], index: int, here: int, language: Language) -> bool:
    """Whether a word in lower case can stand inside a name: a particle that leads to no other name."""
    word, after = words[here], words[here + 1] if here + 1 < len(words) else None
    table = names()
    if after is not None and word.pre == after.pre == "-":
        return after.text[0].isupper()  # "Laval-des-Rapides"
    if word.folded not in particles() or _leads_on(word, language) or after is None:
        return False
    if after.folded in table.shapes:
        return False
    before = words[index:here]
    whole = sum(w.text[0].isupper() for w in before) > 1 and not any(w.folded in table.shapes for w in before)
    if whole and after.text[0].isupper() and after.folded not in table.reference.surnames:
        return False  # "Ana Ruiz del Norte": a name in full, then whose she is
    return word.spelled not in language.words["determiners"] or words[here - 1].folded in particles()


def _leads_on(word: Word, language: Language) -> bool:
    """Whether a particle of surnames is only a preposition to another name here ("zum", never "de" or "von")."""
    marks = language.marks.get(word.spelled, ())
    return bool(marks) and "of" not in marks


@functools.cache
def particles() -> frozenset[str]:
    """Folded particles of surnames."""
    return frozenset(names().reference.particles)


def _until_alias(words: Sequence[Word], index: int, last: int, language: Language) -> int:
    """A run stops before a longer known name that begins inside it ("Coach" · "Thomas Frank")."""
    table = names()
    for here in range(index + 1, last):
        found = table.at(words, here, language)
        if not found or here + found[0] < last or words[here - 1].folded in table.reference.firstnames:
            continue
        if found[0] > 1 and words[here].text[0].isupper():
            return without_particles(words, index, here)
    return last


def without_particles(words: Sequence[Word], index: int, last: int) -> int:
    """Where a run ends without the small words at its end."""
    while last > index + 1 and not words[last - 1].text[0].isupper():
        last -= 1
    return last
