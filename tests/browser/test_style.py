"""The style sheet: something for everything that the schema knows, readable, and in the Browser's narrow grammar."""

from __future__ import annotations

import re

import pytest

from graph.ontology import KINDS, PREDICATES
from graph.store.schema import CLAIM_EDGES, KEYS, statements
from tests.browser.files import RULE, STYLE, rules, style

SCHEMA = " ".join(statements())
LABELS = sorted({label for found in re.findall(r"\(\w*((?::\w+)+)", SCHEMA) for label in found[1:].split(":")})
TYPES = sorted(set(re.findall(r"\[\w*:(\w+)", SCHEMA)))
RELATIONS = sorted(predicate.relation for predicate in PREDICATES.values())
CAPTIONS = {"Article": "{title}", "Claim": "{status}", "Name": "{text}", "Pending": "{id}"}
BACKGROUND = "#F9FCFF"  # the Browser's, behind a graph


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it, 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_schema_was_read() -> None:
    assert {*KEYS, *(label for kind in KINDS.values() for label in kind.labels)} == set(LABELS)
    assert {*RELATIONS, *CLAIM_EDGES} < set(TYPES)


def test_it_is_written_as_the_browser_reads_it() -> None:
    """No comments: the Browser would take them for a part of the next selector."""
    assert RULE.sub("", STYLE) == ""
    assert len({(tag, *classes) for tag, classes, _ in rules()}) == len(rules())


def test_every_label_and_every_type_has_a_rule() -> None:
    ruled = {(tag, *classes) for tag, classes, _ in rules()}
    assert {("node", label) for label in LABELS} | {("relationship", each) for each in TYPES} <= ruled


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_narrowest_label_of_an_entity_wins(kind: str) -> None:
    labels = ("Entity", *KINDS[kind].labels)
    found, narrow = style("node", *labels), style("node", labels[-1])
    assert (found["color"], found["caption"]) == (narrow["color"], "{name}")


def test_kinds_claims_and_articles_have_their_own_colours() -> None:
    colours = [style("node", "Entity", *kind.labels)["color"] for kind in KINDS.values()]
    colours += [style("node", label)["color"] for label in KEYS]
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize("label", LABELS)
def test_captions_of_nodes_say_what_they_are_and_can_be_read(label: str) -> None:
    found = style("node", label)
    assert found["caption"] == CAPTIONS.get(label, "{name}")
    assert contrast(found["color"], found["text-color-internal"]) >= 4.5


def test_relations_have_their_own_colours() -> None:
    colours = {style("relationship", relation)["color"] for relation in RELATIONS}
    assert len(colours) == len(RELATIONS)


@pytest.mark.parametrize("relation", TYPES)
def test_edges_say_their_status_or_their_type_and_can_be_read(relation: str) -> None:
    found = style("relationship", relation)
    derived = relation in RELATIONS
    assert found["caption"] == ("{status}" if derived else "<type>")
    assert (found["color"] == style("relationship")["color"]) is not derived, "only relations stand out from the grey"
    assert contrast(found["color"], found["text-color-internal"]) >= 4.5
    assert contrast(BACKGROUND, found["text-color-external"]) >= 4.5
    assert contrast(BACKGROUND, found["color"]) >= 2
