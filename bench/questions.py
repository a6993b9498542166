"""Measures how long questions take: `python -m bench.questions [CLAIMS] [--store embedded|neo4j]`.

Generated claims are loaded, then every question is asked with names drawn as often as the press writes about them, so
that the names everyone asks for are asked for most; each set of parameters once, after some others to warm up. Times
are a user's: names looked up, rows read and turned into Python's values. Prints the rows of docs/performance.md.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from bench.generate import readings
from graph.errors import TouchlineError
from graph.ontology import PREDICATES, STATUSES
from graph.records import Reading
from graph.store import Store, connect
from queries import Question, ask, load
from tests.stores import SERVERS, STORES, versions

ASKED: Final = 60
WARM: Final = 30
_EVERY: Final = 37  # of the readings, the ones whose names are asked for


class Names:
    """Names by kind and ids of claims, as often as they occur in a sample of the readings."""

    def __init__(self, sample: list[Reading], rng: random.Random) -> None:
        self._rng = rng
        self.by_kind: dict[str, list[str]] = {}
        self.claims = [claim.id for reading in sample for claim in reading.claims]
        for reading in sample:
            for claim in reading.claims:
                for end in (claim.subject, claim.object, *claim.attributed_to):
                    self.by_kind.setdefault(reading.entities[end].kind, []).append(reading.entities[end].name)

    def value(self, kind: Any) -> Any:
        """A value for a parameter of that type."""
        if kind.kinds:
            return self._rng.choice(self.by_kind[self._rng.choice(sorted(kind.kinds & self.by_kind.keys()))])
        if kind.choices:
            return self._rng.choice([c for c in kind.choices if c in (*STATUSES, *PREDICATES, "head_coach", "person")])
        names = [name for some in self.by_kind.values() for name in some]
        return {
            "string": self._rng.choice(self.claims),
            "folded": self._rng.choice(names)[: self._rng.randint(3, 8)],
            "date": f"{self._rng.randint(2019, 2026)}-{self._rng.randint(1, 12):02}",
            "bool": True, "float": 0.5, "int": 2,
        }[kind.name]  # fmt: skip

    def parameters(self, question: Question) -> dict[str, Any]:
        """A set of parameters: all that are required, and each of the others one time in four."""
        return {
            each.name: self.value(each.type)
            for each in question.parameters
            if each.required or self._rng.random() < 0.25
        }


def measure(store: Store, names: Names) -> Iterator[tuple[str, list[float], int]]:
    """For each question its name, the times in milliseconds, and the rows of all answers."""
    for question in load().questions.values():
        times, rows = [], 0
        for number in range(WARM + ASKED):
            given = names.parameters(question)
            began = time.perf_counter()
            try:
                rows += len(ask(store, question, given))
            except TouchlineError as error:
                print(f"  {question.name} {given}: {error}", flush=True)
            if number >= WARM:
                times.append(1000 * (time.perf_counter() - began))
        yield question.name, times, rows


def main() -> None:
    """Loads, asks, and prints a row a question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="?", default=200_000)
    parser.add_argument("--store", choices=STORES, action="append")
    parser.add_argument("--folder", help="where the stores' files lie; a temporary one by default")
    wanted = parser.parse_args()
    sample = list(islice(readings(wanted.claims), 0, 40_000, _EVERY))
    with tempfile.TemporaryDirectory(dir=wanted.folder) as folder, SERVERS:
        for name in wanted.store or STORES:
            with STORES[name](Path(folder) / name) as settings, connect(settings) as store:
                began = time.perf_counter()
                store.write(readings(wanted.claims))
                print(f"{versions().get(name, name)}: loaded in {time.perf_counter() - began:.0f} s, {store.counts()}")
                for question, times, rows in measure(store, Names(sample, random.Random(1))):
                    p95 = statistics.quantiles(times, n=20)[-1]
                    print(
                        f"{question:11} p50 {statistics.median(times):7.1f} ms  p95 {p95:7.1f} ms  {rows} rows",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
