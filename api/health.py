"""`/health`, `/ready` and `/metrics`: for what watches over the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Failure
from graph.store import Store

_READY_S: Final = 2.0


class Metrics:
    """The counters of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "touchline_requests",
            "Requests by route, method and status.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "touchline_request_seconds", "Time to answer, in seconds.", ("route",), registry=self.registry
        )
        self.articles = Counter(
            "touchline_articles", "Posted articles by outcome.", ("outcome",), registry=self.registry
        )
        self.claims = Counter("touchline_claims", "Claims taken from posted articles.", registry=self.registry)


class Measured:
    """Middleware that counts and times requests by their route, so that addresses of nothing make no new series."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note its outcome."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        began, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            return await self.app(scope, receive, noted)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            method = scope["method"] if scope["method"] in ("GET", "POST", "HEAD", "OPTIONS") else "other"
            self.metrics.requests.labels(route, method, str(status)).inc()
            self.metrics.seconds.labels(route).observe(time.perf_counter() - began)


def router(store: Callable[[], Store], metrics: Metrics) -> APIRouter:
    """The three routes."""
    routes = APIRouter(tags=["service"])

    @routes.get("/health", summary="Does the server run?")
    def health() -> dict[str, Any]:
        """Answers as long as the process does; asks nothing of the graph store."""
        return {"ok": True}

    @routes.get("/ready", summary="Can it answer questions?", responses={503: {"model": Failure}})
    def ready() -> dict[str, Any]:
        """Asks the graph store; 503 if it does not answer within two seconds."""
        took = store().read("RETURN 1 AS one", timeout_s=_READY_S).took_ms
        return {"ok": True, "took_ms": took}

    @routes.get("/metrics", summary="Counters in the format of Prometheus.", response_class=Response)
    def numbers() -> Response:
        """Requests by route and status, times, posted articles and claims."""
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return routes
