"""Time phrases: from words to partial dates, against the day of the article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.dates import PartialDate
from graph.errors import InvalidRecord
from loaders.languages.load import Language, TimePhrase
from loaders.reading.model import Unit

SEASON_ENDS = 6  # June: when a European season and its contracts end
_YEAR = re.compile(r"(?:19|20)\d{2}\Z")
_DAY = re.compile(r"\d{1,2}\Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time phrase: which field it can fill, its date, where it stands. `years` is a length that needs a start."""

    field: str
    date: PartialDate | None
    at: int
    clause: int
    years: int | None = None


def moments(units: Sequence[Unit], language: Language, day: PartialDate | None) -> list[Moment]:
    """The time phrases of a sentence; the longest wins where two overlap."""
    found = language.times.find(units, lambda name, at: _fits(name, units[at].folded, language))
    kept: list[Moment] = []
    taken: set[int] = set()
    for match in sorted(found, key=lambda m: (-(m.end - m.start), -m.literal, m.start)):
        if taken & set(range(match.start, match.end)):
            continue
        taken.update(range(match.start, match.end))
        words = {name: units[at].folded for name, at in match.slots.items()}
        if "year" in words and match.end < len(units) and units[match.end].pre in ("/", "-"):
            words["second"] = units[match.end].folded
        date, years = _value(match.value, words, language, day)
        if date is not None or years is not None:
            kept.append(Moment(match.value.field, date, match.start, units[match.anchor].clause, years))
    return sorted(kept, key=lambda moment: moment.at)


def _fits(name: str, word: str, language: Language) -> bool:
    if name in ("year", "season"):
        return bool(_YEAR.match(word))
    if name == "day":
        return bool(_DAY.match(word.rstrip("stndrh"))) if word[:1].isdigit() else False
    if name == "n":
        return word.isdigit() or word in language.numbers
    if name == "month":
        return word in language.months
    return name == "weekday" and word in language.weekdays


def _value(
    phrase: TimePhrase, words: Mapping[str, str], language: Language, day: PartialDate | None
) -> tuple[PartialDate | None, int | None]:
    number = _number(words.get("n"), language)
    if phrase.value is not None and phrase.value.partition(" ")[0] == "years":
        return None, _number(phrase.value.partition(" ")[2] or words.get("n"), language)
    try:
        if phrase.value is None:
            return _written(words, language, day, phrase.field), None
        return (_relative(phrase.value, words, number, language, day) if day else None), None
    except (InvalidRecord, ValueError):
        return None, None


def _number(word: str | None, language: Language) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdigit() else language.numbers.get(word)


def _written(words: Mapping[str, str], language: Language, day: PartialDate | None, field: str) -> PartialDate | None:
    """A date as it is written; without its year, the year nearest to the article."""
    month = language.months.get(words.get("month", ""))
    digits = re.sub(r"\D", "", words.get("day", ""))
    year = words.get("year") or words.get("season")
    if year is None:
        if month is None or day is None:
            return None
        return PartialDate(_nearest_year(month, day), month, int(digits) if digits else None)
    if "second" in words and len(words["second"]) in (2, 4) and words["second"].isdigit():
        second = int(year[:2] + words["second"][-2:])
        return (
            PartialDate(second, SEASON_ENDS)
            if field == "until"
            else PartialDate(second if field == "year" else int(year))
        )
    return PartialDate(int(year), month, int(digits) if month and digits else None)


def _nearest_year(month: int, day: PartialDate) -> int:
    distance = month - (day.month or 6)
    if distance > 6:
        return day.year - 1
    return day.year + 1 if distance < -6 else day.year


def season_end(day: PartialDate) -> int:
    """The year in which the season of a day ends."""
    return day.year + 1 if (day.month or 1) > SEASON_ENDS else day.year


def _relative(
    value: str, words: Mapping[str, str], number: int | None, language: Language, day: PartialDate
) -> PartialDate | None:
    end = season_end(day)
    month = day.month or 1
    seasonal = {
        "season_end": PartialDate(end, SEASON_ENDS),
        "season_end+1": PartialDate(end + 1, SEASON_ENDS),
        "next_summer": PartialDate(end),
        "next_season": PartialDate(end),
        "this_summer": PartialDate(day.year if month <= 9 else day.year + 1),
        "last_summer": PartialDate(day.year if month >= 9 else day.year - 1),
        "next_winter": PartialDate(day.year + 1 if month > 1 else day.year, 1),
        "next_year": PartialDate(day.year + 1),
        "last_year": PartialDate(day.year - 1),
        "this_year": PartialDate(day.year),
        "this_month": PartialDate(day.year, day.month),
        "today": day,
    }
    if value in seasonal:
        return seasonal[value]
    if value in ("next_month", "last_month") and day.month:
        return _months_away(day, 1 if value == "next_month" else -1)
    if value == "months_ago" and number and day.month:
        return _months_away(day, -number)
    if value == "years_ago" and number:
        return PartialDate(day.year - number)
    if value == "month_near":
        found = language.months.get(words.get("month", ""))
        return PartialDate(_nearest_year(found, day), found) if found else None
    return _day_away(value, words, language, day)


def _months_away(day: PartialDate, months: int) -> PartialDate:
    index = day.year * 12 + (day.month or 1) - 1 + months
    return PartialDate(index // 12, index % 12 + 1)


def _day_away(value: str, words: Mapping[str, str], language: Language, day: PartialDate) -> PartialDate | None:
    """Yesterday and weekdays, which need an article dated to the day."""
    if day.day is None:
        return PartialDate(day.year, day.month)
    back = {"yesterday": -1, "tomorrow": 1}.get(value)
    if back is None:
        target = language.weekdays.get(words.get("weekday", ""))
        if target is None:
            return None
        gap = (day.first.isoweekday() - target) % 7
        back = -gap if value == "last_weekday" else (7 - gap) % 7
    moved = day.first.toordinal() + back
    moment = day.first.fromordinal(moved)
    return PartialDate(moment.year, moment.month, moment.day)
