"""One TOML file of a language, with errors that name file, line and field."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from graph.errors import InvalidData
from loaders.languages.forms import check

FOLDER = Path(__file__).parent


class LanguageFile:
    """One file of a language, and where things stand in it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.toml"
        self.label = f"{folder.name}/{name}.toml"
        try:
            self.text = self.path.read_text("utf-8")
            self.data: dict[str, Any] = tomllib.loads(self.text)
        except FileNotFoundError as error:
            raise InvalidData(
                "the file is missing", where=self.label, fix="Add it; the README lists the six."
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InvalidData(str(error), where=self.label, fix="Mend the TOML there.") from error

    def fail(self, what: str, near: str, field: str, fix: str = "") -> InvalidData:
        """An error that names the first line holding `near`."""
        line = next((n for n, row in enumerate(self.text.splitlines(), 1) if near and near in row), 1)
        return InvalidData(f"{field}: {what}", where=f"{self.label}:{line}", fix=fix)

    def forms(self, entry: Mapping[str, Any], group: str) -> list[str]:
        """The forms of an entry, each readable. Raises InvalidData."""
        forms = entry.get("forms")
        if not isinstance(forms, list) or not all(isinstance(form, str) and form.strip() for form in forms):
            raise self.fail("a list of forms is missing", f"[[{group}]]", "forms")
        for form in forms:
            try:
                check(form)
            except InvalidData as error:
                raise self.fail(error.what, form, "forms", error.fix) from error
        return forms

    def choice(self, entry: Mapping[str, Any], field: str, allowed: Iterable[str], near: str) -> str | None:
        """A field's value if it is one of `allowed`. Raises InvalidData."""
        value = entry.get(field)
        if value is not None and value not in allowed:
            raise self.fail(f"{value!r} is not known", near, field, f"One of {', '.join(allowed)}.")
        return value

    def unknown_fields(self, entry: Mapping[str, Any], allowed: Iterable[str], near: str) -> None:
        """Raises InvalidData for a field that no entry of this group has."""
        extra = set(entry) - set(allowed) - {"forms", "examples", "note"}
        if extra:
            raise self.fail("unknown field", near, ", ".join(sorted(extra)), f"Known: {', '.join(sorted(allowed))}.")
