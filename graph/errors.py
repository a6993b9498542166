"""The one root of every error that touchline raises on purpose."""

from __future__ import annotations


class TouchlineError(Exception):
    """Something a user can act on: what is wrong, where, and what to do.

    `where` names a file, line, field, address or setting; `fix` is one sentence. Both may be empty, never guessed.
    `code` is the stable name that HTTP answers and exit codes rest on.
    """

    code = "error"

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        self.what, self.where, self.fix = what, where, fix
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.fix}" if self.fix else ""
        return f"{place}{self.what}{advice}"


class InvalidRecord(TouchlineError):
    """A record, date or file row breaks the ontology or its own format."""

    code = "invalid_record"


class UnusableInput(TouchlineError):
    """A source that cannot be read as articles."""

    code = "unusable_input"


class InvalidData(TouchlineError):
    """A file that belongs to touchline itself (language file, reference table, question) is wrong."""

    code = "invalid_data"


class StoreError(TouchlineError):
    """The graph store refused, is out of reach, or took too long."""

    code = "store"


class QuestionError(TouchlineError):
    """A question is unknown, or a parameter is missing, unknown or of the wrong type."""

    code = "question"


class UnknownName(TouchlineError):
    """No entity of that name is in the graph; `suggestions` holds the nearest names."""

    code = "unknown_name"

    def __init__(self, what: str, *, suggestions: tuple[str, ...] = (), where: str = "", fix: str = "") -> None:
        self.suggestions = suggestions
        super().__init__(what, where=where, fix=fix)
