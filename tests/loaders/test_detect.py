"""Language: one sentence or two in each language that is read, and in languages that must be refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.detect import LANGUAGES, detect

TABLE = Path(__file__).with_name("fixtures") / "languages.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
BY_LANGUAGE = {code: " ".join(text for other, text in ROWS if other == code) for code in LANGUAGES}


@pytest.mark.parametrize(("expected", "text"), ROWS)
def test_short_text(expected: str, text: str) -> None:
    found = detect(text)
    assert found is not None
    assert (found if found in LANGUAGES else "other") == expected


def test_table_covers_every_language() -> None:
    assert {code for code, _ in ROWS} == {*LANGUAGES, "other"}


@pytest.mark.parametrize(
    "text", ["", "   \n", "1:0, 2:0 (45.)", "Ok.", "https://example.org/der-trainer-ist-weg-vom-verein"]
)
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_foreign_quotation_at_the_beginning_does_not_decide(language: str) -> None:
    other = "en" if language != "en" else "fr"
    text = BY_LANGUAGE[other][:300] + "\n\n" + BY_LANGUAGE[language] * 6
    assert detect(text) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_and_account_names_do_not_decide(language: str) -> None:
    noise = " https://news.example.com/the-manager-has-left-after-the-game @thenewsoftheday #TheManagerHasLeft "
    assert detect(noise * 3 + BY_LANGUAGE[language]) == language
