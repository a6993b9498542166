"""The one error shape for everything that fails: `{"ok": false, "error": {code, message, where, fix, suggestions}}`."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Iterable
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from graph.errors import TouchlineError

log = logging.getLogger("touchline.api")

# HTTP status by `TouchlineError.code`; anything else is a fault of the server.
STATUS: Final = {
    "question": 422,
    "unknown_name": 404,
    "invalid_record": 422,
    "unusable_input": 422,
    "too_large": 413,
    "media_type": 415,
    "read_only": 403,
    "refused": 403,
    "syntax": 422,
    "timeout": 504,
    "unavailable": 503,
}


class Problem(BaseModel):
    """What is wrong, where, and what to do about it."""

    code: str = Field(description="Stable name of the kind of error.")
    message: str = Field(description="What is wrong.")
    where: str = Field("", description="The parameter, field or line it is about.")
    fix: str = Field("", description="What to do.")
    suggestions: list[str] = Field([], description="Names that may be meant.")


class Failure(BaseModel):
    """The answer to every request that fails."""

    ok: bool = Field(False, description="Always false.")
    error: Problem


class ApiError(TouchlineError):
    """An error of a request, with its own code."""

    def __init__(self, code: str, what: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(what, where=where, fix=fix)
        self.code = code


def failure(
    status: int, code: str, message: str, *, where: str = "", fix: str = "", suggestions: Iterable[str] = ()
) -> JSONResponse:
    """The error shape as a response."""
    problem = Problem(code=code, message=message, where=where, fix=fix, suggestions=list(suggestions))
    return JSONResponse(Failure(ok=False, error=problem).model_dump(), status)


def install(app: FastAPI) -> None:
    """Answer every error of the app in this shape; what a user cannot act on goes to the log, not to the user."""

    @app.exception_handler(TouchlineError)
    def known(request: Request, error: TouchlineError) -> JSONResponse:
        status = STATUS.get(error.code, 500)
        if status >= 500:
            log.error("%s %s: %s", request.method, request.url.path, error)
        suggestions = getattr(error, "suggestions", ())
        # Where a server's files or addresses are is nobody's business.
        where = error.where if status < 500 else ""
        return failure(status, error.code, error.what, where=where, fix=error.fix, suggestions=suggestions)

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return failure(422, "question", f"{first['msg']}.", where=where, fix="See /v1/docs.")

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> JSONResponse:
        path = request.url.path
        if error.status_code == 404:
            paths = sorted({getattr(route, "path", "") for route in app.routes} - {""})
            near = difflib.get_close_matches(path, paths, 3, 0.5)
            fix = "See /v1/questions for what can be asked."
            if path == "/v1/cypher":
                fix = "Start the server with --free-cypher or TOUCHLINE_FREE_CYPHER=true to have it."
            return failure(404, "not_found", "There is nothing at this address.", where=path, fix=fix, suggestions=near)
        if error.status_code == 405:
            allowed = (error.headers or {}).get("Allow", "")
            what = f"{request.method} is not allowed here."
            answer = failure(405, "method", what, where=path, fix=f"Use {allowed}.")
            answer.headers["Allow"] = allowed
            return answer
        return failure(error.status_code, "http", str(error.detail), where=path)

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> JSONResponse:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return failure(500, "internal", "The server made a mistake; its log says more.", fix="Please report it.")
