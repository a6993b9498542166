"""The graph store over Bolt: `connect` opens it, `Store` writes and reads; `embedded` runs the default server.

`schema` documents the shape of the graph. `connect` and its kin are imported when they are first used, so that the
server's own process and commands such as `touchline db status` never load the driver.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

from graph.store.errors import StoreRefused, StoreSyntax, StoreTimeout, StoreUnavailable
from graph.store.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from graph.store.store import Rows, Store, connect
    from graph.store.writing import Count, Written

__all__ = [
    "SCHEMA_VERSION",
    "Count",
    "Rows",
    "Store",
    "StoreRefused",
    "StoreSyntax",
    "StoreTimeout",
    "StoreUnavailable",
    "Written",
    "connect",
]

_LATER: Final = {"Rows": "store", "Store": "store", "connect": "store", "Count": "writing", "Written": "writing"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
