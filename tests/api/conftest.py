"""The invented world for these tests."""

from tests.queries.world import settings, store

__all__ = ["settings", "store"]
