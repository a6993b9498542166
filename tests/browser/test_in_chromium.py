"""The real Neo4j Browser in Chromium: it plays the guide, draws in the style sheet's colours, takes saved queries."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from graph.store import Store
from tests.browser.chromium import Window
from tests.browser.conftest import SCREENSHOTS
from tests.browser.files import FOLDER, INVENTED, NAMES, QUERIES, STYLE, style
from tests.project.tree import ROOT
from tests.queries.invented import readings

PICTURE = ROOT / "docs" / "images" / "browser.png"
SET_NAMES = ":param {" + ", ".join(f"{name}: '{value}'" for name, value in INVENTED.items()) + "}"
PEOPLE = {"Marco Feld", "Tom Feld", "Álvaro Núñez", "Ida Sørensen", "Leo Marek"}
RELATIONS = {
    ("confirmed", "COACHES"), ("confirmed", "LEAVES"), ("confirmed", "JOINS"), ("confirmed", "CONTRACT_UNTIL"),
    ("reported", "IN_TALKS_WITH"), ("reported", "EXTENDS_WITH"), ("reported", "CANDIDATE_FOR"),
    ("speculated", "CANDIDATE_FOR"), ("denied", "CANDIDATE_FOR"),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def world(store: Store) -> None:
    store.clear()
    store.write(readings())


@pytest.fixture
def browser(connected: Window) -> Window:
    connected.clear()
    return connected


def drawn(browser: Window, kind: str) -> set[tuple[str, str]]:
    """The nodes or the edges of the graph that stands there, as caption and colour."""

    def colour(element: WebElement) -> str:
        return str(element.find_element(By.CSS_SELECTOR, ".b-outline").get_attribute("fill"))

    return {(" ".join(each.text.split()), colour(each)) for each in browser.visible(f"svg g.{kind}")}


def missing(drawn: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """The relations that no edge shows in their colour. Where an edge is short, the Browser cuts its caption."""
    shown = {(caption.rstrip("…"), colour) for caption, colour in drawn}
    return [
        (status, relation)
        for status, relation in sorted(RELATIONS)
        if not any(
            caption and status.startswith(caption) and colour == style("relationship", relation)["color"]
            for caption, colour in shown
        )
    ]


def let_rest(browser: Window) -> None:
    """Wait until the nodes have found their places."""
    seen: list[list[str]] = [[]]

    def resting() -> bool:
        seen.append([str(node.get_attribute("transform")) for node in browser.visible("svg g.node")])
        return bool(seen[-1]) and seen[-1] == seen[-2]

    browser.wait(resting)


def test_the_guide_draws_who_holds_the_job(browser: Window, pages: str, tmp_path: Path) -> None:
    browser.run(f":style {pages}/style.grass", "node.Club")
    browser.run(SET_NAMES, "Successfully set your parameters")
    browser.clear()
    browser.run(f":play {pages}/guide.html", NAMES.name)
    browser.named("nextSlide").click()
    browser.find("h3", QUERIES[0].name)
    browser.find("pre.runnable .fa-play-circle-o").click()
    browser.wait(lambda: len(browser.visible("svg g.node")) > len(PEOPLE))
    let_rest(browser)
    picture = PICTURE if SCREENSHOTS else tmp_path / PICTURE.name
    assert browser.driver.save_screenshot(str(picture))

    people = {(name, style("node", "Entity", "Person")["color"]) for name in PEOPLE}
    assert drawn(browser, "node") == people | {("FC Nordstern", style("node", "Entity", "Team", "Club")["color"])}
    assert missing(drawn(browser, "relationship")) == []


def test_the_guide_shows_every_saved_query(browser: Window, pages: str) -> None:
    browser.run(f":play {pages}/guide.html", NAMES.name)
    browser.find("pre.runnable").click()
    assert browser.find("#monaco-main-editor .view-lines", NAMES.code.split()[-1])
    for query in (NAMES, *QUERIES):
        browser.find("h3", query.name)
        assert browser.find("pre.runnable").get_property("textContent") == query.code
        if query != QUERIES[-1]:
            browser.named("nextSlide").click()


def test_the_guide_opens_in_the_sidebar_too(browser: Window, pages: str) -> None:
    browser.type(f":guide {pages}/guide.html")
    drawer = browser.named("guidesDrawer", NAMES.name)
    assert "touchline: ten questions" in drawer.text


def test_the_style_sheet_can_be_dropped(browser: Window) -> None:
    browser.run(":style reset", "No styles yet")
    browser.drop("style.grass", STYLE.encode())
    browser.named("frame", "node.Outlet")


def test_saved_queries_are_taken_from_a_zip_file(browser: Window) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for path in sorted((FOLDER / "saved").iterdir()):
            file.write(path, f"touchline/{path.name}")
    browser.drop("saved.zip", packed.getvalue())
    browser.named("navigationFavorites").click()
    browser.named("expandFolder-touchline").click()
    browser.named(f"scriptTitle-{QUERIES[-1].name}")
    titles = [each.text for each in browser.visible('[data-testid^="scriptTitle-"]')]
    assert titles == [query.name for query in (NAMES, *QUERIES)]
