"""One server and one Chromium for all browser tests; no foreign host can be reached, and each try is noted."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, sync_playwright

from kompass.language import language
from kompass.pages import ALL_PAGES
from tests.browser.serving import ROOT, chromium, served

ARTIFACTS = ROOT / "artifacts"
POLICY = "Content Security Policy"  # what Chromium says of something that a page's policy refuses
PATIENCE = 40_000  # milliseconds; a busy machine is no fault of the page
# Chromium finds no host but this machine, as with the network unplugged.
UNPLUGGED = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
# Holds once a page has run, and what it shows has been loaded and drawn.
SETTLED = """() => document.querySelector('[data-test-script-state=notRunning]')
  && !document.querySelector('[data-testid=stSkeleton]')
  && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(chart => chart.querySelector('.main-svg'))"""
# Holds once a condition has been true for a while without a break: the page has come to rest.
AT_REST = """([argument, span]) => {
  const holds = (%s)(argument);
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
    """A page in a browser window, with what was asked of foreign hosts."""

    page: Page
    server: str
    foreign: list[str]

    def open(self, path: str) -> "Desk":
        """Open an address and wait until all of it stands."""
        self.page.goto(self.server + path)
        return self.settle()

    def settle(self) -> "Desk":
        self.page.locator(".bk-foot").wait_for()
        self.at_rest(SETTLED, span=0)
        return self

    def to_theme(self, theme: str) -> "Desk":
        """The system turns dark or light: the browser asks for the page anew, see ui/frame.py."""
        with self.page.expect_navigation():
            self.page.emulate_media(color_scheme=theme)
        return self.settle()

    def to_other_theme(self) -> "Desk":
        """Press the switch between light and dark, which loads the page anew."""
        with self.page.expect_navigation():
            self.page.locator(".bk-theme").filter(visible=True).click()
        return self.settle()

    def at_rest(self, condition: str, argument: object = None, span: int = 400) -> None:
        """Wait until a condition in the page holds, and goes on holding for ``span`` milliseconds."""
        self.page.evaluate("window.__since = undefined")
        self.page.wait_for_function(
            AT_REST % condition, arg=[argument, span], timeout=PATIENCE, polling=50
        )  # no eval: the page's policy allows none

    def unfold(self, key: str):
        """Open what is folded below a figure, by its key, and wait until it stands still; pressed while the page
        still grows, a link in it may slip away from under the pointer."""
        folded = self.widget(key)
        folded.evaluate(STANDS_STILL)
        folded.locator("summary").first.click()
        folded.evaluate(STANDS_STILL)
        return folded

    def follow(self, path: str) -> "Desk":
        """Go to another page by its link in the navigation bar, as a reader does."""
        before = self.headline
        self.unfold_menu_of(path)
        self.page.locator(f'[data-testid^="stTopNav"][href$="/{path}"]').click()
        self.page.wait_for_url(re.compile(rf"/{path}(\?|$)"))
        self.at_rest("before => document.querySelector('h1')?.innerText !== before", before, span=0)
        return self.settle()

    def unfold_menu_of(self, path: str) -> None:
        """Open the menu of the navigation bar that holds a page, named by its path."""
        section = next(page.section for page in ALL_PAGES if page.url_path == path)
        words = language(self.page.locator("html").get_attribute("lang"))
        menus = self.page.locator('[data-testid="stTopNavSection"]')
        menus.filter(has_text=words.text(section)).filter(visible=True).click()

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
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--process-per-site",
                f"--host-resolver-rules={UNPLUGGED}",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def profile(server, window):
    """One reader's browser for all tests: scripts are fetched and compiled once, which takes as long as all else.
    Its first tab stays open, so that the process that has them stays; what pages keep is cleared after each test."""
    context = window.new_context(locale="de-DE")
    context.set_default_timeout(PATIENCE)
    context.new_page().goto(f"{server}/api/v1/health")
    yield context
    context.close()


@pytest.fixture
def desk(server, profile):
    """Open windows of any size and theme; none of them may have asked a foreign host for anything."""
    foreign, faults = [], []

    def watch(address):
        if not address.startswith((f"{server}/", server.replace("http", "ws", 1), "data:", "blob:")):
            foreign.append(address)

    def asked(request):
        watch(request.url)

    def said(message):
        # What the page's own policy refused was asked for all the same.
        if POLICY in message.text:
            foreign.append(message.text)

    def failed(error):
        faults.append(str(error.error))

    listeners = {"request": asked, "console": said, "weberror": failed}
    for event, listener in listeners.items():
        profile.on(event, listener)

    def made(width=1920, height=1080, theme="light"):
        page = profile.new_page()
        page.on("websocket", lambda socket: watch(socket.url))
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        return Desk(page, server, foreign)

    yield made
    profile.set_offline(False)
    for page in profile.pages[1:]:
        page.close()
    for event, listener in listeners.items():
        profile.remove_listener(event, listener)
    forget(profile, server)
    assert foreign == []
    assert faults == []


def forget(profile, server):
    """Nothing of one test is left for the next but what was fetched."""
    profile.clear_cookies()
    session = profile.new_cdp_session(profile.pages[0])
    session.send("Storage.clearDataForOrigin", {"origin": server, "storageTypes": "all"})
    session.detach()
