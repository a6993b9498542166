"""From found articles to the graph: read, write, count. Used by `POST /v1/articles`, `touchline load` and notebooks."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from graph.records import Article, Reading

if TYPE_CHECKING:
    from graph.store import Store
    from loaders.sources import Rejected

T = TypeVar("T")
BATCH: Final = 200


@dataclass(slots=True)
class Report:
    """What came in and what was left out. `seconds` is wall time; counters go from a reason to how often.

    `rejected` are the inputs that gave no article, `lost` the fields that were lost while their article was kept.
    `new` and `changed` are articles that the store did not hold, or not like that; `stored` is False without a store.
    """

    articles: int = 0
    claims: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    lost: list[Rejected] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    new: int = 0
    changed: int = 0
    stored: bool = False
    seconds: float = 0.0

    def add(self, reading: Reading) -> None:
        """Count an article that was read."""
        self.articles += 1
        self.claims += len(reading.claims)
        self.dropped.update(f"{each.stage}: {each.reason}" for each in reading.dropped)

    def leave_out(self, rejected: Rejected) -> None:
        """Count an article that was rejected, or what of one was lost."""
        (self.rejected if rejected.lost == "article" else self.lost).append(rejected)

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds if self.seconds else 0.0

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "articles": self.articles,
            "new": self.new,
            "changed": self.changed,
            "claims": self.claims,
            "rejected": [told(each) for each in self.rejected],
            "lost": [{**told(each), "lost": each.lost} for each in self.lost],
            "dropped": dict(sorted(self.dropped.items())),
            "seconds": round(self.seconds, 3),
        }


def told(rejected: Rejected) -> dict[str, str]:
    """What was left out, for JSON."""
    return {"where": rejected.where, "reason": rejected.reason, "detail": rejected.detail, "message": rejected.message}


def ingest(
    store: Store,
    found: Iterable[Article | Rejected],
    *,
    workers: int = 1,
    on_read: Callable[[Reading], None] | None = None,
) -> Report:
    """Read every article and write it to the store, in batches; `on_read` is told of each reading before that.

    What is rejected is reported and hinders nothing. Raises StoreError if the store fails.
    """
    from loaders.extract import read_articles

    report, began = Report(stored=True), time.monotonic()
    store.prepare()
    readings = read_articles(_accepted(found, report), workers=workers)
    for batch in _batches(_noted(readings, report, on_read), BATCH):
        written = store.write(batch)
        report.new += written.articles.new
        report.changed += written.articles.changed
        report.dropped.update(f"{each.stage}: {each.reason}" for each in written.dropped)
    report.seconds = time.monotonic() - began
    return report


def _accepted(found: Iterable[Article | Rejected], report: Report) -> Iterator[Article]:
    for each in found:
        if isinstance(each, Article):
            yield each
        else:
            report.leave_out(each)


def _noted(readings: Iterable[Reading], report: Report, on_read: Callable[[Reading], None] | None) -> Iterator[Reading]:
    for reading in readings:
        report.add(reading)
        if on_read:
            on_read(reading)
        yield reading


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
