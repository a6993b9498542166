"""Articles from files, folders, globs and standard input.

`read_sources(paths)` gives an `Article` for everything that can be read and a `Rejected`, with file, line and reason,
for everything that cannot: broken input never costs the good input beside it, and never raises.
"""

from loaders.sources.model import REASONS, Limits, Rejected
from loaders.sources.read import read_sources

__all__ = ["REASONS", "Limits", "Rejected", "read_sources"]
