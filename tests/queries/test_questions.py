"""Each question on the invented world, asked of a real store."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import QuestionError, UnknownName
from graph.store import Store
from queries import Answer, ask, load


def asked(store: Store, name: str, /, limit: int = 1_000, offset: int = 0, **parameters: Any) -> Answer:
    return ask(store, load()[name], parameters, limit=limit, offset=offset)


def cells(answer: Answer, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in answer]


def test_hotseat_tells_the_story_of_the_post(store: Store) -> None:
    answer = asked(store, "hotseat", team="nordstern")
    assert cells(answer, "section", "person", "status", "role", "since", "until") == [
        ("contract", "Marco Feld", "confirmed", None, None, "2025-06"),
        ("extension", "Marco Feld", "reported", None, None, "2027"),
        ("leaving", "Marco Feld", "confirmed", "head_coach", None, None),
        ("joining", "Ida Sørensen", "confirmed", "head_coach", None, "2026"),
        ("candidate", "Ida Sørensen", "reported", "head_coach", None, None),
        ("candidate", "Tom Feld", "speculated", "head_coach", None, None),
        ("candidate", "Álvaro Núñez", "denied", "head_coach", None, None),
        ("talks", "Ida Sørensen", "reported", "head_coach", None, None),
        ("left", "Marco Feld", "confirmed", "head_coach", "2021", None),
    ]
    leaving = answer[2]
    assert leaving["sentence"] == "FC Nordstern have sacked Marco Feld."
    assert (leaving["claims"], leaving["manner"], leaving["when"]) == (2, "sacked", "2024-04-01")
    assert (leaving["first_reported"], leaving["last_reported"]) == ("2024-03-02", "2024-04-01")
    assert (leaving["said_by"], leaving["outlet"]) == (["La Gaceta Verde"], "Abendpost")
    assert answer.entities["team"].name == "FC Nordstern"


def test_a_coach_stays_incumbent_until_the_end_is_confirmed(store: Store) -> None:
    answer = asked(store, "hotseat", team="AC Velmora")
    assert cells(answer, "section", "person") == [("incumbent", "Álvaro Núñez")]


@pytest.mark.parametrize(("question", "given", "columns", "rows"), [
    ("hotseat", {"team": "FC Nordstern", "role": "president"}, "section person", [("incumbent", "Karl Osten")]),
    ("hotseat", {"team": "FC Nordstern", "since": "2024-04-10"}, "section person", [("joining", "Ida Sørensen")]),
    ("hotseat", {"team": "FC Nordstern", "status": "denied"}, "person said_by",
     [("Álvaro Núñez", ["Abendpost", "Álvaro Núñez"])]),
    ("hotseat", {"team": "FC Nordstern", "min_confidence": 0.95}, "person", []),
    ("person", {"person": "alvaro NUNEZ"}, "section predicate object status", [
        ("coaching", "coaches", "AC Velmora", "confirmed"),
        ("talk", "candidate_for", "FC Nordstern", "denied"),
        ("talk", "candidate_for", "FC Nordstern", "reported"),
        ("titles", "won", "Velmora Cup", "confirmed"),
    ]),
    ("person", {"person": "Castelo"}, "section subject predicate", [
        ("people", "Rui Castelo", "represents"), ("quoted", "Leo Marek", "in_talks_with"),
    ]),
    ("person", {"person": "Núñez", "status": "denied"}, "sentence", [("“Nordstern is not for me”, said Núñez.",)]),
    ("team", {"team": "AC Velmora"}, "section who", [("coaches", "Álvaro Núñez"), ("talks", "Leo Marek")]),
    ("team", {"team": "FC Nordstern", "since": "2024-04-10"}, "section who", [
        ("offices", "Karl Osten"), ("players", "Leo Marek"), ("contracts", "Leo Marek"), ("moves", "Ida Sørensen"),
    ]),
    ("candidates", {}, "team person predicate status", [
        ("AC Velmora", "Leo Marek", "in_talks_with", "reported"),
        ("FC Nordstern", "Ida Sørensen", "candidate_for", "reported"),
        ("FC Nordstern", "Ida Sørensen", "in_talks_with", "reported"),
        ("FC Nordstern", "Tom Feld", "candidate_for", "speculated"),
        ("FC Nordstern", "Álvaro Núñez", "candidate_for", "denied"),
    ]),
    ("candidates", {"person": "Tom Feld"}, "team", [("FC Nordstern",)]),
    ("candidates", {"team": "FC Nordstern", "role": "player"}, "person", []),
    ("contracts", {}, "until person", [("2024-06-30", "Leo Marek"), ("2025-06", "Marco Feld")]),
    ("contracts", {"before": "2025"}, "person", [("Leo Marek",)]),
    ("contracts", {"after": "2024-07", "team": "FC Nordstern"}, "person", [("Marco Feld",)]),
    ("timeline", {"entity": "Leo Marek"}, "reported predicate", [
        ("2024-05-20", "plays_for"), ("2024-05-20", "contract_until"), ("2024-05-20", "in_talks_with"),
        ("2024-05-20", "represents"),
    ]),
    ("timeline", {"entity": "Marco Feld", "since": "2024-03-02", "until": "2024-05"}, "reported predicate", [
        ("2024-03-02", "leaves"), ("2024-04-01", "leaves"), ("2024-04-10", "succeeds"),
    ]),
    ("timeline", {"entity": "Marco Feld", "newest_first": True, "status": "reported"}, "until said_by outlet",
     [("2027", ["La Gaceta Verde"], None)]),
    ("timeline", {"entity": "AC Velmora", "until": "2024-05-02"}, "predicate team when", [
        ("coaches", None, None), ("won", "AC Velmora", "2019"),
    ]),
    ("claims", {"predicate": "candidate_for"}, "reported subject", [
        ("2024-04-03", "Ida Sørensen"), ("2024-03-08", "Álvaro Núñez"), ("2024-03-05", "Álvaro Núñez"),
        ("2024-03-05", "Tom Feld"),
    ]),
    ("claims", {"source": "Rui Castelo"}, "subject object", [("Leo Marek", "AC Velmora")]),
    ("claims", {"entity": "FC Nordstern", "source": "La Gaceta Verde", "until": "2024-03-04"}, "predicate outlet", [
        ("leaves", "Abendpost"), ("extends_with", None),
    ]),
    ("claims", {"status": "denied", "since": "2025"}, "claim", []),
    ("outlets", {}, "source published articles named denied", [
        ("Abendpost", 12, 6, 2, 1), ("La Gaceta Verde", 7, 3, 2, 0), ("Rui Castelo", 0, 0, 1, 0),
        ("Álvaro Núñez", 0, 0, 1, 1),
    ]),
    ("outlets", {"outlet": "abendpost", "team": "AC Velmora"}, "published reported", [(1, 1)]),
    ("search", {"text": "NÚñ"}, "name kind matched claims", [("Álvaro Núñez", "person", "nunez", 4)]),
    ("search", {"text": "no"}, "name", [("FC Nordstern",), ("Norland",)]),
    ("search", {"text": "no", "kind": "national team"}, "name known", [("Norland", True)]),
    ("search", {"text": "xyz"}, "name", []),
    ("network", {"entity": "AC Velmora"}, "subject predicate object distance", [
        ("Álvaro Núñez", "coaches", "AC Velmora", 1), ("Leo Marek", "in_talks_with", "AC Velmora", 1),
    ]),
    ("network", {"entity": "AC Velmora", "depth": 2, "predicate": "represents"}, "subject distance",
     [("Rui Castelo", 2)]),
    ("path", {"source": "Rui Castelo", "target": "Álvaro Núñez"}, "chain step subject object", [
        (1, 1, "Rui Castelo", "Leo Marek"), (1, 2, "Leo Marek", "AC Velmora"), (1, 3, "Álvaro Núñez", "AC Velmora"),
    ]),
    ("path", {"source": "Norland", "target": "Leo Marek"}, "step", []),
    ("path", {"source": "Tom Feld", "target": "Tom Feld"}, "step", []),
])  # fmt: skip
def test_rows(store: Store, question: str, given: dict[str, Any], columns: str, rows: list[tuple[Any, ...]]) -> None:
    assert cells(asked(store, question, **given), *columns.split()) == rows


def test_a_path_over_what_is_denied_comes_last_and_says_so(store: Store) -> None:
    answer = asked(store, "path", source="Ida Sørensen", target="Álvaro Núñez", chains=9)
    denied = dict.fromkeys({row["chain"] for row in answer}, 0)
    for row in answer:
        denied[row["chain"]] += row["status"] == "denied"
    assert list(denied.values()) == sorted(denied.values()) and max(denied.values()) == 1


def test_evidence_shows_the_passage_and_what_stands_beside(store: Store) -> None:
    claims = {
        (row["subject"], row["status"]): row["claim"] for row in asked(store, "claims", predicate="candidate_for")
    }
    answer = asked(store, "evidence", claim=claims["Álvaro Núñez", "reported"])
    assert cells(answer, "section", "subject", "status", "title") == [
        ("this claim", "Álvaro Núñez", "reported", "Story a03"),
        ("elsewhere", "Álvaro Núñez", "denied", "Story a04"),
        ("same article", "Tom Feld", "speculated", "Story a03"),
    ]
    first = answer[0]
    assert first["passage"] == "Álvaro Núñez is said to be on the list at Nordstern. Tom Feld could be an option too."
    assert first["passage"][first["start"] : first["end"]] == first["sentence"]


def test_every_row_has_its_sentence_and_no_question_fails(store: Store) -> None:
    given = {"team": "FC Nordstern", "person": "Marco Feld", "entity": "FC Nordstern", "text": "a",
             "source": "Leo Marek", "target": "Ida Sørensen"}  # fmt: skip
    for question in load().questions.values():
        needed = {p.name: given[p.name] for p in question.parameters if p.required and p.name in given}
        if question.name == "evidence":
            needed = {"claim": asked(store, "claims")[0]["claim"]}
        answer = ask(store, question, needed)
        assert len(answer) > 0, question.name
        assert all(tuple(row) == answer.columns for row in answer), question.name
        if "sentence" in answer.columns:
            assert all(row["sentence"] and row["status"] for row in answer), question.name


def test_pages_make_up_the_whole(store: Store) -> None:
    whole = asked(store, "claims")
    assert not whole.more
    pages = [asked(store, "claims", limit=8, offset=offset) for offset in (0, 8, 16)]
    assert [page.more for page in pages] == [True, True, False]
    assert [row for page in pages for row in page] == list(whole)


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (100_000, 0), (1, -1)])
def test_a_page_out_of_range(store: Store, limit: int, offset: int) -> None:
    with pytest.raises(QuestionError, match="out of range"):
        asked(store, "claims", limit=limit, offset=offset)


@pytest.mark.parametrize(
    "name", ["FC Nordstern", "fc nordstern", "Nordstern", "NÓRDSTERN", "northern stars", "club:fc-nordstern"]
)
def test_a_name_is_found_however_it_is_written(store: Store, name: str) -> None:
    assert asked(store, "hotseat", team=name).entities["team"].id == "club:fc-nordstern"


def test_of_two_with_one_name_the_one_with_more_claims_is_meant(store: Store) -> None:
    answer = asked(store, "person", person="Feld")
    assert answer.entities["person"].name == "Marco Feld"
    assert len(answer.notes) == 1 and "Tom Feld" in answer.notes[0] and "person:tom-feld" in answer.notes[0]
    assert asked(store, "person", person="Tom Feld").notes == ()


@pytest.mark.parametrize(("question", "given", "suggested"), [
    ("hotseat", {"team": "Nord"}, ["FC Nordstern"]),
    ("hotseat", {"team": "Nordsten"}, ["FC Nordstern"]),
    ("hotseat", {"team": "Velmora Athletic"}, ["AC Velmora"]),
    ("person", {"person": "Marco Field"}, ["Marco Feld"]),
    ("person", {"person": "Nordstern"}, []),
    ("hotseat", {"team": "Marco Feld"}, []),
    ("hotseat", {"team": "?!"}, []),
])  # fmt: skip
def test_an_unknown_name_gets_suggestions(
    store: Store, question: str, given: dict[str, str], suggested: list[str]
) -> None:
    with pytest.raises(UnknownName) as caught:
        asked(store, question, **given)
    assert list(caught.value.suggestions)[: len(suggested)] == suggested
    assert bool(caught.value.suggestions) == bool(suggested)


def test_cypher_in_a_value_stays_a_value(store: Store) -> None:
    with pytest.raises(UnknownName):
        asked(store, "hotseat", team="x'}) DETACH DELETE (n) //")
    assert asked(store, "search", text="a' OR 1=1").rows == ()


def test_an_answer_as_data_frame_graph_and_html(store: Store) -> None:
    answer = asked(store, "network", entity="AC Velmora", depth=2)
    frame = answer.to_pandas()
    assert list(frame.columns) == list(answer.columns) and len(frame) == len(answer)
    drawn = answer.to_networkx()
    assert drawn.number_of_edges() == len(answer)
    assert drawn.nodes["club:ac-velmora"]["name"] == "AC Velmora"
    assert drawn.edges["person:alvaro-nunez", "club:ac-velmora", "coaches"]["status"] == "confirmed"
    assert "<td" in answer._repr_html_() and "Álvaro Núñez" in answer._repr_html_()
    with pytest.raises(QuestionError, match="no edges"):
        asked(store, "outlets").to_networkx()
