"""From claims to relations: tables of small press stories with what they come to, and laws that always hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.dates import Interval, PartialDate, Truth
from graph.ontology import STATUSES
from graph.records import Claim
from graph.relations import Relation, derive
from tests.graph.strategies import claims, near_dates

Story = list[tuple[Claim, PartialDate | None]]


def told(
    published: str | None, predicate: str, status: str = "confirmed", **fields: object
) -> tuple[Claim, str | None]:
    """A claim on one person and one club, from an article of that date."""
    for name in ("since", "until", "when", "year"):
        if name in fields:
            fields[name] = PartialDate.parse(str(fields[name]))
    article = str(fields.pop("article", f"article:{published}:{status}"))
    words = str(fields.pop("evidence", "a sentence"))
    claim = Claim(
        article, "person:s", predicate, str(fields.pop("object", "club:x")), status, words, 0, len(words), **fields
    )  # type: ignore[arg-type]
    return claim, published


def relations(*story: tuple[Claim, str | None]) -> tuple[Relation, ...]:
    dates = {claim.article: PartialDate.parse(day) if day else None for claim, day in story}
    return derive([claim for claim, _ in story], dates)


def only(*story: tuple[Claim, str | None]) -> Relation:
    (relation,) = relations(*story)
    return relation


BY_NAME = {"attributed_to": ("person:boss",)}
STATUS_STORIES = [
    ("a rumour grows surer", [("2023-01", "speculated", {}), ("2023-02", "reported", {})], "reported"),
    (
        "a possibility does not weaken a report",
        [("2023-01", "reported", {}), ("2023-02", "speculated", {})],
        "reported",
    ),
    ("confirmed ends the guessing", [("2023-01", "reported", {}), ("2023-02", "confirmed", {})], "confirmed"),
    ("a rumour never changes a fact", [("2023-01", "confirmed", {}), ("2024-02", "reported", {})], "confirmed"),
    ("an unnamed denial never changes a fact", [("2023-01", "confirmed", {}), ("2024-02", "denied", {})], "confirmed"),
    ("denied by name", [("2023-01", "reported", {}), ("2023-02", "denied", BY_NAME)], "denied"),
    ("denied by name, then guessed", [("2023-01", "denied", BY_NAME), ("2023-02", "speculated", {})], "denied"),
    ("denied by name, then reported", [("2023-01", "denied", BY_NAME), ("2023-02", "reported", {})], "reported"),
    ("reported on the day of the denial", [("2023-01", "denied", BY_NAME), ("2023-01", "reported", {})], "denied"),
    ("reported perhaps later than the denial", [("2023-01", "denied", BY_NAME), ("2023", "reported", {})], "denied"),
    ("denied by name, then confirmed", [("2023-01", "denied", BY_NAME), ("2023-02", "confirmed", {})], "confirmed"),
    ("confirmed, then denied by name", [("2023-01", "confirmed", {}), ("2023-02", "denied", BY_NAME)], "denied"),
    ("confirmed on the day of the denial", [("2023-01", "confirmed", {}), ("2023-01", "denied", BY_NAME)], "confirmed"),
    ("denied without a name, later", [("2023-01", "reported", {}), ("2023-02", "denied", {})], "denied"),
    ("denied without a name, same time", [("2023-01", "reported", {}), ("2023-01", "denied", {})], "reported"),
    ("denied without a name, then reported", [("2023-01", "denied", {}), ("2023-02", "reported", {})], "reported"),
    ("a denial alone", [("2023-01", "denied", {})], "denied"),
    ("an undated denial is old", [(None, "denied", BY_NAME), ("2023-02", "reported", {})], "reported"),
    ("an undated report is old", [("2023-02", "denied", BY_NAME), (None, "reported", {})], "denied"),
]


@pytest.mark.parametrize(("story", "words", "status"), STATUS_STORIES, ids=[story[0] for story in STATUS_STORIES])
def test_the_newest_word_of_the_surest_kind_decides(story: str, words: list[tuple], status: str) -> None:
    assert only(*(told(day, "candidate_for", word, **fields) for day, word, fields in words)).status == status


SPLITS = [
    ("two spells by their years", "coaches", [
        ("2024", {"tense": "former", "since": "2013", "until": "2015"}),
        ("2024-01", {"tense": "current", "since": "2021"}),
    ], [("2013", "2015"), ("2021", None)]),
    ("former in the past, current today", "coaches", [
        ("2019-03", {"tense": "former"}),
        ("2022-03", {"tense": "current"}),
    ], [(None, None), (None, None)]),
    ("current then, former today: one spell", "coaches", [
        ("2019-03", {"tense": "current"}),
        ("2022-03", {"tense": "former", "until": "2021"}),
    ], [(None, "2021")]),
    ("beginnings that differ do not split", "coaches", [
        ("2022", {"tense": "current", "since": "2020"}),
        ("2022-05", {"tense": "current", "since": "2021"}),
    ], [("2021", None)]),
    ("an undated claim glues no spells", "coaches", [
        ("2024", {"tense": "former", "since": "2013", "until": "2015"}),
        (None, {"tense": "current"}),
        ("2024-01", {"tense": "current", "since": "2021"}),
    ], [("2013", "2015"), ("2021", None)]),
    ("an assistant is no head coach", "coaches", [
        ("2020", {"tense": "current", "role": "assistant_coach"}),
        ("2021", {"tense": "current", "role": "head_coach"}),
    ], [(None, None), (None, None)]),
    ("interim and permanent are one spell", "coaches", [
        ("2020", {"tense": "current", "role": "interim_coach", "since": "2020"}),
        ("2021", {"tense": "current", "role": "head_coach"}),
    ], [("2020", None)]),
    ("a claim without a role goes along", "coaches", [
        ("2020", {"tense": "current"}),
        ("2021", {"tense": "current", "role": "assistant_coach"}),
    ], [(None, None)]),
    ("a vague office goes along", "works_for", [
        ("2020", {"tense": "current", "role": "president"}),
        ("2021", {"tense": "current", "role": "other"}),
    ], [(None, None)]),
    ("a span that ends before it begins tells nothing", "coaches", [
        ("2024", {"tense": "former", "since": "2020", "until": "2015"}),
        ("2024-01", {"tense": "current", "since": "2021"}),
    ], [("2021", None)]),
    ("a contract renewed", "contract_until", [
        ("2022-01", {"until": "2023"}),
        ("2022-12", {"until": "2026-06"}),
    ], [(None, "2026-06")]),
    ("a contract long over", "contract_until", [
        ("2012-01", {"until": "2014"}),
        ("2021-12", {"until": "2024"}),
    ], [(None, "2014"), (None, "2024")]),
]  # fmt: skip


@pytest.mark.parametrize(("story", "predicate", "words", "spans"), SPLITS, ids=[split[0] for split in SPLITS])
def test_two_spells_are_two_relations(story: str, predicate: str, words: list[tuple], spans: list[tuple]) -> None:
    found = relations(
        *(told(day, predicate, article=f"article:{n}", **fields) for n, (day, fields) in enumerate(words))
    )
    texts = [tuple(str(date) if date else None for date in (each.since, each.until)) for each in found]
    assert texts == spans
    assert len({relation.id for relation in found}) == len(found)


EVENTS = [
    ("joins", {"when": "2024-06"}, {"when": "2024-07-01"}, 1),
    ("joins", {"when": "2013"}, {"when": "2021-06"}, 2),
    ("joins", {"role": "player"}, {"role": "head_coach"}, 2),
    ("leaves", {"when": "2024", "manner": "sacked"}, {"manner": "resigned"}, 1),
    ("won", {"year": "2022"}, {"year": "2024"}, 2),
    ("won", {"year": "2022"}, {}, 1),
    ("won", {"year": "2022", "team": "club:a"}, {"year": "2022", "team": "club:b"}, 1),
    ("succeeds", {"team": "club:a"}, {"team": "club:b"}, 2),
    ("succeeds", {"team": "club:a"}, {}, 1),
    ("candidate_for", {"role": "head_coach"}, {"role": "interim_coach"}, 1),
    ("candidate_for", {"role": "head_coach"}, {"role": "sporting_director"}, 2),
]


@pytest.mark.parametrize(("predicate", "one", "two", "count"), EVENTS)
def test_events_and_titles(predicate: str, one: dict, two: dict, count: int) -> None:
    found = relations(told("2024-01", predicate, **one), told("2024-02", predicate, article="article:z", **two))
    assert len(found) == count


def test_qualifiers_come_from_the_surest_then_newest_word() -> None:
    relation = only(
        told("2022", "contract_until", "confirmed", until="2024"),
        told("2023", "contract_until", "confirmed", until="2025", article="article:newer"),
        told("2023-05", "contract_until", "reported", until="2025-06", article="article:exact"),
        told("2023-06", "contract_until", "reported", until="2027", article="article:rumour"),
        told("2023-07", "contract_until", "denied", until="2028", article="article:denial"),
    )
    assert str(relation.until) == "2025-06"
    assert (relation.claims, relation.articles) == (5, 5)
    assert (str(relation.first_reported), str(relation.last_reported)) == ("2022", "2023-07")


def test_a_denied_relation_keeps_what_was_denied() -> None:
    relation = only(told("2024", "candidate_for", "denied", role="head_coach", when="2025"))
    assert (relation.status, relation.role, str(relation.when)) == ("denied", "head_coach", "2025")


def test_a_rumour_does_not_end_a_spell() -> None:
    relation = only(
        told("2023-01", "coaches", "confirmed", tense="current"),
        told("2023-02", "coaches", "reported", tense="former"),
    )
    assert (relation.tense, relation.status) == ("current", "confirmed")


def test_the_role_that_says_something_beats_the_vague_one() -> None:
    relation = only(
        told("2023-01", "works_for", tense="current", role="president"),
        told("2023-02", "works_for", tense="current", role="other", article="article:vague"),
    )
    assert relation.role == "president"


def test_the_clearest_claim_says_what_was_settled() -> None:
    old, new, vague = (
        told("2022", "contract_until", until="2024", article="article:old"),
        told("2023", "contract_until", until="2026", article="article:new", confidence=0.8),
        told("2023", "contract_until", article="article:vague", confidence=0.9),
    )
    relation = only(old, new, vague)
    assert relation.best_claim == new[0].id
    assert relation.confidence == 1.0


def test_sources_are_all_who_are_named() -> None:
    relation = only(
        told("2022", "candidate_for", "reported", attributed_to=("outlet:b", "outlet:a")),
        told("2023", "candidate_for", "denied", attributed_to=("person:c", "outlet:a")),
    )
    assert relation.sources == ("outlet:a", "outlet:b", "person:c")


def test_an_article_without_a_date() -> None:
    (claim, _) = told(None, "coaches", tense="current")
    (relation,) = derive([claim], {})
    assert (relation.first_reported, relation.last_reported, relation.claims) == (None, None, 1)


def test_nothing_comes_from_nothing() -> None:
    assert derive([], {}) == ()


one_triple = claims(objects=st.just("club:x"))
dates = st.dictionaries(st.sampled_from([f"article:{n}" for n in range(5)]), st.none() | near_dates())


@settings(max_examples=150)
@given(st.lists(one_triple, max_size=7), dates, st.randoms())
def test_order_and_repetition_do_not_matter(words: list[Claim], published: dict, random: object) -> None:
    shuffled = [*words, *words[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert derive(shuffled, published) == derive(words, published)


@settings(max_examples=100)
@given(st.lists(one_triple, max_size=5), claims(objects=st.just("club:elsewhere")), dates)
def test_an_unrelated_claim_changes_nothing(words: list[Claim], other: Claim, published: dict) -> None:
    before = derive(words, published)
    after = derive([*words, other], published)
    assert [relation for relation in after if relation.object != "club:elsewhere"] == list(before)


@settings(max_examples=150)
@given(st.lists(claims(predicates=st.just("coaches"), objects=st.just("club:x")), max_size=6), dates)
def test_every_claim_is_counted_and_ids_differ(words: list[Claim], published: dict) -> None:
    found = derive(words, published)
    assert len({relation.id for relation in found}) == len(found)
    assert sum(relation.claims for relation in found) >= len({claim.id for claim in words})
    for relation in found:
        evidence = [claim for claim in words if claim.id == relation.best_claim]
        assert relation.status in {claim.status for claim in evidence}
        assert relation.status in STATUSES
        assert Interval(relation.since, relation.until).overlaps(Interval()) is not Truth.NO


@settings(max_examples=200)
@given(*(st.builds(lambda one, two: Interval(*sorted((one, two), key=lambda d: (d.first, d.last))),
                   near_dates(), near_dates()) for _ in range(2)))  # fmt: skip
def test_certainly_apart_spans_are_never_one_relation(one: Interval, two: Interval) -> None:
    fields = {"tense": "former", "status": "confirmed", "evidence": "x", "start": 0, "end": 1}
    words = [
        Claim(f"article:{n}", "person:s", "coaches", object="club:x", since=span.since, until=span.until, **fields)
        for n, span in enumerate((one, two))
    ]
    assert (len(derive(words, {})) == 2) == (one.overlaps(two) is Truth.NO)
