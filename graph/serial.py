"""Records to JSON Lines and back, so that each stage can be run, inspected and repeated alone.

A date is its string (`2023-11`), a tuple a list, everything else what its name says. Reading is strict: a missing,
unknown or ill-typed field is an `InvalidRecord` that names file, line and field.
"""

from __future__ import annotations

import codecs
import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar, get_origin

import cattrs
from cattrs.cols import homogenous_tuple_structure_factory, is_mapping, mapping_structure_factory
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from graph.dates import PartialDate
from graph.errors import InvalidRecord, TouchlineError, UnusableInput
from graph.records import Claim, Entity, Reading

Record = TypeVar("Record")


def dump(record: object) -> dict[str, Any]:
    """A record (Article, Mention, Entity, Claim, Dropped, Reading, Relation) as JSON values, every field written."""
    data: dict[str, Any] = _CONVERTER.unstructure(record)
    return data


def load(kind: type[Record], data: object, *, where: str = "") -> Record:
    """The record of that kind; `where` (file and line) goes before the field in the message of an `InvalidRecord`."""
    try:
        return _CONVERTER.structure(data, kind)
    except (cattrs.BaseValidationError, ValueError, TypeError, TouchlineError) as error:
        faults = cattrs.transform_error(error, path="$", format_exception=_explain)
        raise InvalidRecord(
            f"not a valid {kind.__name__.lower()}: {'; '.join(faults)}", where=where, fix="Correct or remove the line."
        ) from error


def read_lines(
    path: Path | str, kind: type[Record], *, on_error: Callable[[InvalidRecord], None] | None = None
) -> Iterator[Record]:
    """The records of a JSON Lines file (UTF-8, empty lines skipped), one at a time.

    A faulty line raises `InvalidRecord`, or goes to `on_error` if given, and the lines after it are still read.
    A file that cannot be opened raises `UnusableInput`.
    """
    for number, data in read_json_lines(path, on_error=on_error):
        try:
            record = load(kind, data, where=f"{path}:{number}")
        except InvalidRecord as error:
            _report(error, on_error)
            continue
        yield record


def read_json_lines(
    path: Path | str, *, on_error: Callable[[InvalidRecord], None] | None = None
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The JSON objects of a file with their 1-based line numbers; errors as in `read_lines`."""
    for number, line in enumerate(_raw_lines(path), 1):
        text = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if not text.strip():
            continue
        try:
            data = _parse(text, f"{path}:{number}")
        except InvalidRecord as error:
            _report(error, on_error)
            continue
        yield number, data


def write_lines(path: Path | str, records: Iterable[object]) -> int:
    """Write each record (or dict) as one line of UTF-8 JSON; gives the number of lines."""
    count = 0
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(line_of(record) + "\n")
            count += 1
    return count


def line_of(record: object) -> str:
    """One record (or dict) as one line of JSON without its end of line."""
    return json.dumps(record if isinstance(record, dict) else dump(record), ensure_ascii=False, allow_nan=False)


def claims_line(reading: Reading) -> dict[str, Any]:
    """The public form of an article's claims, as `touchline extract` prints it: names in place of entity ids.

    `{"id": article id, "claims": [{"subject": {"id", "name", "kind", "aliases"}, "predicate", "object": {…}, …}]}`;
    `attributed_to` is a list of such names, `team` a plain name, dates are strings.
    """
    return {"id": reading.article.id, "claims": [_public(claim, reading) for claim in reading.claims]}


def _public(claim: Claim, reading: Reading) -> dict[str, Any]:
    plain = dump(claim)
    names = {"subject": _named(claim.subject, reading), "object": _named(claim.object, reading)}
    fields = ("tense", "status", "role", "since", "until", "when", "manner", "year")
    return {
        "subject": names["subject"],
        "predicate": claim.predicate,
        "object": names["object"],
        **{name: plain[name] for name in fields},
        "team": _entity(claim.team, reading).name if claim.team else None,
        "attributed_to": [_named(source, reading) for source in claim.attributed_to],
        **{name: plain[name] for name in ("confidence", "evidence", "start", "end")},
    }


def _named(identity: str, reading: Reading) -> dict[str, Any]:
    entity = _entity(identity, reading)
    return {"id": entity.id, "name": entity.name, "kind": entity.kind, "aliases": list(entity.aliases)}


def _entity(identity: str, reading: Reading) -> Entity:
    try:
        return reading.entities[identity]
    except KeyError:
        raise InvalidRecord(f"a claim names {identity!r}, which the reading lacks", where=reading.article.id) from None


def _raw_lines(path: Path | str) -> Iterator[bytes]:
    try:
        with Path(path).open("rb") as file:
            yield from file
    except OSError as error:
        raise UnusableInput(f"cannot be read ({error.strerror})", where=str(path)) from error


def _parse(line: bytes, where: str) -> dict[str, Any]:
    try:
        data = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        what = f"not UTF-8 at byte {error.start + 1} of the line"
        raise InvalidRecord(what, where=where, fix="Save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise InvalidRecord(f"not JSON ({error})", where=where, fix="Write one JSON object a line.") from error
    if not isinstance(data, dict):
        raise InvalidRecord("not a JSON object", where=where, fix="Write one JSON object a line.")
    return data


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _report(error: InvalidRecord, on_error: Callable[[InvalidRecord], None] | None) -> None:
    if on_error is None:
        raise error
    on_error(error)


def _explain(error: BaseException, kind: type | None) -> str:
    """One fault in the words of the message; `kind` is what the field should have been."""
    if isinstance(error, KeyError):
        return f"missing field {error.args[0]!r}"
    if isinstance(error, ForbiddenExtraKeysError):
        return f"unknown field {', '.join(sorted(repr(field) for field in error.extra_fields))}"
    if isinstance(error, UnicodeEncodeError):
        return "holds half of a surrogate pair"
    return str(error) or f"not a {getattr(kind, '__name__', 'value')}"


def _exactly(*kinds: type) -> Callable[[Any, type], Any]:
    """A hook that takes a value as it is: no text becomes a number, no number a text."""

    def check(value: Any, kind: type) -> Any:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise TypeError(f"expected {kind.__name__}, not {type(value).__name__}")
        if isinstance(value, str) and not value.isascii():
            value.encode("utf-8")  # refuses half a surrogate pair, which no file could be written with
        return kind(value)

    return check


def _date(value: Any, _: type) -> PartialDate:
    if not isinstance(value, str):
        raise TypeError(f"expected a date as YYYY, YYYY-MM or YYYY-MM-DD, not {type(value).__name__}")
    return PartialDate.parse(value)


def _shaped(shape: type, name: str, hook: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The hook behind a check that the value is an object or a list, so that a text is never read letter by letter."""

    def check(value: Any, kind: Any) -> Any:
        if not isinstance(value, shape):
            raise TypeError(f"expected {name}, not {type(value).__name__}")
        return hook(value, kind)

    return check


def _record_hook(kind: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    return _shaped(dict, "an object", make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True))


def _list_hook(kind: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    return _shaped(list, "a list", homogenous_tuple_structure_factory(kind, converter))


def _object_hook(kind: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    return _shaped(dict, "an object", mapping_structure_factory(kind, converter))


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter()
    converter.register_structure_hook_factory(dataclasses.is_dataclass, _record_hook)
    converter.register_structure_hook_factory(_is_tuple, _list_hook)
    converter.register_structure_hook_factory(is_mapping, _object_hook)
    for kind, kinds in {str: (str,), int: (int,), float: (float, int), bool: (bool,)}.items():
        converter.register_structure_hook(kind, _exactly(*kinds))
    converter.register_structure_hook(PartialDate, _date)
    converter.register_unstructure_hook(PartialDate, str)
    return converter


_CONVERTER = _converter()
