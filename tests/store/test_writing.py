"""What a store must do with readings; every store runs these."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.generate import readings
from graph.records import Article, Entity, Reading
from graph.store import SCHEMA_VERSION, Store
from graph.store.schema import labels
from tests.store.world import (
    ANA,
    BO,
    BY_ID,
    CLUB,
    COACHES,
    CONTRACT,
    CUP,
    ENTITIES,
    OTHER,
    PAPER,
    RUMOUR,
    STORY,
    reading,
    said,
)  # fmt: skip

EVERYTHING = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS props"
EDGES = "MATCH (a)-[r]->(b) RETURN a.id AS a, a.key AS k, type(r) AS t, properties(r) AS r, b.id AS b"


def dump(store: Store) -> tuple[list[dict], list[dict]]:
    nodes = [{**row, "labels": sorted(row["labels"])} for row in store.read(EVERYTHING).rows]
    return sorted(nodes, key=str), sorted(store.read(EDGES).rows, key=str)


def relations(store: Store, *columns: str) -> list[tuple]:
    wanted = ", ".join(f"{column} AS c{place}" for place, column in enumerate(columns))
    found = store.read(f"MATCH (a:Entity)-[r]->(b:Entity) WHERE r.predicate IS NOT NULL RETURN {wanted}")
    return sorted(tuple(row.values()) for row in found.rows)


def test_a_story_becomes_nodes_and_edges(store):
    done = store.write(STORY)
    assert (done.articles.new, done.claims.new, done.relations.new) == (2, 4, 4)
    assert store.counts() == {"entities": 5, "articles": 2, "claims": 4, "relations": 4, "names": 11}
    assert not done.dropped
    assert relations(store, "a.id", "type(r)", "b.id", "r.status", "r.claims") == [
        (ANA, "COACHES", CLUB, "confirmed", 1),
        (ANA, "CONTRACT_UNTIL", CLUB, "reported", 1),
        (BO, "CANDIDATE_FOR", CLUB, "speculated", 1),
        (BO, "SUCCEEDS", ANA, "reported", 1),
    ]


def test_the_same_again_changes_nothing(store):
    store.write(STORY)
    before = dump(store)
    again = store.write(STORY)
    assert dump(store) == before
    assert (again.articles.same, again.claims.same, again.entities.same) == (2, 4, 5)
    for count in (again.articles, again.claims, again.entities, again.relations):
        assert (count.new, count.changed, count.removed) == (0, 0, 0)


def test_a_later_visit_of_the_same_page_changes_nothing(store):
    store.write(STORY)
    before = dump(store)
    later = [replace(each, article=replace(each.article, retrieved="2030-01-01T00:00:00Z")) for each in STORY]
    assert store.write(later).articles.same == 2
    assert dump(store) == before


@pytest.mark.parametrize("rows", [1, 3, 10_000])
def test_the_size_of_batches_makes_no_difference(store, rows):
    store.write(STORY)
    before = dump(store)
    store.clear()
    store.write(STORY, batch_rows=rows)
    assert dump(store) == before


def test_the_order_of_articles_makes_no_difference(store):
    store.write(STORY)
    before = dump(store)
    store.clear()
    store.write(reversed(STORY), batch_rows=1)
    assert dump(store) == before


def test_nothing_written_is_nothing_changed(store):
    assert store.write([]).articles.new == 0
    assert store.counts()["articles"] == 0


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.kind)
def test_each_kind_of_entity_has_its_labels(store, entity):
    store.write([Reading(Article("article:x", "x", "en"), {entity.id: entity})])
    found = store.read("MATCH (e:Entity {id: $id}) RETURN e, labels(e) AS labels", {"id": entity.id}).rows
    assert [":".join(["", *sorted(row["labels"])]) for row in found] == [
        ":".join(["", *sorted(labels(entity.kind).split(":")[1:])])
    ]
    props = found[0]["e"]["properties"]
    assert (props["name"], props["kind"], props["known"]) == (entity.name, entity.kind, entity.known)
    assert (props["aliases"], props.get("country")) == (sorted(entity.aliases), entity.country)


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("ana gruber", [("Ana Gruber", True)]),
        ("gruber", [("Ana Gruber", False)]),
        ("maria", [("Ana Gruber", False)]),
        ("nordh", [("FC Nordhafen", True)]),
        ("osterland", [("Österland", True), ("ÖFB Osterland", False)]),
        ("zz", []),
    ],
)
def test_names_are_found_by_prefix_without_accents(store, prefix, names):
    everyone = {entity.id: entity for entity in ENTITIES}
    store.write([Reading(Article("article:x", "x", "en"), everyone)])
    found = store.read(
        "MATCH (n:Name)-[link:NAMES]->(e:Entity) WHERE n.key STARTS WITH $prefix "
        "RETURN e.name AS name, max(CASE WHEN link.whole THEN 1 ELSE 0 END) AS whole",
        {"prefix": prefix},
    )
    assert sorted((row["name"], bool(row["whole"])) for row in found.rows) == sorted(names)


CLAIM = "MATCH (a:Article)-[:STATES]->(c:Claim {predicate: $predicate}) OPTIONAL MATCH (c)-[e]->(x:Entity) "


def test_a_claim_keeps_its_sentence_its_ends_and_its_dates(store):
    store.write(STORY)
    found = store.read(
        CLAIM + "RETURN a.id AS a, c AS c, type(e) AS t, x.id AS x", {"predicate": "contract_until"}
    ).rows
    assert sorted((row["t"], row["x"]) for row in found) == [
        ("ATTRIBUTED_TO", PAPER), ("ATTRIBUTED_TO", OTHER), ("OBJECT", CLUB), ("SUBJECT", ANA),
    ]  # fmt: skip
    props, made = found[0]["c"]["properties"], STORY[1].claims[0]
    assert (props["id"], props["article"], found[0]["a"]) == (made.id, made.article, made.article)
    assert (props["evidence"], props["start"], props["end"]) == (made.evidence, made.start, made.end)
    assert (props["until"], props["until_on"]) == ("2025", "2025-12-31")
    assert (props["reported"], props["reported_on"]) == ("2024-06", "2024-06-01")
    assert "since" not in props and "tense" not in props


def test_dates_are_dates_in_the_store(store):
    store.write(STORY)
    found = store.read("MATCH (c:Claim) WHERE c.until_on < date('2026-01-01') RETURN c.predicate AS p")
    assert [row["p"] for row in found.rows] == ["contract_until"]


def test_an_outlet_is_linked_by_its_name_if_it_is_known(store):
    store.write([Reading(Article("article:x", "x", "en"), BY_ID)])
    store.write(STORY)
    found = store.read("MATCH (o:Outlet)-[:PUBLISHED]->(a:Article) RETURN o.id AS o, a.id AS a")
    assert found.rows == [{"o": PAPER, "a": "article:one"}]


def test_a_relation_names_its_sources_and_its_best_claim(store):
    store.write(STORY)
    found = store.read("MATCH ()-[r:CONTRACT_UNTIL]->() RETURN r, r.claim AS claim").rows[0]
    assert found["r"]["properties"]["sources"] == ["Hafenblatt", "Morgenpost"]
    assert found["claim"] == STORY[1].claims[0].id


def test_relations_gather_claims_of_articles_written_at_different_times(store):
    store.write([reading("one", RUMOUR, published="2024-05-02")])
    done = store.write([reading("two", RUMOUR | {"status": "reported"}, published="2024-05-09")])
    assert (done.relations.new, done.relations.changed) == (0, 1)
    assert relations(store, "r.status", "r.claims", "r.articles", "r.first_reported", "r.last_reported") == [
        ("reported", 2, 2, "2024-05-02", "2024-05-09")
    ]


def test_a_new_reading_of_an_article_replaces_its_claims(store):
    store.write(STORY)
    text = STORY[0].article.text
    better = reading("one", COACHES | {"role": "interim_coach"}, published="2024-05-02", outlet="Das Hafenblatt",
                     title="Who follows?", url="https://hafenblatt.example/1", text=text)  # fmt: skip
    done = store.write([better])
    assert (done.articles.same, done.claims.changed, done.claims.removed) == (1, 1, 1)
    assert relations(store, "type(r)", "r.role") == [
        ("COACHES", "interim_coach"), ("CONTRACT_UNTIL", None), ("SUCCEEDS", None),
    ]  # fmt: skip
    assert store.counts()["claims"] == 3


def test_an_article_without_claims_takes_its_old_ones_away_but_no_others(store):
    store.write([reading("one", RUMOUR), reading("two", RUMOUR)])
    store.write([reading("one")])
    assert relations(store, "r.claims") == [(1,)]
    store.write([reading("two")])
    assert relations(store, "r.claims") == []


def test_a_corrected_date_of_an_article_reaches_claims_and_relations(store):
    store.write([reading("one", COACHES, published="2024-05-02")])
    store.write([reading("one", COACHES, published="2024-05-03")])
    found = store.read("MATCH (a:Article) MATCH (c:Claim) RETURN a.published AS a, c.reported AS c, c.reported_on AS d")
    assert found.rows == [{"a": "2024-05-03", "c": "2024-05-03", "d": "2024-05-03"}]
    assert relations(store, "r.last_reported") == [("2024-05-03",)]


def test_the_last_of_two_readings_of_one_article_counts(store):
    done = store.write([reading("one", COACHES), reading("one", RUMOUR)])
    assert (done.articles.new, done.claims.new) == (1, 1)
    assert relations(store, "type(r)") == [("CANDIDATE_FOR",)]


def test_what_only_an_article_knew_of_an_entity_yields_to_the_reference(store):
    guess = Entity(BO, "Bo Lind", "person", ("Lindy",), known=False)
    other = Entity(BO, "BO LIND", "person", ("Lindinho",), known=False)
    sure = Entity(BO, "Bo Lind", "person", ("B. Lind",), country="SE")

    def write(*entities: Entity) -> dict:
        for number, entity in enumerate(entities):
            store.write([Reading(Article(f"article:{number}", "x", "en"), {entity.id: entity})])
        props = store.read("MATCH (e:Entity) RETURN properties(e) AS props").rows
        store.clear()
        assert len(props) == 1
        return props[0]["props"]

    both = write(guess, other)
    assert both == write(other, guess)
    assert {"Lindy", "Lindinho"} <= {*both["aliases"]}
    assert write(guess, sure) == write(sure, guess) == write(sure)


def test_a_name_that_no_longer_holds_finds_nobody(store):
    store.write([Reading(Article("article:x", "x", "en"), {BO: Entity(BO, "Bo Lind", "person", ("Wrong",))})])
    store.write([Reading(Article("article:x", "x", "en"), {BO: Entity(BO, "Bo Lind", "person", ("Right",))})])
    found = store.read("MATCH (n:Name)-[:NAMES]->(:Entity) RETURN n.key AS key ORDER BY key")
    assert [row["key"] for row in found.rows] == ["bo lind", "lind", "right"]


def test_bad_records_are_counted_and_the_good_beside_them_stay(store):
    nobody = said("person:nobody", "coaches", CLUB, tense="current", role="head_coach")
    stranger = replace(reading("three", CONTRACT).claims[0])
    mixed = replace(reading("one", COACHES, nobody), claims=(*reading("one", COACHES, nobody).claims, stranger))
    nameless = Reading(Article("", "text", "en", title="No id"))
    done = store.write([mixed, nameless])
    assert sorted((drop.stage, drop.reason) for drop in done.dropped) == [
        ("store", "article without id"),
        ("store", "claim about an entity that is not given"),
        ("store", "claim of another article"),
    ]
    assert (done.articles.new, done.claims.new) == (1, 1)


def test_an_entity_given_earlier_need_not_be_given_again(store):
    store.write([reading("one", COACHES)])
    again = replace(reading("two", COACHES), entities={})
    assert not store.write([again]).dropped
    assert relations(store, "r.claims") == [(2,)]


def test_a_title_keeps_team_and_year(store):
    store.write([reading("one", said(ANA, "won", CUP, year="2023", team=CLUB))])
    assert relations(store, "type(r)", "r.year", "r.team", "b.id") == [("WON", "2023", CLUB, CUP)]


def test_a_very_long_text_does_not_stop_the_article(store):
    long = reading("long", COACHES, text=f"{ANA} coaches {CLUB}. " + "é" * 9_000_000)
    assert store.write([long, reading("short", RUMOUR)]).articles.new == 2
    found = store.read("MATCH (a:Article) RETURN a.id AS id, a.text IS NULL AS bare ORDER BY id")
    assert [(row["id"], row["bare"]) for row in found.rows] == [("article:long", True), ("article:short", False)]


def test_many_readings_are_written_whole(store):
    many = [reading(f"n{number}", COACHES, RUMOUR, published=None) for number in range(300)]
    done = store.write(many, batch_rows=400)
    assert (done.articles.new, done.claims.new) == (300, 600)
    assert relations(store, "type(r)", "r.claims") == [("CANDIDATE_FOR", 300), ("COACHES", 300)]


def test_many_articles_and_entities_change_at_once(store):
    def changed(each: Reading) -> Reading:
        named = {key: replace(end, aliases=(*end.aliases, f"The {end.name}")) for key, end in each.entities.items()}
        return replace(each, article=replace(each.article, title=f"Again: {each.article.title}"), entities=named)

    story = list(readings(1_200))
    store.write(story)
    before = store.counts()
    done = store.write(map(changed, story))
    assert done.articles.changed == len(story) > 200
    after = store.counts()
    assert after["names"] > before["names"]
    assert {**after, "names": 0} == {**before, "names": 0}
    published = store.read("MATCH (:Outlet)-[r:PUBLISHED]->() RETURN count(r) AS n").rows
    assert published == [{"n": len(story)}]


def test_preparing_twice_is_harmless(store):
    store.prepare()
    store.prepare()
    assert store.read("MATCH (s:Schema) RETURN s.version AS version").rows == [{"version": SCHEMA_VERSION}]


def test_clear_leaves_only_the_schema(store):
    store.write(STORY)
    store.clear()
    assert store.read("MATCH (n) RETURN labels(n) AS labels").rows == [{"labels": ["Schema"]}]
