"""Cleaning: a table of texts, and properties of the way back to the original."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.clean import clean

CASES = [
    # original, cleaned
    ("Plain text.\nTwo lines – „quoted“ «so» – stay.", "Plain text.\nTwo lines – „quoted“ «so» – stay."),
    ("Müller, São Paulo, Łódź, 東京 🎉", "Müller, São Paulo, Łódź, 東京 🎉"),
    ("5\u00a0Mio.\u202f€\tnet\u2003x", "5 Mio. € net x"),
    ("Ver\u00adtrag un\u200bter\u2060schrieben\ufeff", "Vertrag unterschrieben"),
    ("l’entraîneur, ‚Relevo‘, d´Artois, O`Neill", "l'entraîneur, 'Relevo', d'Artois, O'Neill"),
    ("Bayer‑Trainer, Paris‐Coach, −3", "Bayer-Trainer, Paris-Coach, -3"),
    ("one\r\ntwo\rthree\u2028four\x0cfive", "one\ntwo\nthree\nfour\nfive"),
    ("Mu\u0308ller, Pere\u0301z, Dz\u030ceko", "Müller, Peréz, Džeko"),
    ("Mu\u00ad\u0308ller", "Müller"),
    ("x\u0302 stays two", "x\u0302 stays two"),
    ("a\x00b\x07c\x7fd", "abcd"),
    ("It\x92s \x93over\x94 \x96 \x80 5", "It's “over” – € 5"),
    ("Steﬀen, oﬃce, ﬁnal", "Steffen, office, final"),
    ("", ""),
    ("\u00ad\u200b", ""),
]

# Much of what cleaning is about, so that random texts meet it often.
ODD = "ab eéx\n\r\t\u00ad\u200b\ufeff\u0301\u0308\u0323\u0344\u034f\u00a0’„“ﬁ\x00\x92\u212b\u1100\u1161\u0958🎉\ufe0f"
texts = st.one_of(st.text(), st.text(alphabet=ODD), st.text(st.characters(max_codepoint=0x2FF), max_size=200))


@pytest.mark.parametrize(("original", "expected"), CASES)
def test_cleans(original: str, expected: str) -> None:
    assert clean(original).text == expected


@pytest.mark.parametrize(
    ("original", "word", "there"),
    [
        ("Der Ver\u00adtrag läuft aus.", "Vertrag", "Ver\u00adtrag"),
        ("Der \u00adVertrag\u200b läuft", "Vertrag", "Vertrag"),
        ("\ufeffJose\u0301 Mourinho", "José", "Jose\u0301"),
        ("One.\r\n\r\nTwo.\r\n", "One.\n\nTwo.", "One.\r\n\r\nTwo."),
        ("am 5.\u00a0Mai ‚Relevo‘", "5. Mai 'Relevo'", "5.\u00a0Mai ‚Relevo‘"),
        ("the oﬃce of", "office", "oﬃce"),
    ],
)
def test_evidence_is_verbatim(original: str, word: str, there: str) -> None:
    cleaned = clean(original)
    at = cleaned.text.index(word)
    start, end = cleaned.original(at, at + len(word))
    assert original[start:end] == there


def test_clean_text_is_the_same_object() -> None:
    text = "Müller bleibt – „sicher“.\n" * 50
    cleaned = clean(text)
    assert cleaned.text is text
    assert cleaned.offsets == ()


@pytest.mark.parametrize("span", [(-1, 0), (2, 1), (0, 4), (4, 4)])
def test_span_outside_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="outside"):
        clean("a\u00adbc").original(*span)


@given(texts)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text).text
    again = clean(once)
    assert again.text == once
    assert all(again.original(at, at + 1) == (at, at + 1) for at in range(len(once)))


@given(texts)
def test_letters_end_composed(text: str) -> None:
    latin = "".join(c for c in text if ord(c) < 0x370)
    composed = clean(latin).text
    assert unicodedata.normalize("NFC", composed) == composed


@given(texts, st.data())
def test_spans_map_inside_in_order_and_clean_to_themselves(text: str, data: st.DataObject) -> None:
    cleaned = clean(text)
    size = len(cleaned.text)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    low, high = cleaned.original(start, end)
    assert 0 <= low <= high <= len(text)
    wide_low, wide_high = cleaned.original(max(0, start - 1), min(size, end + 1))
    assert wide_low <= low
    if start < end:
        assert high <= wide_high
        back = clean(text[low:high]).text
        whole = not any(e.start < cut < e.end for e in cleaned.offsets for cut in (start, end))
        assert back == cleaned.text[start:end] if whole else cleaned.text[start:end] in back


@given(texts)
def test_neighbours_do_not_overlap(text: str) -> None:
    cleaned = clean(text)
    edges = {at for edit in cleaned.offsets for at in range(edit.start + 1, edit.end)}
    spans = [cleaned.original(at, at + 1) for at in range(len(cleaned.text)) if at not in edges and at + 1 not in edges]
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert all(low < high for low, high in spans)
