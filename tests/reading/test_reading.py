"""What holds of every reading: verbatim evidence, the same answer each time, and no text that breaks it."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.records import Article, Reading
from loaders.extract import read_articles
from loaders.languages.check import DAY
from loaders.languages.load import available
from loaders.reading.reader import Reader
from tests.reading.cases import cases

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@functools.cache
def reader() -> Reader:
    return Reader()


def article(text: str, language: str = "de") -> Article:
    return Article("article:test", text, language, DAY)


def long_text(language: str) -> str:
    """The sentences of the cases that need no other one, in a row."""
    return " ".join(case.text for case in cases(language) if case.found)


DIRTY = [
    (
        "de",
        "\u201eGut\u201c, hie\u00df es.\n\nDer\u00a0SC Talheim ent\u00adlässt Jonas Kahl.\u00a0Es ist vor\u00adbei.",
    ),
    ("de", "Der SC Talheim entla\u0308sst Trainer Jonas Kahl."),
    ("de", "\ufeffDer SC\u202fTalheim entlässt\u200b Trainer Jonas\u2009Kahl.\r\nDas war es."),
    ("de", "»Der SC Talheim entlässt Trainer Jonas Kahl«,\tsagte Emil Rast."),
    ("en", "\u201cAshby Rovers have sacked Tom Hadley,\u201d said Owen Pryce.\u00a0\u2014 That\u2019s it."),
    ("en", "Ashby Rovers have sacked mana\u00adger Tom\u00a0Hadley \u2013 he\u2019d lost eight in a row."),
    ("en", "It\u2019s o\ufb03cial: Ashby Rovers have sacked Tom Hadley."),
    ("en", "A blow.\r\n\u202aAshby Rovers\u202c have sacked Tom\x00 Hadley."),
]


def assert_verbatim(reading: Reading) -> None:
    text = reading.article.text
    for claim in reading.claims:
        assert claim.evidence == text[claim.start : claim.end]
    for mention in reading.mentions:
        assert 0 <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize(("language", "text"), DIRTY)
def test_evidence_is_the_text_as_published(language: str, text: str) -> None:
    reading = reader().read(article(text, language))
    assert_verbatim(reading)
    leaving = [claim.evidence for claim in reading.claims if claim.predicate == "leaves"]
    assert len(leaving) == 1
    assert leaving[0] in text
    assert "Hadley" in leaving[0] or "Kahl" in leaving[0]


@pytest.mark.parametrize(("language", "text"), DIRTY)
def test_invisible_characters_change_no_claim(language: str, text: str) -> None:
    plain = text
    for old, new in (("\u00ad", ""), ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\u200b", ""), ("\ufeff", "")):
        plain = plain.replace(old, new)
    dirty, clean = (reader().read(article(each, language)) for each in (text, plain))
    assert [(c.key, c.status, c.confidence) for c in dirty.claims] == [
        (c.key, c.status, c.confidence) for c in clean.claims
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_long_article_quotes_itself(language: str) -> None:
    reading = reader().read(article(long_text(language), language))
    assert len(reading.claims) > 5
    assert_verbatim(reading)
    ids = {entity for claim in reading.claims for entity in (claim.subject, claim.object, *claim.attributed_to)}
    assert ids | {mention.entity for mention in reading.mentions} <= set(reading.entities)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_same_article_reads_the_same(language: str) -> None:
    text = long_text(language)
    first = reader().read(article(text, language))
    assert first == reader().read(article(text, language))
    assert first == Reader().read(article(text, language))


def test_neither_order_nor_workers_matter() -> None:
    articles = [case.article for language in ("de", "en") for case in cases(language)[:24]]
    alone = list(read_articles(articles))
    assert [reading.article for reading in alone] == articles
    assert list(read_articles(articles, workers=2)) == alone
    assert list(read_articles(articles[::-1])) == alone[::-1]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_rising_confidence_only_takes_claims_away(language: str) -> None:
    one = article(long_text(language), language)
    limits = [step / 10 for step in range(11)]
    kept = [
        {(claim.key, claim.status, claim.confidence) for claim in reader().read(one, min_confidence=limit).claims}
        for limit in limits
    ]
    for limit, more, fewer in zip(limits[1:], kept, kept[1:], strict=False):
        assert fewer <= more
        assert all(confidence >= limit - 0.0001 for *_, confidence in fewer)
    assert len(kept[0]) > len(kept[5]) > len(kept[10])


def test_what_the_threshold_refuses_is_counted() -> None:
    one = article(long_text("en"), "en")
    low, high = (reader().read(one, min_confidence=limit) for limit in (0.0, 0.95))
    assert [item for item in low.dropped if item.reason == "below_threshold"] == []
    refused = [item for item in high.dropped if item.reason == "below_threshold"]
    assert refused
    assert all(0 <= item.start < item.end <= len(one.text) for item in refused)


@pytest.mark.parametrize("language", ["cs", "", "xx", "DE"])
def test_a_language_without_files_is_left_out_and_counted(language: str) -> None:
    one = article("Jan Novák trénuje Spartu.", language)
    reading = reader().read(one)
    assert (reading.article, reading.claims, reading.mentions, reading.entities) == (one, (), (), {})
    assert [(item.reason, item.what) for item in reading.dropped] == [("unsupported_language", language)]


ODD = [
    "", " ", "\n\n\n", "…", "?!", ".", "...,,,;;;:::", "„“”«»\"'", "- – — -\n-\n", "🙂🙂🙂", "⚽️ FC 🙂 Talheim 👨‍👩‍👧",
    "ש" * 40, "الأهلي يتعاقد مع Jonas Kahl من SC Talheim \u202e\u202d\u2067", "A" * 9000, "(" * 2000, "1" * 2000,
    "Wort " * 10_000, "Jonas Kahl SC Talheim " * 2500, "\x00\x01\ud7ff\U0010ffff", "a\u0301" * 500,
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("language", ["de", "en"])
def test_odd_texts_are_read_without_a_fault(text: str, language: str) -> None:
    reading = reader().read(article(text, language))
    assert_verbatim(reading)
    assert reading == reader().read(article(text, language))


@pytest.mark.parametrize("text", [text for text in ODD if not any(letter.isalpha() for letter in text)])
def test_a_text_without_letters_says_nothing(text: str) -> None:
    assert reader().read(article(text), min_confidence=0.0).claims == ()


def test_an_article_needs_neither_date_nor_title() -> None:
    one = article("Der SC Talheim entließ Trainer Jonas Kahl am Montag.")
    dated, undated = reader().read(one), reader().read(replace(one, published=None))
    assert [claim.key for claim in dated.claims] == [claim.key for claim in undated.claims]
    assert {str(claim.when) for claim in dated.claims if claim.predicate == "leaves"} == {"2024-03-04"}
    assert {claim.when for claim in undated.claims} == {None}


WORDS = st.sampled_from(
    "Jonas Kahl Tom Hadley FC SC Talheim Ashby Rovers Bayern Trainer coach manager Ex- former wechselt zum joins "
    "leaves verlässt entlässt nicht not soll könnte laut according to „ “ ( ) , . ? ! : — 2024 seit bis until "
    "der the 30. Bild Emil\u00adRast \u00a0 \u200f ⚽".split(" ")
)


@FEW
@given(words=st.lists(WORDS, max_size=60), language=st.sampled_from(available()))
def test_any_row_of_words_is_read(words: list[str], language: str) -> None:
    reading = reader().read(article(" ".join(words), language), min_confidence=0.0)
    assert_verbatim(reading)
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)


@FEW
@given(text=st.text(max_size=300), language=st.sampled_from(available()))
def test_any_text_is_read(text: str, language: str) -> None:
    assert_verbatim(reader().read(article(text, language), min_confidence=0.0))


@FEW
@given(limits=st.tuples(st.floats(0, 1), st.floats(0, 1)), words=st.lists(WORDS, max_size=60))
def test_a_higher_limit_never_adds_a_claim(limits: tuple[float, float], words: list[str]) -> None:
    one = article(" ".join(words))
    more, fewer = ({c.key for c in reader().read(one, min_confidence=limit).claims} for limit in sorted(limits))
    assert fewer <= more
