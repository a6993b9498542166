"""The API through the in-process client: shapes, types, errors, articles, service routes, OpenAPI."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.settings import Settings
from graph.store import Store
from queries import load

TEXT = "Marco Feld has been sacked as head coach of FC Nordstern, the club announced on Monday morning."


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store, max_bytes=20_000), raise_server_exceptions=False) as opened:
        yield opened


def test_an_answer_has_the_one_shape(client: TestClient) -> None:
    response = client.get("/v1/hotseat", params={"team": "nordstern", "limit": 2, "offset": 1})
    body = response.json()
    assert response.status_code == 200
    assert set(body) == {"ok", "question", "parameters", "columns", "rows", "page", "notes", "took_ms"}
    assert (body["ok"], body["question"]) == (True, "hotseat")
    assert body["page"] == {"limit": 2, "offset": 1, "rows": 2, "more": True}
    assert body["parameters"]["team"]["name"] == "FC Nordstern"
    assert body["parameters"]["role"] == "head_coach"
    assert [row["section"] for row in body["rows"]] == ["extension", "leaving"]
    assert list(body["rows"][0]) == [column["name"] for column in body["columns"]]


def test_every_question_has_a_route_and_answers(client: TestClient) -> None:
    given = {"team": "FC Nordstern", "person": "Marco Feld", "entity": "FC Nordstern", "text": "a",
             "source": "Leo Marek", "target": "Ida Sørensen", "claim": "claim:none"}  # fmt: skip
    for question in load().questions.values():
        needed = {p.name: given[p.name] for p in question.parameters if p.required}
        response = client.get(f"/v1/{question.name}", params=needed)
        assert response.status_code == 200, response.text
        assert response.json()["question"] == question.name


# Method, address, status, code, where, a word of message, fix or suggestions.
FAILURES = [
    ("GET", "/v1/hotseat", 422, "question", "query.team", "required"),
    ("GET", "/v1/hotseat?team=", 422, "question", "hotseat.team", "not empty"),
    ("GET", "/v1/hotseat?team=Nordsten", 404, "unknown_name", "hotseat.team", "FC Nordstern"),
    ("GET", "/v1/hotseat?team=nordstern&sinse=2024", 422, "question", "hotseat", "Did you mean since?"),
    ("GET", "/v1/hotseat?team=nordstern&since=soon", 422, "question", "query.since", "pattern"),
    ("GET", "/v1/hotseat?team=nordstern&since=2024-13", 422, "question", "hotseat.since", "date"),
    ("GET", "/v1/hotseat?team=nordstern&status=sure", 422, "question", "query.status", "confirmed"),
    ("GET", "/v1/network?entity=nordstern&depth=3", 422, "question", "query.depth", "2"),
    ("GET", "/v1/claims?limit=0", 422, "question", "query.limit", "greater"),
    ("GET", "/v1/claims?limit=many", 422, "question", "query.limit", "integer"),
    ("GET", "/v1/claims?offset=-1", 422, "question", "query.offset", "greater"),
    ("GET", "/v1/hotseats", 404, "not_found", "/v1/hotseats", "/v1/hotseat"),
    ("GET", "/nothing/here", 404, "not_found", "/nothing/here", "/v1/questions"),
    ("POST", "/v1/hotseat", 405, "method", "/v1/hotseat", "Use GET"),
    ("GET", "/v1/articles", 405, "method", "/v1/articles", "Use POST"),
]


@pytest.mark.parametrize(
    ("method", "address", "status", "code", "where", "says"), FAILURES, ids=[f[1] for f in FAILURES]
)
def test_a_failure_has_the_one_error_shape(
    client: TestClient, method: str, address: str, status: int, code: str, where: str, says: str
) -> None:
    response = client.request(method, address)
    body = response.json()
    assert (response.status_code, body["ok"]) == (status, False)
    assert set(body) == {"ok", "error"} and set(body["error"]) == {"code", "message", "where", "fix", "suggestions"}
    assert (body["error"]["code"], body["error"]["where"]) == (code, where)
    assert says in json.dumps(body["error"], ensure_ascii=False)


class Broken:
    """A store that fails in a way nobody foresaw."""

    def read(self, *_: Any, **__: Any) -> None:
        raise ZeroDivisionError("secret /path/of/server")


def test_a_mistake_of_the_server_shows_nothing_of_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(create_app(store), raise_server_exceptions=False) as client:
        monkeypatch.setattr(type(store), "read", Broken.read)
        response = client.get("/v1/claims")
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal"
    assert "secret" not in response.text and "Traceback" not in response.text


def test_an_app_opens_its_own_store_and_says_when_it_is_away(settings: Settings, store: Store) -> None:
    app = create_app(settings)
    with TestClient(app) as client:
        assert client.get("/ready").status_code == 200
        assert client.get("/v1/hotseat", params={"team": "FC Nordstern"}).status_code == 200
    after = TestClient(app)
    for address in ("/ready", "/v1/claims"):
        response = after.get(address)
        assert (response.status_code, response.json()["error"]["code"]) == (503, "unavailable")
    assert after.get("/health").status_code == 200


def post(client: TestClient, body: bytes | str, kind: str = "application/json") -> Any:
    return client.post("/v1/articles", content=body, headers={"content-type": kind})


def test_articles_are_taken_one_by_one(client: TestClient, store: Store) -> None:
    articles = [{"id": "p1", "text": TEXT, "language": "en", "published": "2024-07-01"}, {"id": "p2", "text": "  "}, 7]
    response = post(client, json.dumps(articles))
    body = response.json()
    assert response.status_code == 200, response.text
    assert (body["ok"], body["accepted"], body["rejected"]) == (True, 1, 2)
    assert [(each["index"], each["ok"], each["id"]) for each in body["articles"]] == [
        (0, True, "p1"), (1, False, "p2"), (2, False, None),
    ]  # fmt: skip
    assert all(each["reason"] for each in body["articles"][1:])
    counts = store.counts()
    assert post(client, json.dumps(articles[0])).json()["accepted"] == 1
    assert store.counts() == counts


def test_articles_as_json_lines(client: TestClient) -> None:
    lines = json.dumps({"id": "p3", "text": TEXT, "language": "en"}) + "\n{broken\n"
    body = post(client, lines, "application/x-ndjson; charset=utf-8").json()
    assert [each["ok"] for each in body["articles"]] == [True, False]
    assert body["articles"][1]["reason"]


@pytest.mark.parametrize(("body", "kind", "status", "code"), [
    ("{broken", "application/json", 422, "unusable_input"),
    ("[" * 100_000, "application/json", 413, "too_large"),
    ("[" * 19_000, "application/json", 422, "unusable_input"),
    ("[]", "application/json", 422, "unusable_input"),
    ("", "application/json", 422, "unusable_input"),
    ("null", "application/json", 422, "unusable_input"),
    ('{"text": ""}', "application/json", 422, "unusable_input"),
    ('{"text": 7}', "application/json", 422, "unusable_input"),
    (b'{"text": "\xff\xfe"}', "application/json", 422, "unusable_input"),
    ("{}\n{}", "application/jsonl", 422, "unusable_input"),
    ("text", "text/plain", 415, "media_type"),
    ("text", "", 415, "media_type"),
    (json.dumps({"text": "x" * 30_000}), "application/json", 413, "too_large"),
])  # fmt: skip
def test_a_body_that_cannot_be_used(client: TestClient, body: bytes | str, kind: str, status: int, code: str) -> None:
    response = post(client, body, kind)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code), response.text


def test_a_read_only_server_takes_no_articles(store: Store) -> None:
    client = TestClient(create_app(store, read_only=True))
    response = post(client, json.dumps({"text": TEXT}))
    assert (response.status_code, response.json()["error"]["code"]) == (403, "read_only")


def test_the_list_of_questions(client: TestClient) -> None:
    listed = client.get("/v1/questions").json()
    assert listed["ok"] is True
    assert [each["name"] for each in listed["questions"]] == list(load().questions)


def test_openapi_documents_every_question(client: TestClient) -> None:
    document = client.get("/v1/openapi.json").json()
    for question in load().questions.values():
        operation = document["paths"][f"/v1/{question.name}"]["get"]
        assert (operation["summary"], operation["description"]) == (question.title, question.about)
        documented = {each["name"]: each for each in operation["parameters"]}
        assert list(documented) == [p.name for p in question.parameters] + ["limit", "offset"]
        for parameter in question.parameters:
            shown = documented[parameter.name]
            assert shown["required"] is parameter.required
            assert parameter.says in shown["description"]
        given = {name for example in question.examples for name in example}
        assert all("examples" in documented[name] for name in given)
        assert {"200", "404", "422", "503", "504"} <= set(operation["responses"])
        answer = document["components"]["schemas"][f"{question.name.title()}Row"]
        assert list(answer["properties"]) == [column.name for column in question.columns]
    assert "requestBody" in document["paths"]["/v1/articles"]["post"]
    assert client.get("/v1/docs").status_code == 200


def test_openapi_types(client: TestClient) -> None:
    document = client.get("/v1/openapi.json").json()
    network = {each["name"]: each["schema"] for each in document["paths"]["/v1/network"]["get"]["parameters"]}
    depth = network["depth"]["anyOf"][0]
    assert (depth["type"], depth["minimum"], depth["maximum"], network["depth"]["default"]) == ("integer", 1, 2, 1)
    assert network["status"]["anyOf"][0]["enum"] == ["confirmed", "reported", "speculated", "denied"]
    assert network["entity"] == {"type": "string", "description": network["entity"]["description"], "title": "Entity"}


def test_metrics_count_by_route(client: TestClient) -> None:
    client.get("/v1/claims")
    client.get("/v1/no-such-question/x")
    text = client.get("/metrics").text
    assert 'touchline_requests_total{method="GET",route="/v1/claims",status="200"}' in text
    assert "no-such-question" not in text
    assert 'touchline_articles_total{outcome="accepted"}' in text
