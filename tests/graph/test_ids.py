"""Ids are the same everywhere, differ where the things differ, and names are compared blind to their dress."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ids import article_id, digest, entity_id, fold, slug

names = st.text(st.sampled_from("aA zZßøŁéÉñÇıœ’'-.–・ 1北ﬁ"), max_size=8)


@pytest.mark.parametrize(("name", "folded"), [
    ("Kovač-X", "kovac x"), ("KOVAC X", "kovac x"), ("  Ada   Berg ", "ada berg"), ("Groß", "gross"),
    ("Ødegård", "odegard"), ("Łódź", "lodz"), ("N’Golo", "n golo"), ("N'Golo", "n golo"), ("São Tomé", "sao tome"),
    ("Sa\u0303o", "sao"),
    ("Ærø", "aero"), ("1. FC Test 04", "1 fc test 04"), ("A.C. Test", "a c test"), ("ﬁne", "fine"),
    ("...", ""), ("", ""),
])  # fmt: skip
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(names)
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(names)
def test_folding_is_blind_to_case(name: str) -> None:
    assert fold(name.upper()) == fold(name.lower().upper())


@given(names)
def test_a_slug_is_a_fold_with_hyphens(name: str) -> None:
    assert slug(name).split("-") == (fold(name).split() or [""])


parts = st.lists(st.none() | st.text(st.sampled_from("ab: "), max_size=3), min_size=1, max_size=3)


@given(parts, parts)
def test_digests_differ_where_the_parts_do(one: list, two: list) -> None:
    assert (digest(*one) == digest(*two)) is (one == two)


def test_a_digest_is_sixteen_hexadecimal_digits() -> None:
    assert len(digest("a")) == 16
    assert int(digest("a"), 16) >= 0
    assert digest(None) != digest("")


@pytest.mark.parametrize(("kind", "name", "identity"), [
    ("person", "Ada Berg", "person:ada-berg"), ("club", "1. FC Łódź", "club:1-fc-lodz"),
])  # fmt: skip
def test_entity_ids_can_be_read(kind: str, name: str, identity: str) -> None:
    assert entity_id(kind, name) == identity


def test_an_entity_id_never_is_empty() -> None:
    assert entity_id("person", "…") != entity_id("person", "!")
    assert entity_id("person", "…").startswith("person:")


def test_article_ids_follow_text_and_address() -> None:
    ids = {article_id("a"), article_id("b"), article_id("a", "https://example.org"), article_id("a", "")}
    assert len(ids) == 4
    assert article_id("a") == article_id("a")


def test_another_process_gives_the_same_ids() -> None:
    code = "from graph.ids import *; print(digest('a', None, 'ß'), article_id('text'), entity_id('club', '…'))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {f"{digest('a', None, 'ß')} {article_id('text')} {entity_id('club', '…')}\n".encode()}
