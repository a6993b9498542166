"""`GET /v1/<question>`: one route a file of the catalogue, its parameters, types, help and examples from the header."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, create_model

from api.errors import Failure
from graph.store import Store
from queries import Catalogue, Parameter, Question, ask
from queries.ask import LIMIT, MAX_LIMIT
from queries.types import COLUMN_TYPES

_DATE: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"
FAILURES: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": Failure, "description": "A name is not in the graph; `suggestions` holds the nearest."},
    422: {"model": Failure, "description": "A parameter is missing, unknown or of the wrong type."},
    503: {"model": Failure, "description": "The graph store cannot be reached."},
    504: {"model": Failure, "description": "The answer took too long."},
}


class Page(BaseModel):
    """Which part of the answer this is."""

    limit: int = Field(description="Rows at most.")
    offset: int = Field(description="Rows left out before the first.")
    rows: int = Field(description="Rows here.")
    more: bool = Field(description="Whether there are rows behind the last one.")


class ColumnAbout(BaseModel):
    """A column of the answer."""

    name: str
    type: str
    about: str


class Success(BaseModel):
    """The answer to every question; each question's own model types its `rows`."""

    ok: bool = Field(description="Always true.")
    question: str
    parameters: dict[str, Any] = Field(
        description="As they were understood; names with the entity they were taken for."
    )
    columns: list[ColumnAbout]
    page: Page
    notes: list[str] = Field(description="What the asker should know, such as who else has a name.")
    took_ms: float = Field(description="Time in the graph store, in milliseconds.")


def router(store: Callable[[], Store], catalogue: Catalogue) -> APIRouter:
    """The routes of all questions, and `/questions`, the list of them."""
    routes = APIRouter(prefix="/v1", tags=["questions"])
    listed = [_described(question) for question in catalogue.questions.values()]

    @routes.get("/questions", summary="Which questions can be asked?")
    def questions() -> dict[str, Any]:
        """Every question with its parameters, their types and defaults, and its columns."""
        return {"ok": True, "questions": listed}

    for question in catalogue.questions.values():
        routes.add_api_route(
            f"/{question.name}",
            _endpoint(store, question),
            methods=["GET"],
            name=question.name,
            operation_id=question.name,
            summary=question.title,
            description=question.about,
            responses={200: {"model": _model(question)}, **FAILURES},
        )
    return routes


def _described(question: Question) -> dict[str, Any]:
    parameters = [
        {
            "name": p.name, "type": p.type.name, "required": p.required, "default": p.default, "about": p.says,
            "choices": list(p.type.choices),
        }
        for p in question.parameters
    ]  # fmt: skip
    return {
        "name": question.name,
        "path": f"/v1/{question.name}",
        "title": question.title,
        "about": question.about,
        "parameters": parameters,
        "columns": [{"name": c.name, "type": c.type, "about": c.says} for c in question.columns],
        "examples": [dict(example) for example in question.examples],
    }


def _endpoint(store: Callable[[], Store], question: Question) -> Callable[..., JSONResponse]:
    """A function whose signature is the question's, for FastAPI to check, convert and document."""
    known = {parameter.name for parameter in question.parameters} | {"limit", "offset"}

    def endpoint(request: Request, limit: int, offset: int, **given: Any) -> JSONResponse:
        unknown = {name: value for name, value in request.query_params.items() if name not in known}
        asked = {name: value for name, value in given.items() if value is not None}
        answer = ask(store(), question, {**asked, **unknown}, limit=limit, offset=offset)
        return JSONResponse(answer.as_dict())

    signature = [_slot("request", Request), *(_slot(p.name, *_annotation(question, p)) for p in question.parameters)]
    signature += [
        _slot("limit", Annotated[int, Query(description="Rows at most.", ge=1, le=MAX_LIMIT)], LIMIT),
        _slot("offset", Annotated[int, Query(description="Rows to leave out first.", ge=0)], 0),
    ]
    endpoint.__signature__ = inspect.Signature(signature)  # type: ignore[attr-defined]
    return endpoint


def _slot(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _annotation(question: Question, parameter: Parameter) -> tuple[Any, Any]:
    """The annotation of a parameter, and its default."""
    kind = parameter.type
    plain: Any = Literal[kind.choices] if kind.choices else kind.python
    shown = {
        f"example {n}": {"value": e[parameter.name]} for n, e in enumerate(question.examples, 1) if parameter.name in e
    }
    query = Query(
        description=f"{parameter.says} ({kind.says})",
        pattern=_DATE if kind.name == "date" else None,
        ge=parameter.low,
        le=parameter.high,
        openapi_examples=shown or None,  # type: ignore[arg-type]
    )
    if parameter.required:
        return Annotated[plain, query], inspect.Parameter.empty
    return Annotated[plain | None, query], parameter.default


def _model(question: Question) -> type[BaseModel]:
    """The documented shape of the answer, with the question's own columns."""
    title = question.name.title().replace("_", "")
    cells: dict[str, Any] = {
        column.name: (_cell(column.type), Field(description=column.says)) for column in question.columns
    }
    row = create_model(f"{title}Row", __doc__=f"A row of {question.name}.", **cells)
    rows: dict[str, Any] = {"rows": (list[row], Field(description="One page of rows."))}  # type: ignore[valid-type]
    return create_model(f"{title}Answer", __base__=Success, __doc__=question.title, **rows)


def _cell(name: str) -> Any:
    kind: Any = list[str] if name == "strings" else COLUMN_TYPES[name]
    return kind | None
