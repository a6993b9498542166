"""`POST /v1/cypher`: any statement that only reads, where the server offers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from api.errors import Failure
from graph.store import Store
from queries.ask import LIMIT, MAX_LIMIT

LONGEST: Final = 20_000  # characters of a statement
_FAILURES: Final[dict[int | str, dict[str, Any]]] = {
    403: {"model": Failure, "description": "The statement does more than read."},
    422: {"model": Failure, "description": "The statement or the body is wrong."},
    503: {"model": Failure, "description": "The graph store cannot be reached."},
    504: {"model": Failure, "description": "The answer took too long."},
}


class Statement(BaseModel):
    """A statement and its parameters; both limits are capped by the server's own."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    query: Annotated[str, Field(min_length=1, max_length=LONGEST, description="Cypher that only reads.")]
    params: Annotated[dict[str, Any], Field(description="Values of its parameters.")] = {}
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT, description="Rows at most.")] = LIMIT
    timeout: Annotated[float | None, Field(gt=0, description="Seconds that it may take.")] = None


class Found(BaseModel):
    """The rows; nodes are `{"labels", "properties"}`, relationships `{"type", "properties"}`."""

    ok: bool = Field(description="Always true.")
    columns: list[str]
    rows: list[dict[str, Any]]
    truncated: bool = Field(description="Whether there were more rows than the limit.")
    took_ms: float = Field(description="Time in the graph store, in milliseconds.")


def router(store: Callable[[], Store]) -> APIRouter:
    """The one route."""
    routes = APIRouter(prefix="/v1", tags=["cypher"])

    @routes.post("/cypher", summary="Ask in Cypher, reading only.", responses={200: {"model": Found}, **_FAILURES})
    def cypher(asked: Statement) -> JSONResponse:
        """Any statement that only reads: writing, LOAD CSV and all but a few procedures are refused."""
        found = store().read(asked.query, asked.params, timeout_s=asked.timeout, max_rows=asked.limit)
        return JSONResponse(found.as_dict())

    return routes
