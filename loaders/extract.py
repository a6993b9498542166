"""Many articles to readings, in order, on one or more processes."""

from __future__ import annotations

import functools
import itertools
import multiprocessing
from collections.abc import Iterable, Iterator

from graph.records import Article, Reading
from loaders.reading.reader import Reader

BATCH = 16


@functools.cache
def _reader() -> Reader:
    return Reader()


def _read(job: tuple[Article, float | None]) -> Reading:
    article, minimum = job
    return _reader().read(article, min_confidence=minimum)


def read_articles(
    articles: Iterable[Article], *, workers: int = 1, min_confidence: float | None = None
) -> Iterator[Reading]:
    """Readings in the order of the articles, streamed. `workers` processes share the work when more than one."""
    jobs = ((article, min_confidence) for article in articles)
    if workers <= 1:
        yield from map(_read, jobs)
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers) as pool:
        # One round of batches at a time: a pool would otherwise read the whole input into memory.
        while batch := list(itertools.islice(jobs, BATCH * workers * 4)):
            yield from pool.imap(_read, batch, chunksize=BATCH)
