"""One server and one Chromium for all browser tests; every foreign host is shut out and noted."""

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser.serving import ROOT, chromium, served

ARTIFACTS = ROOT / "artifacts"
# Holds once a condition has been true for a while without a break: the page has come to rest.
AT_REST = """([condition, argument, span]) => {
  const holds = eval(condition)(argument);
  if (!holds) { window.__since = undefined; return false; }
  window.__since ??= performance.now();
  return performance.now() - window.__since >= span;
}"""

# Holds once an element has not moved for a while: figures above it have their height, what unfolds is open.
STANDS_STILL = """(element) => new Promise(done => {
  let last = "", since = 0;
  const look = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const box = [x, y, width, height].join();
    if (box !== last) { last = box; since = performance.now(); }
    if (performance.now() - since >= 400) done(); else requestAnimationFrame(look);
  };
  look();
})"""


@dataclass
class Desk:
    """A page in a browser window, with what it asked for and complained of."""

    page: Page
    server: str
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> "Desk":
        """Open an address cold and wait until its last block stands."""
        self.page.goto(self.server + path)
        return self.settle()

    def settle(self) -> "Desk":
        self.page.locator(".bk-foot").wait_for()
        self.at_rest("() => document.querySelector('[data-test-script-state=notRunning]')", span=0)
        return self

    def to_theme(self, theme: str) -> "Desk":
        """The system turns dark or light: the browser asks for the page anew, see ui/frame.py."""
        with self.page.expect_navigation():
            self.page.emulate_media(color_scheme=theme)
        return self.settle()

    def at_rest(self, condition: str, argument: object = None, span: int = 400) -> None:
        """Wait until a condition in the page holds, and goes on holding for ``span`` milliseconds."""
        self.page.evaluate("window.__since = undefined")
        self.page.wait_for_function(AT_REST, arg=[condition, argument, span], timeout=20_000)

    def unfold(self, key: str):
        """Open what is folded below a figure, by its key, and wait until it stands still; pressed while the page
        still grows, a link in it may slip away from under the pointer."""
        folded = self.widget(key)
        folded.evaluate(STANDS_STILL)
        folded.locator("summary").click()
        folded.evaluate(STANDS_STILL)
        return folded

    def follow(self, path: str) -> "Desk":
        """Go to another page by its link in the navigation bar, as a reader does."""
        before = self.headline
        self.page.locator(f'[data-testid="stTopNavLink"][href$="/{path}"]').click()
        self.page.wait_for_url(re.compile(rf"/{path}(\?|$)"))
        self.at_rest("before => document.querySelector('h1')?.innerText !== before", before, span=0)
        return self.settle()

    @property
    def headline(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def words(self) -> str:
        return self.page.locator("body").inner_text()

    def widget(self, key: str):
        """A control by its key; the key of one that mirrors a value has a changing end."""
        return self.page.locator(f'[class*="st-key-{key}"]').first


@pytest.fixture(scope="package")
def server_log(tmp_path_factory):
    return tmp_path_factory.mktemp("server") / "log.txt"


@pytest.fixture(scope="package")
def server(server_log):
    with served(ROOT / "app.py", "/api/v1/health", server_log) as address:
        yield address


@pytest.fixture(scope="package")
def window():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(server, window):
    """Open windows of any size and theme; none of them may have asked a foreign host for anything."""
    opened = []

    def made(width=1920, height=1080, theme="light"):
        context = window.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale="de-DE"
        )
        context.set_default_timeout(20_000)
        made_desk = Desk(context.new_page(), server)

        def guard(route):
            if route.request.url.startswith(f"{server}/"):
                route.continue_()
            else:
                made_desk.foreign.append(route.request.url)
                route.abort()

        context.route(re.compile("^(?!data:|blob:)"), guard)
        page = made_desk.page
        page.on(
            "websocket",
            lambda socket: (
                made_desk.foreign.append(socket.url)
                if not socket.url.startswith(server.replace("http", "ws"))
                else None
            ),
        )
        # What the page's own policy refused was asked for all the same.
        page.on(
            "console",
            lambda said: (
                made_desk.foreign.append(said.text) if "Content Security Policy" in said.text else None
            ),
        )
        page.on("pageerror", lambda error: made_desk.faults.append(str(error)))
        opened.append(made_desk)
        return made_desk

    yield made
    for used in opened:
        used.page.context.close()
        assert used.foreign == []
        assert used.faults == []
