"""From the driver's values to plain ones that JSON can hold, and from Python's values to parameters."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from graph.store.bolt import Node, Relationship, Route


def plain(value: Any) -> Any:
    """A value of an answer as None, bool, int, float, text, list or dict.

    A node becomes `{labels, properties}`, a relationship `{type, properties}`, a path `{nodes, relationships}`; a date,
    time or duration its ISO text; bytes hexadecimal digits; a number that is none (NaN, infinity) None.
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if hasattr(value, "iso_format"):
        return value.iso_format()
    for kind, turn in _TURNS:
        if isinstance(value, kind):
            return turn(value)
    return str(value)


def _mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): plain(each) for key, each in value.items()}


def _list(value: Iterable[Any]) -> list[Any]:
    return [plain(each) for each in value]


_TURNS: Final[tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...]] = (
    (Node, lambda node: {"labels": sorted(node.labels), "properties": _mapping(node)}),
    (Relationship, lambda edge: {"type": edge.type, "properties": _mapping(edge)}),
    (Route, lambda path: {"nodes": _list(path.nodes), "relationships": _list(path.relationships)}),
    (Mapping, _mapping),
    ((bytes, bytearray), lambda value: value.hex()),
    ((list, tuple, set, frozenset), _list),
)


def parameter(value: Any) -> Any:
    """A value as the driver sends it safely: timestamps as ISO texts (a store may drop their offset), NumPy's plain."""
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): parameter(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [parameter(each) for each in value]
    if type(value).__module__ == "numpy":
        return parameter(value.tolist())
    return value
