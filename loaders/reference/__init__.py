"""What the program knows before it reads: teams, people, competitions, outlets, countries, first names and surnames.

`load()` gives the bundled tables, with the user's own laid over, as one frozen `Reference`. `loaders.reference.imports`
makes a user's tables. `python -m loaders.reference.check` proves the bundled ones, `python -m loaders.reference.build`
makes them again from their sources.
"""

from loaders.reference.load import Reference, load
from loaders.reference.model import Alias, Country, RefEntity

__all__ = ["Alias", "Country", "RefEntity", "Reference", "load"]
