"""The app: `create_app(store)` in a program or test, `create_app(settings)` to open the store with the server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from api import articles, cypher, errors, health, questions
from graph.settings import Settings
from graph.store import Store, StoreUnavailable, connect
from queries import Catalogue, load

MAX_BYTES: Final = 16 * 1024 * 1024
_ABOUT: Final = """Who coaches, plays, presides, negotiates, extends, leaves and may come next, according to whom,
how surely, and since when.

Every answer has the shape `{"ok": true, …}`; every error `{"ok": false, "error": {"code", "message", "where", "fix",
"suggestions"}}`. Names may be written without accents and in any case; ids are taken too."""


def create_app(
    graph: Store | Settings,
    *,
    catalogue: Catalogue | None = None,
    read_only: bool = False,
    free_cypher: bool = False,
    max_bytes: int = MAX_BYTES,
) -> FastAPI:
    """The app on an open store, which stays the caller's, or on settings, whose store lives as long as the app.

    With `read_only`, `POST /v1/articles` is refused; its body may have `max_bytes`. With `free_cypher`, there is
    `POST /v1/cypher`. Raises InvalidData for a faulty catalogue.
    """
    opened: list[Store] = [graph] if isinstance(graph, Store) else []

    def store() -> Store:
        if not opened:
            raise StoreUnavailable("the graph store is not open yet.", fix="Try again in a moment.")
        return opened[0]

    app = FastAPI(
        title="touchline",
        description=_ABOUT,
        version="1",
        lifespan=_life(graph, opened, read_only),
        openapi_url="/v1/openapi.json",
        docs_url="/v1/docs",
        redoc_url=None,
    )
    metrics = health.Metrics()
    errors.install(app)
    app.add_middleware(health.Measured, metrics=metrics)
    app.include_router(questions.router(store, catalogue or load()))
    app.include_router(articles.router(store, metrics, read_only=read_only, max_bytes=max_bytes))
    if free_cypher:
        app.include_router(cypher.router(store))
    app.include_router(health.router(store, metrics))

    @app.get("/", include_in_schema=False)
    def home() -> RedirectResponse:
        return RedirectResponse("/v1/docs")

    return app


def _life(
    graph: Store | Settings, opened: list[Store], read_only: bool
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Opens the store of settings with the app, and closes it; a store that was given stays as it is."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if isinstance(graph, Store):
            yield
            return
        with connect(graph) as mine:
            if not read_only:
                mine.prepare()
            opened.append(mine)
            yield
            opened.clear()

    return lifespan
