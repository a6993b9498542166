"""Writers at the same time: nothing is lost, nothing is there twice. Every store runs these."""

from __future__ import annotations

import threading

from graph.store import Store, connect
from tests.store.world import COACHES, CONTRACT, RUMOUR, STORY, reading


def together(*jobs) -> list[Exception]:
    """Run all jobs at once; the errors they ended with."""
    failures: list[Exception] = []
    gate = threading.Barrier(len(jobs))

    def run(job) -> None:
        gate.wait()
        try:
            job()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def relations(store: Store) -> list[tuple]:
    found = store.read("MATCH (:Entity)-[r]->(:Entity) RETURN type(r) AS t, r.claims AS claims, r.articles AS articles")
    return sorted((row["t"], row["claims"], row["articles"]) for row in found.rows)


def test_writers_of_the_same_story_agree(store, settings):
    with connect(settings) as second, connect(settings) as third:
        failures = together(*(lambda each=each: each.write(STORY) for each in (store, second, third)))
    assert failures == []
    assert store.counts() == {"entities": 5, "articles": 2, "claims": 4, "relations": 4, "names": 11}
    names = store.read("MATCH (n:Name)-[link:NAMES]->(e) RETURN n.key AS k, e.id AS e, count(link) AS n").rows
    assert {row["n"] for row in names} == {1}


def test_no_claim_is_missed_when_many_articles_tell_of_one_pair_at_once(store):
    writers, each = 3, 4
    stories = [
        [reading(f"{writer}-{number}", COACHES, CONTRACT, RUMOUR) for number in range(each)]
        for writer in range(writers)
    ]
    failures = together(*(lambda story=story: store.write(story, batch_rows=1) for story in stories))
    assert failures == []
    assert store.counts()["claims"] == 3 * writers * each
    total = writers * each
    assert relations(store) == [
        ("CANDIDATE_FOR", total, total), ("COACHES", total, total), ("CONTRACT_UNTIL", total, total),
    ]  # fmt: skip
