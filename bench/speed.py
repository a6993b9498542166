"""Measures how fast articles are read: `python -m bench.speed ARTICLES…`; the best of three passes counts.

One process first, its languages and names loaded before the clock starts; then all cores, the start of the workers
included, as a user waits for it too.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import time
from collections import deque
from collections.abc import Sequence

from graph.records import Article
from loaders.extract import read_articles
from loaders.sources import read_sources

PASSES = 3
COPIES = 4  # of the articles, for all cores: their start should not be most of what is measured


def seconds(articles: Sequence[Article], workers: int) -> float:
    """How long one pass takes."""
    began = time.perf_counter()
    deque(read_articles(articles, workers=workers), maxlen=0)
    return time.perf_counter() - began


def main() -> None:
    """Reads the articles and prints the figures."""
    os.environ.setdefault("TOUCHLINE_REFERENCE", "-")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="+")
    articles = [each for each in read_sources(parser.parse_args().articles) if isinstance(each, Article)]
    if not articles:
        sys.exit("no articles there: name files or folders of articles")
    mean = sum(len(article.text) for article in articles) / len(articles)
    print(f"{len(articles)} articles of {mean:.0f} characters, Python {platform.python_version()}")
    seconds(articles, 1)
    one = len(articles) / min(seconds(articles, 1) for _ in range(PASSES))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # in KiB on Linux
    print(f"1 worker   {one:6.1f} articles/s  {memory:.0f} MB")
    cores = os.cpu_count() or 1
    if cores > 1:
        every = COPIES * len(articles) / seconds(list(articles) * COPIES, cores)
        print(f"{cores} workers  {every:6.1f} articles/s")


if __name__ == "__main__":
    main()
