"""A server and a browser of our own, for the browser tests and the benchmark."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
# The shell has no window and none of a desktop browser's own pages: half the work for the machine, the same engine.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The system's Chromium; None lets Playwright take its own (see find_chromium.sh)."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(
    script: Path,
    health: str,
    log: Path,
    port: int = 0,
    below: str = "",
    options: Sequence[str] = (),
    operator: Path | None = None,
) -> Iterator[str]:
    """Run ``streamlit run script`` on a port, by default a free one, until the block ends; yields its address.
    ``below`` is the path that it is served below, ``options`` are more of Streamlit's command line, ``operator`` is the
    operator's file."""
    port = port or free_port()
    said = [f"--server.port={port}", "--server.address=127.0.0.1", f"--server.baseUrlPath={below}"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit.web.cli", "run", str(script), *said, *options],
            cwd=ROOT,
            env={**os.environ, **({"BETREIBER_TOML": str(operator)} if operator else {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}" + (f"/{below}" if below else "")
    try:
        deadline = time.monotonic() + 60
        while not _answers(address + health):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{script} did not start:\n{log.read_text('utf-8')}")
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
