"""The catalogue: what a header says becomes a question, and every fault is named with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.errors import InvalidData, QuestionError
from graph.ontology import KINDS, PREDICATES
from queries import load

GOOD = """\
// Who is there?
//
// A description
// in two lines.
//
// @param team: team -- The team,
//    written as people write it.
// @param most: int 1..9 = 3 -- How many.
// @param since: date = null -- From when.
// @column name: string -- Who.
// @column count: int -- How often.
// @table name
// @example team="Some Team" most=2

MATCH (t {id: $team})<-[r]-(p) // $hidden in a comment, RETURN too
WHERE r.n < $most AND r.text <> '$hidden' AND ($since IS NULL OR r.since > $since)
RETURN p.name AS name, count(*) AS count
ORDER BY count DESC, name;
"""

# What is replaced in the good file, by what, the line that must be named, and a word of the message.
FAULTS = {
    "undeclared": ("r.n < $most", "r.n < $most + $extra", 16, "$extra is not declared"),
    "unused": ("r.n < $most AND ", "", 8, "parameter most is not used"),
    "only in a string": ("r.n < $most AND ", "'$most' <> '' AND ", 8, "parameter most is not used"),
    "unknown type": ("most: int 1..9 = 3", "most: integer = 3", 8, "unknown type 'integer'"),
    "default of another type": ("1..9 = 3", '1..9 = "many"', 8, "does not fit most"),
    "default out of bounds": ("1..9 = 3", "1..9 = 10", 8, "does not fit most"),
    "default not JSON": ("since: date = null", "since: date = None", 9, "does not fit since"),
    "bounds of a text": ("team: team --", "team: team 1..2 --", 6, "has no bounds"),
    "no help": (" = 3 -- How many.", " = 3", 8, "no parameter"),
    "declared twice": ("@param since: date", "@param most: date", 9, "most is declared twice"),
    "reserved": ("@param most", "@param limit", 8, "limit is taken"),
    "no question": ("// Who is there?", "//", 1, "no question"),
    "no description": ("// A description\n// in two lines.\n", "", 2, "no description"),
    "no example": ('// @example team="Some Team" most=2\n', "", 1, "no example"),
    "example of another type": ("most=2", "most=two", 13, "example does not fit"),
    "example without its team": ('team="Some Team" most=2', "most=2", 13, "example does not fit"),
    "unknown tag": ("@table", "@tabel", 12, "unknown tag @tabel"),
    "table of no column": ("@table name", "@table who", 12, "@table names no column: who"),
    "edges of two columns": ("@table name", "@edges name count", 12, "@edges"),
    "column not returned": (", count(*) AS count\nORDER BY count DESC, name", "\nORDER BY name", 17, "differ: count"),
    "column not declared": ("// @column count: int -- How often.\n", "", 16, "differ: count"),
    "columns in another order": ("p.name AS name, count(*) AS count", "0 AS count, 1 AS name", 17, "their order"),
    "unknown column type": ("count: int", "count: whole", 11, "unknown type 'whole'"),
    "value without a name": ("count(*) AS count", "count(*)", 17, "no name"),
    "no order": ("ORDER BY count DESC, name", "", 17, "ORDER BY"),
    "a page without order": ("WHERE r.n", "/* page */ WHERE r.n", 15, "at the end of an ORDER BY"),
    "two pages": ("RETURN p.name", "WITH p ORDER BY p /* page */\n" * 2 + "RETURN p.name", 15, "once"),
    "own paging": ("DESC, name;", "DESC, name LIMIT 5;", 17, "no SKIP or LIMIT"),
}  # fmt: skip


def write(folder: Path, text: str, name: str = "there.cypher") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_becomes_a_question(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    question = load(tmp_path)["there"]
    assert (question.title, question.about) == ("Who is there?", "A description in two lines.")
    assert [(p.name, p.type.name, p.required, p.default) for p in question.parameters] == [
        ("team", "team", True, None), ("most", "int", False, 3), ("since", "date", False, None),
    ]  # fmt: skip
    assert question.parameters[0].says == "The team, written as people write it."
    assert [(c.name, c.type) for c in question.columns] == [("name", "string"), ("count", "int")]
    assert question.cypher.startswith("MATCH") and question.cypher.endswith("name")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_file_and_line(tmp_path: Path, fault: str) -> None:
    old, new, line, says = FAULTS[fault]
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(InvalidData) as caught:
        load(tmp_path)
    assert caught.value.where == f"{path}:{line}"
    assert says in str(caught.value)


def test_two_questions_of_one_name(tmp_path: Path) -> None:
    later, first = write(tmp_path, GOOD), write(tmp_path, GOOD, "more/there.cypher")
    with pytest.raises(InvalidData) as caught:
        load(tmp_path)
    assert caught.value.where == f"{later}:1"
    assert f"{first}:1" in caught.value.what


@pytest.mark.parametrize(("name", "text", "says"), [
    ("Bad Name.cypher", GOOD, "no name for a question"),
    ("empty.cypher", "", "no question"),
    ("header.cypher", GOOD.split("\nMATCH", maxsplit=1)[0], "no Cypher"),
    ("noreturn.cypher", GOOD.split("RETURN p", maxsplit=1)[0], "no RETURN"),
])  # fmt: skip
def test_a_file_that_is_no_question(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = write(tmp_path, text, name)
    with pytest.raises(InvalidData, match=says) as caught:
        load(tmp_path)
    assert caught.value.where.startswith(f"{path}:")


def test_no_questions_and_no_utf8(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="no questions"):
        load(tmp_path)
    (tmp_path / "x.cypher").write_bytes(GOOD.replace("there", "thère").encode("latin-1"))
    with pytest.raises(InvalidData, match="not UTF-8"):
        load(tmp_path)


# Question, what is given, the bound value of the parameter or the words of the error.
BOUND = [
    ({"team": " X "}, {"team": "X", "most": 3, "since": None}),
    ({"team": "X", "most": "9"}, {"team": "X", "most": 9, "since": None}),
    ({"team": "X", "since": "2023"}, {"team": "X", "most": 3, "since": "2023-01-01"}),
    ({"team": "X", "since": "2023-11"}, {"team": "X", "most": 3, "since": "2023-11-01"}),
    ({}, "there: needs team"),
    ({"team": ""}, "there.team"),
    ({"team": "X", "most": 0}, "there.most: 0 is not within 1 to 9"),
    ({"team": "X", "most": "some"}, "there.most: 'some' is not a whole number"),
    ({"team": "X", "most": 2.5}, "there.most"),
    ({"team": "X", "most": True}, "there.most"),
    ({"team": "X", "since": "soon"}, "there.since: 'soon' is not a date"),
    ({"team": "X", "since": "2023-02-30"}, "there.since"),
    ({"taem": "X"}, "no parameter 'taem'. Did you mean team?"),
]


@pytest.mark.parametrize(("given", "expected"), BOUND, ids=[str(given) for given, _ in BOUND])
def test_parameters_are_bound(tmp_path: Path, given: dict[str, object], expected: object) -> None:
    write(tmp_path, GOOD)
    question = load(tmp_path)["there"]
    if isinstance(expected, str):
        with pytest.raises(QuestionError, match=re.escape(expected)):
            question.bind(given)
    else:
        assert question.bind(given) == expected


def test_the_bundled_questions() -> None:
    wanted = "candidates claims contracts evidence hotseat network outlets path person search team timeline"
    assert " ".join(load().questions) == wanted


def test_an_unknown_question_gets_a_suggestion() -> None:
    with pytest.raises(QuestionError, match="Did you mean hotseat"):
        load()["hotseats"]


def test_the_questions_speak_the_ontology() -> None:
    """Every label and relationship type in the files exists, and what connects people knows every relation."""
    labels = {label for kind in KINDS.values() for label in kind.labels} | {"Entity", "Name", "Article", "Claim"}
    relations = {predicate.relation for predicate in PREDICATES.values()}
    around = {"NAMES", "PUBLISHED", "STATES", "SUBJECT", "OBJECT", "AT", "ATTRIBUTED_TO"}
    for question in load().questions.values():
        used = {each for group in re.findall(r"\[\w*:([A-Z_|]+)", question.cypher) for each in group.split("|")}
        assert used <= relations | around, question.name
        assert set(re.findall(r"\(\w*:(\w+)", question.cypher)) <= labels, question.name
    for name in ("path", "network"):
        assert relations <= set(re.findall(r"[A-Z_]{3,}", load()[name].cypher)), name


def test_rows_that_claim_something_carry_their_source() -> None:
    for question in load().questions.values():
        if question.name in ("search", "outlets"):
            continue
        columns = {column.name for column in question.columns}
        assert {"sentence", "outlet", "said_by", "status", "confidence", "url"} <= columns, question.name
        assert columns & {"reported", "last_reported"}, question.name
