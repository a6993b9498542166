"""The front door: `import touchline; graph = touchline.connect(); graph.ask("hotseat", team="Real Madrid")`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.errors import TouchlineError
    from queries import Answer
    from touchline.door import Graph

__all__ = ["Answer", "Graph", "TouchlineError", "__version__", "connect"]


def connect(**settings: Any) -> Graph:
    """The graph, over the embedded server or the one at `TOUCHLINE_URI`; close it, or use it in a `with` block.

    Settings (`uri`, `user`, `password`, `data`, …, see docs/settings) go before the `TOUCHLINE_…` variables.
    Raises SettingError or StoreError.
    """
    from touchline.door import open_graph

    return open_graph(settings)


def __getattr__(name: str) -> Any:
    """`Graph`, `Answer`, `TouchlineError` and `__version__`, loaded when first used: the command must start fast."""
    if name == "__version__":
        from importlib.metadata import version

        return version("touchline")
    if name == "Graph":
        from touchline.door import Graph

        return Graph
    if name == "Answer":
        from queries import Answer

        return Answer
    if name == "TouchlineError":
        from graph.errors import TouchlineError

        return TouchlineError
    raise AttributeError(f"module 'touchline' has no attribute {name!r}")
