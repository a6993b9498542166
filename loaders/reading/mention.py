"""Stage 2: names: what the tables know, and capitalised runs that only the whole article can decide (`naming.py`)."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ontology import KINDS
from loaders.languages.load import Language
from loaders.reading.model import EMPLOYERS, Span
from loaders.reading.names import Names, names
from loaders.reading.nations import demonyms
from loaders.reading.runs import begins, run_end, titled, without_particles
from loaders.reading.segment import Sentence, Word
from loaders.reference import Alias

SHORT = 4  # shorter words are too often something else than a surname
FAMOUS = 4  # from this prominence on a capitalised risky word stands for its club
RUN = "run"  # why: nothing but its capitals, so far


def mention(sentence: Sentence, language: Language, roles: frozenset[int]) -> list[Span]:
    """The names of a sentence in order. `roles` are the indices of words that are role nouns."""
    words, table = sentence.words, names()
    plain = not titled(sentence, language)
    spans: list[Span] = []
    index = 0
    while index < len(words):
        known = table.at(words, index, language)
        if known and index in roles and not _employer(words, index, known):
            known = None
        last = run_end(words, index, language, roles) if plain and begins(words, index, language, roles) else index
        if known and not (last - index > known[0] and _longer(words, index, known, last, language, table)):
            spans.append(_known(sentence, index, known[0], known[1], language))
        elif last > index:
            spans += _parts(sentence, index, last, language, table)
        else:
            index += 1
            continue
        index = max(spans[-1].last, index + 1)
    return [span for span in spans if span.weight > 0 or span.why == RUN]


def _employer(words: Sequence[Word], index: int, known: tuple[int, tuple[Alias, ...]]) -> bool:
    """Whether the first part of a compound role noun names a team or federation ("DFB-Präsident")."""
    count, candidates = known
    glued = count == 1 and index + 1 < len(words) and words[index + 1].pre == "-"
    return glued and any(names().reference.entities[alias.entity].kind in EMPLOYERS for alias in candidates)


def _longer(
    words: Sequence[Word], index: int, known: tuple[int, tuple[Alias, ...]], last: int, language: Language, table: Names
) -> bool:
    """Whether a run is another name than the alias that it begins with ("Real Ebrija", "Artur Jorge Amaral")."""
    count, candidates = known
    reference = table.reference
    rest = words[index + count : last]
    team = _team(candidates, table)
    shaped = any(word.folded in table.shapes for word in (rest if count > 1 else words[index:last]))
    if not team:
        surname = all(alias.surname for alias in candidates)
        return surname or words[index].folded in reference.firstnames or not language.capitalised_nouns
    if _first_name(rest[0], table) and rest[0].folded not in table.shapes and len(rest) > 1:
        return False  # "the president of Nordstad Aldo Ferri": the team ends where a first name begins
    if rest[0].pre == "-" and rest[0].text[0].islower():
        return True  # a town's name goes on ("Laval-des-Rapides")
    if count == 1 and words[index].folded in reference.firstnames and rest[0].folded not in table.shapes:
        return True  # "Barry Ollerenshaw"
    if language.of_side(rest[0].text) or (count > 1 and not shaped):
        return False
    famous = max(reference.entities[alias.entity].prominence for alias in candidates) >= FAMOUS
    return shaped or (not language.capitalised_nouns and not famous)


def _parts(sentence: Sentence, index: int, last: int, language: Language, table: Names) -> list[Span]:
    """A run as one span; where a first name stands inside, what comes before it is a name of its own."""
    words = sentence.words
    first = next((at for at in range(index + 1, last - 1) if _introduces(words, at, index, language, table)), index)
    if language.capitalised_nouns:
        shape = next((at for at in range(index + 1, last) if words[at].folded in table.shapes), index)
        if shape > index and not words[shape - 1].folded.endswith("er"):
            first = max(first, shape)
    ends = ((index, without_particles(words, index, first)), (first, last))
    return [run(sentence, *each) for each in ends if each[0] < each[1]]


def _introduces(words: Sequence[Word], at: int, index: int, language: Language, table: Names) -> bool:
    """Whether a first name after other words begins a person: "Stürmer Jonas Kahl", "the Finn Jari Aho"."""
    known, before, opening = table.reference.firstnames, words[at - 1], words[index]
    if not _first_name(words[at], table) or words[at].folded in table.shapes or words[at].pre:
        return False
    if before.folded in known and before.spelled not in language.marks:
        return False
    apart = before.text[0].isupper() or (language.capitalised_nouns and before.spelled in language.marks)
    people = bool(index) and words[index - 1].spelled in language.words["determiners"]  # "the Finn"
    named = opening.folded in known and opening.spelled not in language.marks
    if people and opening.folded in demonyms(table.reference, language.code):
        return apart
    return apart and not named and _opens(words, index, at, language, table)


def _opens(words: Sequence[Word], index: int, at: int, language: Language, table: Names) -> bool:
    """Whether what stands before a first name can be another word with a capital, or a name of its own."""
    opening = words[index].folded
    if language.capitalised_nouns or not index or opening in table.shapes:
        return True
    found = table.at(words, index, language)
    return found is not None and found[0] == at - index and _team(found[1], table)


def _team(candidates: Sequence[Alias], table: Names) -> bool:
    """Whether a known name is no person's."""
    return all(table.reference.entities[alias.entity].kind != "person" for alias in candidates)


def _first_name(word: Word, table: Names) -> bool:
    """Whether a word is somebody's first name, and not a particle that others are called by ("de")."""
    return word.text[0].isupper() and word.folded in table.reference.firstnames


def run(sentence: Sentence, first: int, last: int) -> Span:
    """Words [first, last) as a name of which nothing is known yet."""
    return span_of(sentence, first, last, "", RUN, 0.0)


def _known(sentence: Sentence, index: int, count: int, candidates: tuple[Alias, ...], language: Language) -> Span:
    """A name of the tables; one word that is also another word, a town or a first name stays undecided."""
    kinds = [names().reference.entities[alias.entity].kind for alias in candidates]
    kind = next((k for k in KINDS if k in kinds and k != "person"), "person")
    if kinds.count("person") and all(k in ("person", "competition") for k in kinds):
        kind = "person"
    surname = all(alias.surname for alias in candidates)
    if count == 1 and kind != "outlet" and all(alias.risky for alias in candidates):
        stop = sentence.words[index].spelled in language.words["not_names"]
        return span_of(sentence, index, index + 1, kind, "alias" if stop else RUN, 0.0, candidates)
    return span_of(sentence, index, index + count, kind, "surname" if surname else "alias", 1.0, candidates)


def span_of(
    sentence: Sentence, first: int, last: int, kind: str, why: str, weight: float, found: tuple[Alias, ...] = ()
) -> Span:
    """Words [first, last) of a sentence as a name."""
    words = sentence.words[first:last]
    text = "".join((_space(w) if n else "") + w.text for n, w in enumerate(words))
    return Span(sentence.index, first, last, text, " ".join(w.folded for w in words), kind, why, weight, found)


def _space(word: Word) -> str:
    return (word.pre + " " if word.spaced and word.pre != "-" else word.pre) if word.pre else " "
