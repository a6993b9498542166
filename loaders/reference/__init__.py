"""What the program knows before it reads: teams, people, competitions, outlets, countries, first names and surnames.

`load()` gives the bundled tables as one frozen `Reference`. `python -m loaders.reference.check` proves the tables,
`python -m loaders.reference.build` makes them again from their sources.
"""

from loaders.reference.load import Reference, load
from loaders.reference.model import Alias, Country, RefEntity

__all__ = ["Alias", "Country", "RefEntity", "Reference", "load"]
