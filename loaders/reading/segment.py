"""Stage 1: words with offsets, sentences, clauses, quotations and kinds of line."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.ids import fold
from loaders.languages.forms import spell
from loaders.languages.load import Language

_WORD = re.compile(r"[^\W_]+")
_CLOSING = re.compile(r"[.!?…\"'”“»)‘’]|[ \u00a0\u202f][?!»]")  # French puts a space before some
_ENDS = frozenset(".!?…")
_BREAKS = frozenset(";:()[]–—•|")
_OPEN, _CLOSE = frozenset("„“«‹"), frozenset("”“»›")
MAX_WORDS = 120  # a longer sentence is a list or a table without stops: it is cut, so that no stage can run away
HEADING_WORDS = 9

folded_word = functools.lru_cache(maxsize=65536)(fold)


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters or digits. `pre` is the punctuation between the word before and this one, without spaces.

    `spelled` is how forms compare it, `capital` says whether it begins with a capital letter or a digit.
    """

    start: int
    end: int
    text: str
    folded: str
    spelled: str
    pre: str
    spaced: bool
    line: int
    capital: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence: its words, the clause number of each, whether each stands in a quotation, and where it stands.

    No two are equal, so that what is found out about one can be kept.
    `kind` is body, heading, question or furniture; `paragraph` counts from 0; `end` is past the closing punctuation.
    """

    index: int
    paragraph: int
    kind: str
    start: int
    end: int
    words: tuple[Word, ...]
    clauses: tuple[int, ...]
    quoted: tuple[bool, ...]

    @property
    def question(self) -> bool:
        """Whether it asks."""
        return self.kind == "question"


def segment(text: str, language: Language) -> tuple[Sentence, ...]:
    """The sentences of a text. Offsets count in `text`."""
    sentences: list[Sentence] = []
    in_quote = False
    for paragraph, words in _paragraphs(text, language.accents):
        for row in _sentences(words, language):
            quoted, in_quote = _quotes(row, in_quote)
            end = _sentence_end(text, row[-1].end)
            kind = _kind(text, row, end, language)
            clauses = _clauses(row, language)
            sentences.append(Sentence(len(sentences), paragraph, kind, row[0].start, end, tuple(row), clauses, quoted))
        in_quote = False
    return tuple(sentences)


def words_of(text: str, accents: bool = False) -> list[Word]:
    """All words of a text with the punctuation before them; `line` counts line breaks before the word."""
    spelled = spell if accents else folded_word
    found: list[Word] = []
    last = line = 0
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        line += between.count("\n")
        word = match.group()
        pre = "" if between == " " else "".join(between.split())
        spaced = between != pre or not last
        capital = word[0].isupper() or word[0].isdigit()
        found.append(
            Word(match.start(), match.end(), word, folded_word(word), spelled(word), pre, spaced, line, capital)
        )
        last = match.end()
    return found


def _paragraphs(text: str, accents: bool) -> Iterator[tuple[int, list[Word]]]:
    """Words by line; a line that goes on in lower case belongs to the line before (hard-wrapped text)."""
    current: list[Word] = []
    number = 0
    for word in words_of(text, accents):
        gap = word.line - current[-1].line if current else 0
        if gap > 1 or (gap == 1 and (word.capital or not word.text[0].islower())):
            yield number, current
            number, current = number + 1, []
        current.append(word)
    if current:
        yield number, current


def _sentences(words: list[Word], language: Language) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in words:
        if row and (len(row) >= MAX_WORDS or _begins_sentence(row[-1], word, language)):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _begins_sentence(before: Word, word: Word, language: Language) -> bool:
    stop = next((c for c in word.pre if c in _ENDS), None)
    if stop is None or not word.spaced or word.text[0].islower():
        return False
    if stop != "." or len(word.pre.strip("“”\"'»«)")) > 1:
        return True
    initial = len(before.text) == 1 and before.text.isupper() and before.pre not in ("-", "'")
    ordinal = before.text.isdigit() and len(before.text) <= 2
    return not (initial or ordinal or before.spelled in language.words["abbreviations"])


def _quotes(row: list[Word], inside: bool) -> tuple[tuple[bool, ...], bool]:
    states = []
    for word in row:
        for char in word.pre:
            if char == '"':
                inside = not inside
            elif char in _OPEN and not (char in _CLOSE and inside):
                inside = True
            elif char in _CLOSE:
                inside = False
        states.append(inside)
    return tuple(states), inside


def _sentence_end(text: str, end: int) -> int:
    """Past the closing punctuation that follows the last word."""
    while match := _CLOSING.match(text, end):
        end = match.end()
    return end


def _kind(text: str, row: list[Word], end: int, language: Language) -> str:
    opening = " ".join([word.folded for word in row[:6]]) + " "
    if opening.startswith(language.furniture):
        return "furniture"
    tail = text[row[-1].end : end + 1]
    if "?" in tail:
        return "question"
    closed = any(c in _ENDS for c in tail)
    return "heading" if not closed and len(row) <= HEADING_WORDS else "body"


def _clauses(row: list[Word], language: Language) -> tuple[int, ...]:
    """A number a word; a comma closes a clause only before a word that opens one, or after such a clause."""
    openers, relative = language.words["clause_words"], language.words["relative"]
    others, questions = language.words["clause_coordinators"], language.words["question_words"]
    number, subordinate = 0, False
    result = []
    for index, word in enumerate(row):
        comma = "," in word.pre
        opens = word.spelled in openers or (comma and word.spelled in relative)
        hard = word.pre and (not _BREAKS.isdisjoint(word.pre) or (word.pre == "-" and word.spaced))
        after = comma and (subordinate or word.spelled in others or word.spelled in questions)
        if index and (hard or opens or after):
            number += 1
            subordinate = opens
        elif opens:
            subordinate = True
        result.append(number)
    return tuple(result)
