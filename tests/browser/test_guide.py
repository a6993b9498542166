"""The guide and the saved queries as files: one text for both, in the form that the Browser takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.files import BUILD, FOLDER, INVENTED, NAMES, QUERIES

# What the Browser takes for an event handler in a guide, and cuts out.
EVENT = re.compile(r"\son[^\s=]+\s*=\s*(\"[^\"]*\"|'[^']*'|[\w\-.:]+)", re.IGNORECASE)


def test_the_guide_is_made_from_the_saved_queries() -> None:
    assert (FOLDER / "guide.html").read_text(encoding="utf-8") == BUILD["guide"](), "run docker/browser/build.py"


def test_ten_questions_in_their_order() -> None:
    assert [query.name[:3] for query in QUERIES] == [f"{number:02} " for number in range(1, 11)]
    assert all(query.name.endswith("?") and query.says for query in QUERIES)


def test_the_names_that_are_asked_for_are_the_names_that_are_set() -> None:
    asked = {name for query in QUERIES for name in re.findall(r"\$(\w+)", query.code)}
    assert asked == set(re.findall(r"(\w+): '", NAMES.code)) == set(INVENTED)


def test_the_browser_cuts_nothing_out_of_the_guide() -> None:
    assert EVENT.search(BUILD["guide"]()) is None
    assert EVENT.search("WHERE online = 'yes'")


@pytest.mark.parametrize("text", ["", "MATCH (n) RETURN n\n", "// a name alone\n", "//\nRETURN 1\n"])
def test_a_file_without_name_or_query_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "01-wrong.cypher"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"^01-wrong\.cypher"):
        BUILD["read"](path)


def test_signs_of_html_in_a_query_are_shown_as_they_are() -> None:
    made = BUILD["slide"](BUILD["Saved"]("a & b", "x `<` y", "WHERE 1 < 2 RETURN '<b>'"))
    assert "<h3>a &amp; b</h3>" in made
    assert "x <code>&lt;</code> y" in made
    assert ">WHERE 1 &lt; 2 RETURN '&lt;b&gt;'</pre>" in made
