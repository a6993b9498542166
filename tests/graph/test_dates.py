"""Dates and intervals against a list of all concrete days, and the laws of three-valued logic."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import Interval, PartialDate, Truth
from graph.errors import InvalidRecord
from tests.graph.strategies import partial_dates

truths = st.sampled_from(Truth)


@given(truths, truths, truths)
def test_laws_of_three_valued_logic(a: Truth, b: Truth, c: Truth) -> None:
    assert a & b is b & a
    assert a | b is b | a
    assert (a & b) & c is a & (b & c)
    assert (a | b) | c is a | (b | c)
    assert a & (b | c) is (a & b) | (a & c)
    assert ~(a & b) is ~a | ~b
    assert ~~a is a
    assert a & a is a
    assert a | (a & b) is a


WORDS = {"yes": Truth.YES, "no": Truth.NO, "?": Truth.UNKNOWN}


@pytest.mark.parametrize("row", [
    "yes yes yes yes", "yes no no yes", "yes ? ? yes", "no no no no", "no ? no ?", "? ? ? ?", "? yes ? yes",
    "? no no ?",
])  # fmt: skip
def test_truth_table(row: str) -> None:
    a, b, both, either = (WORDS[word] for word in row.split())
    assert (a & b, a | b) == (both, either)


def test_a_truth_is_no_bool() -> None:
    with pytest.raises(TypeError, match=r"Truth\.YES"):
        bool(Truth.NO)


@given(partial_dates(1, 9999))
def test_a_date_is_its_string(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date
    assert date.first <= date.last
    assert str(date).startswith(str(PartialDate(date.year)))


@pytest.mark.parametrize(("text", "shown"), [
    ("2023", "2023"), ("2023-11", "2023-11"), ("2023-11-05", "2023-11-05"), (" 2023-11 ", "2023-11"),
    ("2023-11-05T23:59:00+02:00", "2023-11-05"), ("0987", "0987"), ("2024-02-29", "2024-02-29"),
])  # fmt: skip
def test_what_is_read_as_a_date(text: str, shown: str) -> None:
    assert str(PartialDate.parse(text)) == shown


@pytest.mark.parametrize("text", [
    "", "23", "2023-1", "2023-13", "2023-00", "2023-02-29", "2023-11-31", "2023/11", "0000", "2023-", "11-2023",
    "Nov 2023", "2023-01-00",
])  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(InvalidRecord):
        PartialDate.parse(text)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(InvalidRecord, match="needs its month"):
        PartialDate(2023, day=5)


# A calendar of two years with dates of every precision, small enough to try every pair.
DATES = [PartialDate.parse(text) for text in (
    "2023", "2024", "2023-01", "2023-12", "2024-01", "2024-02", "2023-01-01", "2023-12-31", "2024-01-01", "2024-01-31",
    "2024-02-01", "2024-02-29", "2024-12-31",
)]  # fmt: skip


def days(date: PartialDate) -> list[dt.date]:
    return [date.first + dt.timedelta(days=n) for n in range((date.last - date.first).days + 1)]


def over_all_days(answers: set[bool]) -> Truth:
    """Yes if it holds whichever days are meant, no if it never holds."""
    return Truth.UNKNOWN if len(answers) == 2 else Truth.YES if answers == {True} else Truth.NO


@pytest.mark.parametrize(("one", "two"), list(product(DATES, DATES)), ids=str)
def test_before_and_same_agree_with_every_concrete_day(one: PartialDate, two: PartialDate) -> None:
    first, second = days(one), days(two)
    ends = list(product({first[0], first[-1]}, {second[0], second[-1]}))
    assert one.before(two) is over_all_days({a < b for a, b in ends})
    assert one.same(two) is over_all_days({a == b for a, b in product(first, second)})


@given(partial_dates(2022, 2024), partial_dates(2022, 2024))
def test_agreeing_is_containing(one: PartialDate, two: PartialDate) -> None:
    inside = set(days(one)) <= set(days(two)) or set(days(two)) <= set(days(one))
    assert one.agrees(two) is two.agrees(one)
    assert one.agrees(two) is inside


ENDS = [None, *(PartialDate.parse(text) for text in ("2023", "2023-12", "2023-12-31", "2024-01-01", "2024-02", "2024"))]
EDGES = [dt.date(1990, 1, 1), dt.date(2050, 1, 1)]


def readings_of(since: PartialDate | None, until: PartialDate | None) -> list[tuple[dt.date, dt.date]]:
    """Spans that the interval can mean: ends at their first and last days, unknown ends near and far away."""

    def choices(date: PartialDate | None) -> list[dt.date]:
        return sorted({*days(date)[:2], *days(date)[-2:]}) if date else [*EDGES, *(d.first for d in ENDS if d)]

    return [(begin, end) for begin, end in product(choices(since), choices(until)) if begin <= end]


INTERVALS = [
    Interval(since, until)
    for since, until in product(ENDS, ENDS)
    if not (since and until and until.before(since) is Truth.YES)
]


def allowed(truth: Truth, answers: set[bool]) -> bool:
    """A sound answer: a sure one holds for every reading (unknown is always sound)."""
    return truth is Truth.UNKNOWN or answers == {truth is Truth.YES}


@pytest.mark.parametrize("interval", INTERVALS, ids=lambda each: f"{each.since}…{each.until}")
def test_contains_is_sound_for_every_concrete_day(interval: Interval) -> None:
    for day in DATES:
        answers = {
            begin <= one <= end
            for begin, end in readings_of(interval.since, interval.until)
            for one in {day.first, day.last}
        }
        assert allowed(interval.contains(day), answers), day


def test_overlaps_is_sound_for_every_concrete_span() -> None:
    spans = {interval: readings_of(interval.since, interval.until) for interval in INTERVALS}
    for one, two in product(INTERVALS, INTERVALS):
        answers = {a[0] <= b[1] and b[0] <= a[1] for a, b in product(spans[one], spans[two])}
        assert one.overlaps(two) is two.overlaps(one)
        assert allowed(one.overlaps(two), answers), (one, two)


@pytest.mark.parametrize(("span", "other", "answer"), [
    ("2020…2022", "2021…2023", "yes"), ("2020…2022", "2023…2024", "no"), ("2020…2022", "2022…2024", "?"),
    ("…2022", "2023…", "no"), ("2020…", "…2022", "?"), ("…", "2023…2024", "?"), ("2020…", "2023…2024", "?"),
])  # fmt: skip
def test_which_spans_overlap(span: str, other: str, answer: str) -> None:
    one, two = (
        Interval(*(PartialDate.parse(end) if end else None for end in text.split("…"))) for text in (span, other)
    )
    assert one.overlaps(two) is WORDS[answer]


@pytest.mark.parametrize(("span", "day", "answer"), [
    ("2020…2022", "2021", "yes"), ("2020…2022", "2023", "no"), ("2020…2022", "2022-05", "?"),
    ("2020-01-01…2022-12-31", "2022-12-31", "yes"), ("2020…", "2019", "no"), ("2020…", "2021", "?"), ("…", "2021", "?"),
])  # fmt: skip
def test_which_days_lie_inside(span: str, day: str, answer: str) -> None:
    ends = (PartialDate.parse(end) if end else None for end in span.split("…"))
    assert Interval(*ends).contains(PartialDate.parse(day)) is WORDS[answer]


def test_an_interval_does_not_end_before_it_begins() -> None:
    with pytest.raises(InvalidRecord, match="ends before it begins"):
        Interval(PartialDate(2024), PartialDate(2023, 12))
