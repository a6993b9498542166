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
    """What came in and what was left out. `seconds` is wall time; counters go from a reason to how often."""

    articles: int = 0
    claims: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, reading: Reading) -> None:
        """Count an article that was read."""
        self.articles += 1
        self.claims += len(reading.claims)
        self.dropped.update(f"{each.stage}: {each.reason}" for each in reading.dropped)

    @property
    def reasons(self) -> Counter[str]:
        """How many inputs were rejected, by reason."""
        return Counter(each.reason for each in self.rejected)

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds if self.seconds else 0.0

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        rejected = [{"where": each.where, "reason": each.reason, "detail": each.detail} for each in self.rejected]
        return {
            "articles": self.articles,
            "claims": self.claims,
            "rejected": rejected,
            "dropped": dict(sorted(self.dropped.items())),
            "seconds": round(self.seconds, 3),
        }


def ingest(
    store: Store,
    found: Iterable[Article | Rejected],
    *,
    workers: int = 1,
    on_read: Callable[[Reading], None] | None = None,
) -> Report:
    """Read every article and write it to the store, in batches; `on_read` is told of each one that is written.

    What is rejected is reported and hinders nothing. Raises StoreError if the store fails.
    """
    from loaders.extract import read_articles

    report, began = Report(), time.monotonic()
    store.prepare()
    readings = read_articles(_accepted(found, report), workers=workers)
    for batch in _batches(readings, BATCH):
        store.write(batch)
        for reading in batch:
            report.add(reading)
            if on_read:
                on_read(reading)
    report.seconds = time.monotonic() - began
    return report


def _accepted(found: Iterable[Article | Rejected], report: Report) -> Iterator[Article]:
    for each in found:
        if isinstance(each, Article):
            yield each
        else:
            report.rejected.append(each)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
