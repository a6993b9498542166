"""Importers: names from a user's own files into tables of the user's, which are laid over the bundled ones.

`import_files` reads files of the formats in `FORMATS` and writes the tables; `loaders.reference.check` proves them.
"""

from loaders.reference.imports.entry import Report
from loaders.reference.imports.formats import FORMATS
from loaders.reference.imports.run import import_files

__all__ = ["FORMATS", "Report", "import_files"]
