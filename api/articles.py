"""`POST /v1/articles`: articles into the graph, one or many, each with its outcome."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from api.errors import ApiError, Failure
from api.health import Metrics
from api.ingest import ingest
from graph.records import Article, Reading
from graph.store import Store
from loaders.sources import REASONS, Rejected, article_from

JSON: Final = "application/json"
LINES: Final = ("application/jsonl", "application/x-ndjson", "application/x-jsonlines")
_EXAMPLE: Final = {
    "text": "FC Nordstern have sacked their head coach Marco Feld, the club said on Monday.",
    "published": "2024-04-01",
    "language": "en",
    "outlet": "Abendpost",
    "url": "https://example.org/1",
}


class ArticleIn(BaseModel):
    """An article; only `text` is needed."""

    text: str = Field(description="The text as published.")
    id: str | None = Field(default=None, description="Its id; without one it is made from address and text.")
    title: str | None = None
    url: str | None = None
    outlet: str | None = Field(default=None, description="Who published it.")
    published: str | None = Field(default=None, description="YYYY, YYYY-MM, YYYY-MM-DD or an ISO timestamp.")
    language: str | None = Field(default=None, description="ISO 639-1; found from the text if absent.")


class Outcome(BaseModel):
    """What became of one article."""

    index: int = Field(description="Its place in the request, from 0.")
    ok: bool
    id: str | None = Field(default=None, description="Id of the article in the graph.")
    claims: int = Field(default=0, description="Claims taken from it.")
    dropped: int = Field(default=0, description="Names and claims left out.")
    lost: list[str] = Field(default=[], description="Fields that could not be used, while the article was kept.")
    reason: str = Field(default="", description="Why it was rejected.")
    detail: str = ""


class Ingested(BaseModel):
    """The answer to posted articles, if at least one was taken."""

    ok: bool = Field(default=True, description="Always true.")
    accepted: int
    rejected: int
    claims: int
    articles: list[Outcome] = Field(description="One outcome an article, in the order of the request.")
    took_ms: float


def router(store: Callable[[], Store], metrics: Metrics, *, read_only: bool, max_bytes: int) -> APIRouter:
    """The route; writing is done by one request at a time."""
    routes = APIRouter(prefix="/v1", tags=["articles"])
    turn = threading.Lock()
    failures = {status: {"model": Failure} for status in (403, 413, 415, 422, 503)}

    @routes.post(
        "/articles",
        summary="Read articles into the graph.",
        response_model=Ingested,
        responses=failures,  # type: ignore[arg-type]
        openapi_extra=_body(),
    )
    async def articles(request: Request) -> JSONResponse:
        """One article, a list of them, or JSON Lines. What cannot be used is told and hinders nothing; the same article
        again changes nothing. If no article can be used the answer is an error.
        """
        if read_only:
            raise ApiError("read_only", "this server takes no articles.", fix="Start it with --writable.")
        items = _items(request.headers.get("content-type", ""), await _read(request, max_bytes))
        return JSONResponse((await run_in_threadpool(_ingest, store(), metrics, turn, items)).model_dump())

    return routes


def _body() -> dict[str, Any]:
    """The request body for OpenAPI; it is read by hand for its size limit and JSON Lines."""
    one = ArticleIn.model_json_schema()
    content: dict[str, Any] = {
        JSON: {"schema": {"anyOf": [one, {"type": "array", "items": one}]}, "example": [_EXAMPLE]},
        LINES[0]: {"schema": {"type": "string"}, "example": json.dumps(_EXAMPLE)},
    }
    return {"requestBody": {"required": True, "content": content}}


async def _read(request: Request, max_bytes: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > max_bytes:
            what = f"the body has more than {max_bytes} bytes."
            raise ApiError("too_large", what, where="body", fix="Send fewer articles at once.")
    return bytes(body)


def _items(content_type: str, body: bytes) -> list[object]:
    """The records of a body: JSON values, or lines of JSON as bytes."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == JSON:
        try:
            value = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise ApiError("unusable_input", f"not JSON ({error}).", where="body", fix="See /v1/docs.") from error
        return value if isinstance(value, list) else [value]
    if kind in LINES:
        return [line for line in body.splitlines() if line.strip()]
    fix = f"Send {JSON} or {LINES[0]}."
    raise ApiError("media_type", f"articles come as JSON, not {kind or 'nothing'}.", where="content-type", fix=fix)


def _ingest(store: Store, metrics: Metrics, turn: threading.Lock, items: list[object]) -> Ingested:
    began = time.monotonic()
    outcomes = {index: Outcome(index=index, ok=False) for index in range(len(items))}
    accepted: list[int] = []

    def found() -> Iterator[Article | Rejected]:
        for index, item in enumerate(items):
            outcome = outcomes[index]
            each = article_from(item, f"body[{index}]", on_loss=partial(_lost, outcome))
            if isinstance(each, Article):
                outcome.ok, outcome.id = True, each.id
                accepted.append(index)
            else:
                outcome.reason, outcome.detail, outcome.id = each.reason, each.detail, each.id or None
            yield each

    places = iter(accepted)

    def note(reading: Reading) -> None:
        outcome = outcomes[next(places)]
        outcome.claims, outcome.dropped = len(reading.claims), len(reading.dropped)

    with turn:
        report = ingest(store, found(), on_read=note)
    metrics.articles.labels("accepted").inc(report.articles)
    metrics.articles.labels("rejected").inc(len(report.rejected))
    metrics.claims.inc(report.claims)
    if not accepted:
        raise _unusable(list(outcomes.values()))
    return Ingested(
        accepted=report.articles, rejected=len(report.rejected), claims=report.claims, articles=list(outcomes.values()),
        took_ms=round((time.monotonic() - began) * 1000, 1),
    )  # fmt: skip


def _lost(outcome: Outcome, lost: Rejected) -> None:
    outcome.lost.append(f"{lost.lost}: {lost.reason} {lost.detail}".strip())


def _unusable(outcomes: list[Outcome]) -> ApiError:
    """The error of a body without a single usable article."""
    reasons = "; ".join(f"{each.index}: {each.reason} {each.detail}".strip() for each in outcomes[:5])
    fix = REASONS[outcomes[0].reason].fix if outcomes else "See /v1/docs."
    return ApiError("unusable_input", f"no usable article ({reasons or 'none was sent'}).", where="body", fix=fix)
