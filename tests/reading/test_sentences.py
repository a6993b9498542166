"""Plain sentences with inline answers: what a reader expects of the bundled words and weights."""

from __future__ import annotations

import functools

import pytest

from graph.dates import PartialDate
from graph.ids import fold
from graph.records import Article, Claim, Reading
from loaders.reading.reader import Reader

DAY = PartialDate(2024, 3, 10)

# language, text, "subject | predicate | object | field=value, …" that must be found (none: nothing may be found)
FOUND = [
    (
        "de",
        "Trainer Jonas Kahl vom SC Talheim lobte seine Elf.",
        "Jonas Kahl | coaches | SC Talheim | tense=current, role=head_coach",
    ),
    (
        "de",
        "Co-Trainer Jonas Kahl vom SC Talheim sprach nach dem Abpfiff.",
        "Jonas Kahl | coaches | SC Talheim | role=assistant_coach",
    ),
    ("de", "Bayern-Trainer Jonas Kahl schwieg.", "Jonas Kahl | coaches | Bayern Munich | tense=current"),
    ("de", "Ex-BVB-Stürmer Jonas Kahl schwieg.", "Jonas Kahl | plays_for | Borussia Dortmund | tense=former"),
    (
        "de",
        "DFB-Präsident Jonas Kahl war zufrieden.",
        "Jonas Kahl | works_for | German Football Association | role=president",
    ),
    (
        "de",
        "Der SC Talheim entlässt Trainer Jonas Kahl.",
        "Jonas Kahl | leaves | SC Talheim | manner=sacked, status=confirmed",
    ),
    ("de", "Jonas Kahl wechselt vom SC Talheim zum FC Auberg.", "Jonas Kahl | joins | FC Auberg | status=confirmed"),
    ("de", "Der SC Talheim buhlt um Jonas Kahl.", "Jonas Kahl | candidate_for | SC Talheim | status=confirmed"),
    (
        "de",
        "Jonas Kahl trainierte den SC Talheim von 2010 bis 2013.",
        "Jonas Kahl | coaches | SC Talheim | tense=former",
    ),
    (
        "de",
        "Seit 2021 trainiert Jonas Kahl den SC Talheim.",
        "Jonas Kahl | coaches | SC Talheim | tense=current, since=2021",
    ),
    (
        "en",
        "Ashby Rovers manager Tom Hadley praised his players.",
        "Tom Hadley | coaches | Ashby Rovers | tense=current, role=head_coach",
    ),
    (
        "en",
        "Former Liverpool midfielder Tom Hadley was in the stands.",
        "Tom Hadley | plays_for | Liverpool | tense=former",
    ),
    (
        "en",
        "Barcelona president Tom Hadley and sporting director Owen Pryce kept silent.",
        "Owen Pryce | works_for | FC Barcelona | role=sporting_director",
    ),
    ("en", "Ashby Rovers chairman Tom Hadley kept silent.", "Tom Hadley | works_for | Ashby Rovers | role=chairman"),
    ("en", "Ashby Rovers have sacked manager Tom Hadley.", "Tom Hadley | leaves | Ashby Rovers | manner=sacked"),
    (
        "en",
        "Ashby Rovers are interested in Tom Hadley.",
        "Tom Hadley | candidate_for | Ashby Rovers | status=confirmed",
    ),
    (
        "en",
        "Everton star Tom Hadley is a target for Manchester United.",
        "Tom Hadley | plays_for | Everton | tense=current",
    ),
    (
        "en",
        "Everton star Tom Hadley is a target for Manchester United.",
        "Tom Hadley | candidate_for | Manchester United |",
    ),
    ("en", "Liverpool legend Tom Hadley praised the crowd.", "Tom Hadley | plays_for | Liverpool | tense=former"),
    ("en", "Tom Hadley has signed a new contract at Ashby Rovers.", "Tom Hadley | extends_with | Ashby Rovers |"),
]

NOT_FOUND = [
    ("de", "Am Abend regnete es in Talheim, und die Straßen blieben leer."),
    ("de", "Jonas Kahl traf in der 70. Minute zum 2:1."),
    ("en", "It rained in Ashby all evening, and the streets stayed empty."),
    ("en", "Tom Hadley scored twice before the break and was booked late on."),
]


@functools.cache
def _reader() -> Reader:
    return Reader()


def _read(text: str, language: str) -> Reading:
    return _reader().read(Article("article:test", text, language, DAY))


def _says(claim: Claim, wanted: list[str], reading: Reading) -> bool:
    names = [
        {fold(name) for name in (reading.entities[key].name, *reading.entities[key].aliases)}
        for key in (claim.subject, claim.object)
    ]
    fields = dict(part.split("=") for part in wanted[3].split(", ")) if wanted[3] else {}
    return (
        fold(wanted[0]) in names[0]
        and claim.predicate == wanted[1]
        and fold(wanted[2]) in names[1]
        and all(str(getattr(claim, field)) == value for field, value in fields.items())
    )


@pytest.mark.parametrize(("language", "text", "wanted"), FOUND)
def test_a_plain_sentence_gives_its_claim(language: str, text: str, wanted: str) -> None:
    reading = _read(text, language)
    cells = [cell.strip() for cell in wanted.split("|")]
    assert any(_says(claim, cells, reading) for claim in reading.claims), reading.claims


@pytest.mark.parametrize(("language", "text"), NOT_FOUND)
def test_what_tells_of_no_post_gives_nothing(language: str, text: str) -> None:
    assert _read(text, language).claims == ()


DENIED = [
    ("de", "Jonas Kahl ist beim SC Talheim kein Thema mehr.", "denied"),
    ("de", "Der SC Talheim soll Interesse an Jonas Kahl haben.", "reported"),
    ("en", "Ashby Rovers are reportedly interested in Tom Hadley.", "reported"),
]


@pytest.mark.parametrize(("language", "text", "status"), DENIED)
def test_the_status_is_what_the_words_make_it(language: str, text: str, status: str) -> None:
    reading = _read(text, language)
    assert status in {claim.status for claim in reading.claims if claim.predicate == "candidate_for"}, reading.claims


def test_accents_tell_words_apart() -> None:
    could = {claim.status for claim in _read("Der SC Talheim könnte Jonas Kahl verpflichten.", "de").claims}
    did = {claim.status for claim in _read("Der SC Talheim konnte Jonas Kahl verpflichten.", "de").claims}
    assert "confirmed" not in could
    assert "speculated" not in did
    assert could or did


def test_a_description_stands_for_who_was_named() -> None:
    text = "Carlo Ancelotti trainiert Real Madrid. Der Italiener verlässt die Königlichen im Sommer."
    reading = _read(text, "de")
    leaving = [claim for claim in reading.claims if claim.predicate == "leaves"]
    assert [(reading.entities[c.subject].name, reading.entities[c.object].name) for c in leaving] == [
        ("Carlo Ancelotti", "Real Madrid")
    ]


def test_evidence_is_the_original_text_at_its_offsets() -> None:
    text = (
        "\u201eGut\u201c, hie\u00df es.\n\nDer\u00a0SC Talheim ent\u00adlässt Trainer Jonas Kahl."
        "\u00a0Es ist vor\u00adbei."
    )
    for claim in _read(text, "de").claims:
        assert claim.evidence == text[claim.start : claim.end]
    assert _read(text, "de").claims


def test_a_higher_confidence_only_takes_claims_away() -> None:
    text = " ".join(sentence for language, sentence, _ in FOUND if language == "en")
    article = Article("article:test", text, "en", DAY)
    kept = [{claim.key for claim in _reader().read(article, min_confidence=limit).claims} for limit in (0.3, 0.6, 0.9)]
    assert kept[0] >= kept[1] >= kept[2]
    assert kept[0] != kept[2]


def test_the_same_article_reads_the_same() -> None:
    text = FOUND[0][1]
    assert _read(text, "de") == _read(text, "de")


def test_a_language_without_files_is_left_out_and_counted() -> None:
    reading = _read("Jan Novák trénuje Spartu.", "cs")
    assert reading.claims == ()
    assert [dropped.reason for dropped in reading.dropped] == ["unsupported_language"]


@pytest.mark.parametrize("text", ["…", "?!", "🙂🙂🙂", "ש" * 40, "Wort " * 4000, "\n\n\n-\n", "A" * 9000])
def test_odd_texts_are_read_without_a_fault(text: str) -> None:
    assert isinstance(_read(text, "de"), Reading)
