"""From the driver's values to plain ones that JSON can hold, and from Python's values to parameters."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

from graph.store.bolt import Node, Path, Relationship


def plain(value: Any) -> Any:
    """A value of an answer as None, bool, int, float, text, list or dict.

    A node becomes `{labels, properties}`, a relationship `{type, properties}`, a path `{nodes, relationships}`; a date, time or
    duration its ISO text; a number that is none (NaN, infinity) None.
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": plain(dict(value.items()))}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": plain(dict(value.items()))}
    if isinstance(value, Path):
        return {"nodes": plain(list(value.nodes)), "relationships": plain(list(value.relationships))}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if hasattr(value, "iso_format"):
        return value.iso_format()
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each) for each in value]
    return str(value)


def parameter(value: Any) -> Any:
    """A value as the driver sends it safely: timestamps as ISO texts (a store may drop their offset), NumPy's as Python's."""
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): parameter(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [parameter(each) for each in value]
    if type(value).__module__ == "numpy":
        return parameter(value.tolist())
    return value
