"""The Neo4j Browser in a headless Chromium that reaches nothing but this machine."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeVar
from urllib.parse import urlsplit

import neo4j
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from graph.settings import Settings

T = TypeVar("T")
PACKAGES = ("chromium", "chromium-driver")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run --lang=en "
    "--disable-background-networking --disable-component-update --disable-sync --no-proxy-server "
    "--window-size=1500,1100"
).split()
# Fonts, analytics and news that the Browser would fetch from elsewhere.
LOCAL = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
PATIENCE_S = 60.0
DROP = """
const [name, data] = arguments, transfer = new DataTransfer();
transfer.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], name));
const drop = new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true});
document.querySelector(".filedrop").dispatchEvent(drop);
"""


class Window:
    """A window of the Neo4j Browser. Everything that is looked for is waited for, and must be visible."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def wait(self, found: Callable[[], T | Literal[False]]) -> T:
        """What the function gives once that is true; where an element vanishes meanwhile, it is asked again."""
        gone = (NoSuchElementException, StaleElementReferenceException)
        return WebDriverWait(self.driver, PATIENCE_S, 0.1, gone).until(lambda _: found())

    def find(self, selector: str, text: str = "") -> WebElement:
        """The first visible element of that CSS selector which contains the text."""
        return self.wait(lambda: self.visible(selector, text) or False)[0]

    def visible(self, selector: str, text: str = "") -> list[WebElement]:
        """All of them, now."""
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return [each for each in found if each.is_displayed() and text in each.text]

    def named(self, name: str, text: str = "") -> WebElement:
        """The element that the Browser names so for its own tests."""
        return self.find(f'[data-testid="{name}"]', text)

    def connect(self, settings: Settings) -> None:
        """Open the Browser of that server, fill in its form, and leave no frame behind."""
        self.driver.get(address(settings))
        scheme, where = settings.uri.split("://")
        Select(self.named("bolt-scheme-select")).select_by_value(f"{scheme}://")
        for field, text in (("boltaddress", where), ("username", settings.user), ("password", settings.password)):
            self.named(field).send_keys(Keys.CONTROL, "a")
            self.named(field).send_keys(text)
        self.named("connect").click()
        self.named("frame", f"You are connected as user {settings.user}")
        self.clear()

    def run(self, command: str, text: str) -> WebElement:
        """Type a command into the editor and run it: its frame, once that shows the text."""
        self.type(command)
        return self.named("frame", text)

    def type(self, command: str) -> None:
        """Type a command into the editor and run it."""
        self.find("#monaco-main-editor").click()
        editor = self.driver.find_element(By.CSS_SELECTOR, '[data-testid="activeEditor"] textarea')
        editor.send_keys(Keys.CONTROL, "a")
        editor.send_keys(Keys.BACKSPACE)
        editor.send_keys(command)
        self.find("#monaco-main-editor .view-lines", command.rsplit(maxsplit=1)[-1])
        self.named("editor-Run").click()

    def clear(self) -> None:
        """Close all frames."""
        self.type(":clear")
        self.wait(lambda: not self.visible('[data-testid="frame"]'))

    def drop(self, name: str, data: bytes) -> None:
        """Drop a file onto the window."""
        self.driver.execute_script(DROP, name, base64.b64encode(data).decode())


def address(settings: Settings) -> str:
    """The address of the Browser that the server brings."""
    with neo4j.GraphDatabase.driver(settings.uri, auth=(settings.user, settings.password)) as driver:
        rows = driver.execute_query("SHOW SETTINGS 'server.http.listen_address' YIELD value").records
    return f"http://{urlsplit(settings.uri).hostname}:{rows[0]['value'].rpartition(':')[2]}/browser/"


@contextmanager
def window() -> Iterator[Window]:
    """A window of a Chromium of its own while the block runs."""
    options = webdriver.ChromeOptions()
    options.binary_location = _tool("chromium")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, LOCAL, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options, webdriver.ChromeService(_tool("chromedriver")))
        try:
            yield Window(driver)
        finally:
            driver.quit()


def _tool(name: str) -> str:
    """The path of `chromium` or `chromedriver`, installed if that is possible. RuntimeError if it cannot be had."""
    found = shutil.which(name)
    if found is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
            subprocess.run(["apt-get", *arguments], check=False, capture_output=True)
        found = shutil.which(name)
    if found is None:
        raise RuntimeError(
            f"no {name} here: the tests drive the Neo4j Browser in Chromium. Install it with its driver "
            f"({' '.join(PACKAGES)} on Debian), or run `make test-embedded`."
        )
    return found
