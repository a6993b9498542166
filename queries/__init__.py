"""Questions in Cypher files, the catalogue that loads and checks them, and the way to ask one."""

from queries.answer import Answer, Resolved
from queries.ask import ask
from queries.catalogue import Catalogue, load
from queries.question import Column, Parameter, Question

__all__ = ["Answer", "Catalogue", "Column", "Parameter", "Question", "Resolved", "ask", "load"]
