"""The graph store over Bolt: `connect` opens it, `Store` writes and reads; `embedded` runs the server that is the default.

`schema` documents the shape of the graph. Nothing here is imported before it is used: the keeper and the driver take time.
"""

from graph.store.errors import StoreRefused, StoreSyntax, StoreTimeout, StoreUnavailable
from graph.store.schema import SCHEMA_VERSION
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
