"""Articles from files, folders, globs and standard input.

`read_sources(paths)` gives an `Article` for everything that can be read and a `Rejected`, with file, line and reason,
for everything that cannot: broken input never costs the good input beside it, and never raises. `article_from(record)`
does the same for one JSON record that lies in no file.
"""

from loaders.sources.model import ARTICLE, REASONS, Limits, Rejected
from loaders.sources.read import read_sources
from loaders.sources.record import article_from

__all__ = ["ARTICLE", "REASONS", "Limits", "Rejected", "article_from", "read_sources"]
