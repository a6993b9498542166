"""`POST /v1/cypher`: reading in any form, and nothing but reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.store import Store
from tests.store.test_reading import ATTACKS

COUNT = "MATCH (n) RETURN count(n) AS n"


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store, free_cypher=True), raise_server_exceptions=False) as opened:
        yield opened


def post(client: TestClient, **body: Any) -> tuple[int, dict[str, Any]]:
    response = client.post("/v1/cypher", json=body)
    return response.status_code, response.json()


def test_rows_come_back_with_their_columns(client: TestClient) -> None:
    query = "MATCH (p:Person {name: $name}) RETURN p.id AS id, p.aliases AS aliases, p.country AS country"
    status, body = post(client, query=query, params={"name": "Marco Feld"})
    assert status == 200
    assert set(body) == {"ok", "columns", "rows", "truncated", "took_ms"}
    assert (body["ok"], body["columns"], body["truncated"]) == (True, ["id", "aliases", "country"], False)
    assert body["rows"] == [{"id": "person:marco-feld", "aliases": [], "country": "Norland"}]


def test_a_limit_cuts_and_says_so(client: TestClient) -> None:
    status, body = post(client, query="UNWIND range(1, 10) AS n RETURN n", limit=3)
    assert (status, body["rows"], body["truncated"]) == (200, [{"n": 1}, {"n": 2}, {"n": 3}], True)


def test_numbers_that_json_lacks_are_null(client: TestClient) -> None:
    assert post(client, query="RETURN 0.0 / 0.0 AS nan")[1]["rows"] == [{"nan": None}]


def test_time_is_limited(client: TestClient) -> None:
    slow = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b WITH a * b AS c WHERE c < 0 RETURN count(c) AS n"
    status, body = post(client, query=slow, timeout=0.2)
    assert (status, body["error"]["code"]) == (504, "timeout")


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_does_more_than_read_is_refused(client: TestClient, attack: str) -> None:
    before = post(client, query=COUNT)[1]["rows"]
    status, body = post(client, query=attack)
    assert status in (403, 422), body
    assert body["ok"] is False and body["error"]["message"]
    assert post(client, query=COUNT)[1]["rows"] == before


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "body.query"),
        ({"query": ""}, "body.query"),
        ({"query": "RETURN 1 AS n", "limit": 0}, "body.limit"),
        ({"query": "RETURN 1 AS n", "limit": 10_001}, "body.limit"),
        ({"query": "RETURN 1 AS n", "timeout": -1}, "body.timeout"),
        ({"query": "RETURN 1 AS n", "params": [1]}, "body.params"),
        ({"query": "RETURN 1 AS n", "write": True}, "body.write"),
        ({"query": "R" * 20_001}, "body.query"),
    ],
)
def test_a_faulty_body_is_named(client: TestClient, body: dict[str, Any], where: str) -> None:
    status, answer = post(client, **body)
    assert (status, answer["error"]["code"], answer["error"]["where"]) == (422, "question", where)


@pytest.mark.parametrize("query", ["RETURN", "MATCH (n RETURN n", "RETURN $absent AS x", "hello"])
def test_a_faulty_statement_is_told(client: TestClient, query: str) -> None:
    status, answer = post(client, query=query)
    assert (status, answer["error"]["code"]) == (422, "syntax")


def test_it_is_off_unless_it_is_wanted(store: Store) -> None:
    with TestClient(create_app(store), raise_server_exceptions=False) as closed:
        status, answer = post(closed, query="RETURN 1 AS n")
        assert (status, answer["error"]["code"]) == (404, "not_found")
        assert "--free-cypher" in answer["error"]["fix"]
        assert "/v1/cypher" not in closed.get("/v1/openapi.json").json()["paths"]


def test_it_is_documented(client: TestClient) -> None:
    described = client.get("/v1/openapi.json").json()["paths"]["/v1/cypher"]["post"]
    assert set(described["responses"]) >= {"200", "403", "422", "503", "504"}
