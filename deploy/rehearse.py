"""Two servers behind nginx, as ``deploy/nginx.conf`` has it: loaded, one killed in the middle of a move, then restarted one
after the other while people simulate. Prints a table and fails if an aim is missed.

Run it with ``.venv/bin/python -m deploy.rehearse``; it needs nginx and Chromium, no rights and no fixed port.
``--without-cookie`` shows what gets lost where readers do not stay with their server.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.table import Table
from tests.browser.conftest import SETTLED, UNPLUGGED
from tests.browser.serving import ROOT, chromium, free_port

PORTS = (8501, 8502)  # in nginx.conf
HEALTH = "/api/v1/health"
PATIENCE = 90_000  # milliseconds; a busy machine is slow
# Notes in the page how long it was without a server at most, and how often.
WATCH = """() => {
  let since = 0;
  window.away = {longest: 0, times: 0};
  setInterval(() => {
    const state = document.querySelector('[data-test-connection-state]').dataset.testConnectionState;
    if (state !== 'CONNECTED') {
      if (!since) { since = performance.now(); away.times++; }
      away.longest = Math.max(away.longest, performance.now() - since);
    } else since = 0;
  }, 20);
}"""
MOVED = "before => new URLSearchParams(location.search).get('s') !== before"
CONNECTED = "document.querySelector('[data-test-connection-state=CONNECTED]') !== null"
BACK = f"times => window.away.times > times && ({SETTLED})() && {CONNECTED}"


class Server:
    """One server of the dashboard on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.start()

    def start(self) -> None:
        """Start it; :meth:`ready` waits for it."""
        with (self.folder / f"{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(
                command(self.port),
                cwd=ROOT,
                env={**os.environ, "BETREIBER_TOML": str(self.folder / "betreiber.toml")},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def ready(self) -> None:
        """Wait until it answers."""
        while not answers(f"http://127.0.0.1:{self.port}{HEALTH}"):
            if self.process.poll() is not None:
                raise RuntimeError((self.folder / f"{self.port}.log").read_text("utf-8"))
            time.sleep(0.1)

    def end(self, number: signal.Signals = signal.SIGTERM) -> float:
        """End it; returns after how many seconds it was gone."""
        begun = time.monotonic()
        self.process.send_signal(number)
        self.process.wait()
        return time.monotonic() - begun


def command(port: int) -> list[str]:
    """What starts a server, as the systemd unit has it."""
    unit = (ROOT / "deploy" / "bildungszielkompass@.service").read_text("utf-8")
    line = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
    program, *rest = line.removeprefix("ExecStart=").replace("%i", str(port)).split()
    return [str(Path(sys.executable).with_name(Path(program).name)), *rest]


def answers(url: str) -> bool:
    """Whether an address answers with status 200."""
    with suppress(OSError), urlopen(url, timeout=5) as answer:
        return bool(answer.status == 200)
    return False


@contextmanager
def proxy(folder: Path, servers: list[Server], cookie: bool) -> Iterator[str]:
    """nginx with our own configuration on a free port; yields its address."""
    port = free_port()
    ours = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for fixed, server in zip(PORTS, servers, strict=True):
        ours = re.sub(rf"\b{fixed}\b", str(server.port), ours)
    ours = ours.replace("/var/log/nginx/error.log", str(folder / "nginx.log"))
    ours = ours.replace("listen 80;", f"listen 127.0.0.1:{port};")
    if not cookie:
        ours = ours.replace("http://$chosen", "http://either").replace("add_header Set-Cookie", "# ")
    paths = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    log = folder / "nginx.log"
    main = folder / "nginx.conf"
    main.write_text(
        f"daemon off; pid {folder}/pid; error_log {log}; events {{}}\nhttp {{ {paths}\n{ours}\n}}\n", "utf-8"
    )
    found = shutil.which("nginx") or "/usr/sbin/nginx"
    user = {"user": "nobody", "group": "nogroup", "extra_groups": ()} if os.getuid() == 0 else {}
    with subprocess.Popen(
        [found, "-p", str(folder), "-e", str(log), "-c", str(main)],
        **user,  # type: ignore[call-overload]
    ) as nginx:
        try:
            address = f"http://127.0.0.1:{port}"
            while not answers(address + HEALTH):
                if nginx.poll() is not None:
                    raise RuntimeError(log.read_text("utf-8"))
                time.sleep(0.1)
            yield address
        finally:
            nginx.terminate()


class Asking:
    """Somebody who asks for the health of the whole every 100 ms."""

    def __init__(self, url: str) -> None:
        self.url, self.asked, self.failed, self.slowest = url, 0, 0, 0.0
        self._end = Event()
        self._thread = Thread(target=self._ask)

    def __enter__(self) -> Asking:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._end.wait(0.1):
            begun = time.monotonic()
            self.asked += 1
            self.failed += not answers(self.url)
            self.slowest = max(self.slowest, time.monotonic() - begun)


def opened(browser: Browser, address: str, path: str) -> Page:
    """A page in a browser of its own, at rest and watched."""
    page = browser.new_context(locale="de-DE", viewport={"width": 1366, "height": 768}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address + path)
    page.locator(".bk-foot").wait_for()
    page.wait_for_function(SETTLED)
    page.evaluate(WATCH)
    return page


def moved(page: Page) -> float:
    """Move one place by keyboard; returns after how many seconds the server has taken it into the address."""
    before, begun = scenario(page), time.monotonic()
    page.locator("[data-slider='HS.places']").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(MOVED, arg=before)
    return time.monotonic() - begun


def scenario(page: Page) -> str:
    """The scenario in the address."""
    return str(page.evaluate("new URLSearchParams(location.search).get('s')"))


def shown(page: Page) -> dict[str, str]:
    """What each named element of the page shows."""
    return dict(
        page.evaluate(
            "Object.fromEntries([...document.querySelectorAll('[data-value]')].map(e => [e.dataset.value, e.textContent]))"
        )
    )


def serving(page: Page, servers: list[Server]) -> int:
    """Which of the servers answers a page, by its cookie."""
    kept = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "server")
    return next(n for n, server in enumerate(servers) if str(server.port) == kept)


def uploads(page: Page, address: str, times: int) -> int:
    """Bring a file ``times`` times, each in a fresh window; returns how often a server did not know it."""
    failed = 0
    for _ in range(times):
        own = page.context.browser.new_context(locale="de-DE").new_page()  # type: ignore[union-attr]
        own.set_default_timeout(PATIENCE)
        own.goto(f"{address}/plaene")
        own.locator("input[type=file]").first.wait_for(state="attached")
        own.wait_for_function(SETTLED)
        with own.expect_response(lambda answer: "/upload_file/" in answer.url) as answer:
            own.locator("input[type=file]").first.set_input_files(
                {"name": "leer.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
            )
        failed += answer.value.status >= 400
        own.context.close()
    return failed


def hall(address: str) -> float:
    """Seconds from an answer of a phone to the wall, both behind nginx."""

    def asked(path: str, body: object) -> dict[str, str]:
        request = Request(address + path, json.dumps(body).encode(), {"Accept": "*/*"})
        with urlopen(request) as answer:
            return dict(json.load(answer))

    code = asked("/api/v1/rounds", {"signed": True})["code"]
    with urlopen(f"{address}/r/{code}") as answer:
        token = re.search(rb'"token":"([^"]+)', answer.read())
    assert token
    with urlopen(f"{address}/api/v1/rounds/{code}/events") as events:

        def next_version() -> int:
            return next(int(line[4:]) for line in events if line.startswith(b"id: "))

        first = next_version()
        begun = time.monotonic()
        asked(f"/api/v1/rounds/{code}/answers", {"token": token[1].decode(), "s": "2026~AA-HS.100.25"})
        assert next_version() > first
        return time.monotonic() - begun


def away(page: Page) -> tuple[float, int]:
    """For how many seconds a page was without a server at the longest, and how often."""
    found = page.evaluate("window.away")
    return found["longest"] / 1000, found["times"]


def killed(browser: Browser, address: str, servers: list[Server], table: Table) -> None:
    """One reader, whose server is killed in the middle of a move."""
    page = opened(browser, address, "/simulator?ausgleich=AA")
    for _ in range(5):
        moved(page)
    before, words = scenario(page), shown(page)
    at = serving(page, servers)
    with Asking(address + HEALTH) as asking:
        begun = time.monotonic()
        servers[at].end(signal.SIGKILL)
        page.wait_for_function(BACK, arg=0, polling=20)
        back = time.monotonic() - begun
        same = scenario(page) == before and shown(page) == words
        further = moved(page)
        # Killed in the middle of a move: the key is pressed, and the server is gone before it can answer.
        servers[at].start()
        servers[at].ready()
        other = serving(page, servers)
        times, midway = away(page)[1], scenario(page)
        page.locator("[data-slider='HS.places']").focus()
        page.keyboard.press("ArrowRight")
        servers[other].end(signal.SIGKILL)
        begun = time.monotonic()
        page.wait_for_function(BACK, arg=times, polling=20)
        midmove = time.monotonic() - begun
        with suppress(Exception):
            page.wait_for_function(MOVED, arg=midway, timeout=10_000)
        kept = scenario(page) != midway
        servers[other].start()
        servers[other].ready()
    table.row("server killed: page connected, drawn, scenario and figures there", back, "s", 3)
    table.row("… addresses or figures other than before", int(not same), "", 0)
    table.row("… the next move is in the address after", further, "s")
    table.row("killed in the middle of a move: there again", midmove, "s", 3)
    table.row("… moves lost", int(not kept), "", 0)
    table.row(f"… {asking.asked} requests meanwhile, one every 100 ms: failed", asking.failed, "", 0)
    table.row("… slowest", asking.slowest, "s")
    page.context.close()


def rolling(browser: Browser, address: str, servers: list[Server], table: Table, sessions: int) -> None:
    """Readers with scenarios of their own, while one server after the other is restarted."""
    pages = [
        opened(browser, address, f"/simulator?ausgleich=AA&s=2026~AA-HS.{10 + n}") for n in range(sessions)
    ]
    for page in pages:
        moved(page)
    before = [(scenario(page), shown(page)) for page in pages]
    first = [serving(page, servers) for page in pages]
    ends, starts = [], []
    with Asking(address + HEALTH) as asking:
        for server in servers:
            ends.append(server.end())
            begun = time.monotonic()
            server.start()
            server.ready()
            starts.append(time.monotonic() - begun)
            time.sleep(3)
    for page in pages:
        page.wait_for_function(BACK, arg=-1)
    after = [(scenario(page), shown(page)) for page in pages]
    lost = sum(a != b for a, b in zip(before, after, strict=True))
    longest = sorted(away(page)[0] for page in pages)
    counts = "/".join(str(first.count(n)) for n in range(len(servers)))
    table.row(f"rolling restart with {sessions} sessions ({counts}): scenarios lost", lost, "", 0)
    table.row("… a page without a server, longest", longest[-1], "s", 3)
    moves = [moved(page) for page in pages]
    table.row("… all of them move on, slowest", max(moves), "s")
    table.row("… a server with sessions ends after SIGTERM within", max(ends), "s", 10)
    table.row("… and answers after its start within", max(starts), "s")
    table.row(f"… {asking.asked} requests meanwhile, one every 100 ms: failed", asking.failed, "", 0)
    for page in pages:
        page.context.close()


def measure(table: Table, arguments: Sequence[str] = ()) -> None:
    """Run all of it, with what is asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--without-cookie", action="store_true")
    asked = parser.parse_args(arguments)
    servers: list[Server] = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "betreiber.toml").write_text(f'daten = "{folder}"\n', "utf-8")
        if os.getuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", f"--host-resolver-rules={UNPLUGGED}"]
        )
        try:
            servers = [Server(folder) for _ in PORTS]
            for server in servers:
                server.ready()
            with proxy(folder, servers, not asked.without_cookie) as address:
                blank = browser.new_page()
                failed = uploads(blank, address, 10)
                table.row("10 files brought: not known to the server that got them", failed, "", 0)
                if not asked.without_cookie:
                    seconds = hall(address)
                    table.row("answer of a phone at the wall", seconds, "s", 1)
                    killed(browser, address, servers, table)
                    rolling(browser, address, servers, table, asked.sessions)
        finally:
            browser.close()
            for server in servers:
                server.end(signal.SIGKILL)


if __name__ == "__main__":
    told = Table("deploy")
    measure(told, sys.argv[1:])
    sys.exit(told.missed > 0)
