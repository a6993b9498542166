"""Dates as exact as the source is: year, month or day; intervals of them; comparison that may answer 'unknown'."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum
from typing import Self

from graph.errors import InvalidRecord

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


class Truth(Enum):
    """Three-valued answer (Kleene's strong logic)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("a Truth is not a bool: compare with Truth.YES")

    def __and__(self, other: Truth) -> Truth:
        if Truth.NO in (self, other):
            return Truth.NO
        return Truth.YES if self is other is Truth.YES else Truth.UNKNOWN

    def __or__(self, other: Truth) -> Truth:
        return ~(~self & ~other)

    def __invert__(self) -> Truth:
        return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(self, Truth.UNKNOWN)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A Gregorian date known to the year, month or day. `month` and `day` are 1-based; None is 'not known'."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise InvalidRecord("a date with a day needs its month", where=f"{self.year}-?-{self.day}")
        try:
            dt.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError as error:
            raise InvalidRecord(f"no such date ({error})", where=f"{self.year}-{self.month}-{self.day}") from error

    @classmethod
    def parse(cls, text: str) -> Self:
        """From `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (the time of day of an ISO timestamp is cut off)."""
        match = _FORM.match(text.strip()[:10])
        if match is None:
            raise InvalidRecord("not a date", where=repr(text), fix="Write YYYY, YYYY-MM or YYYY-MM-DD.")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04d}"
        month = f"{self.year:04d}-{self.month:02d}"
        return month if self.day is None else f"{month}-{self.day:02d}"

    @property
    def exactness(self) -> int:
        """1 if it is known to the year, 2 to the month, 3 to the day."""
        return 1 + (self.month is not None) + (self.day is not None)

    @property
    def first(self) -> dt.date:
        """The earliest day that this date can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The latest day that this date can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def before(self, other: PartialDate) -> Truth:
        """Whether this day certainly lies before that one."""
        if self.last < other.first:
            return Truth.YES
        return Truth.NO if self.first >= other.last else Truth.UNKNOWN

    def same(self, other: PartialDate) -> Truth:
        """Whether both are one day."""
        if self.last < other.first or other.last < self.first:
            return Truth.NO
        exact = self.day is not None and self == other
        return Truth.YES if exact else Truth.UNKNOWN

    def agrees(self, other: PartialDate) -> bool:
        """Whether both are equal to the precision of the coarser one."""
        months = self.month is None or other.month is None or self.month == other.month
        days = self.day is None or other.day is None or self.day == other.day
        return self.year == other.year and months and days


@dataclass(frozen=True, slots=True)
class Interval:
    """A span of days, both ends included; None is an end that is not known (not: an end that does not exist)."""

    since: PartialDate | None = None
    until: PartialDate | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until.before(self.since) is Truth.YES:
            raise InvalidRecord("an interval ends before it begins", where=f"{self.since}…{self.until}")

    def contains(self, day: PartialDate) -> Truth:
        """Whether the day lies inside; an unknown end never gives more than 'unknown'."""
        began = Truth.UNKNOWN if self.since is None else ~day.before(self.since)
        not_over = Truth.UNKNOWN if self.until is None else ~self.until.before(day)
        return began & not_over

    def overlaps(self, other: Interval) -> Truth:
        """Whether both share a day."""
        return ~(_ended_before(self, other) | _ended_before(other, self))


def _ended_before(one: Interval, other: Interval) -> Truth:
    if one.until is None or other.since is None:
        return Truth.UNKNOWN
    return one.until.before(other.since)
