"""What can go wrong with a store; `code` tells a caller which it was."""

from __future__ import annotations

from graph.errors import StoreError


class StoreTimeout(StoreError):
    """The store took longer than the time limit."""

    code = "timeout"


class StoreUnavailable(StoreError):
    """The store cannot be reached, does not start, or went away."""

    code = "unavailable"


class StoreRefused(StoreError):
    """The store does not allow it: a write by a reader, a wrong password, a missing right."""

    code = "refused"


class StoreSyntax(StoreError):
    """The Cypher is wrong, or a parameter is missing or of the wrong type."""

    code = "syntax"
