"""A hall: phones that answer within seconds, walls that listen, people who use the simulator's routes; nothing is asserted.

Run it with ``make bench``, or by hand: ``python -m tests.bench.rounds --database postgresql --servers 2 --kill``. Each phone
opens the page, answers at a random moment, and retries with the same token until it is told that it is saved; every third
changes its answer. Measured are the time from sending an answer until every wall shows it, what was lost or counted twice,
the time of ``/api/v1/scenario`` with and without the hall, and the memory of the servers.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from tests.bench.table import Table
from tests.browser.serving import ROOT, free_port
from tests.rounds import DATABASES, database

PATIENCE = 10.0  # seconds until a phone asks again
CODES = ("AA", "AC", "DN", "HS")


async def ask(port, path, body=None):
    """Status and body of one request on a connection of its own; OSError or TimeoutError without an answer."""

    async def once():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        sent = b"" if body is None else json.dumps(body).encode()
        method = "GET" if body is None else "POST"
        fields = f"Host: localhost\r\nConnection: close\r\nAccept: */*\r\nContent-Length: {len(sent)}"
        head = f"{method} {path} HTTP/1.1\r\n{fields}\r\n\r\n"
        try:
            writer.write(head.encode() + sent)
            await writer.drain()
            answer = await reader.read(-1)
        finally:
            writer.close()
        head_of, _, rest = answer.partition(b"\r\n\r\n")
        if not head_of:
            raise ConnectionResetError
        return int(head_of.split()[1]), rest

    return await asyncio.wait_for(once(), PATIENCE)


@dataclass
class Hall:
    """What has happened in the hall."""

    ports: list[int]
    code: str
    seen: dict[int, list[tuple[float, int]]] = field(
        default_factory=dict
    )  # by wall: when it saw which version
    sent: list[tuple[float, int]] = field(default_factory=list)  # when an answer was sent, and its version
    expected: dict[str, str] = field(default_factory=dict)  # by token
    failures: int = 0
    loads: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)

    async def wall(self, number):
        """Listens, and again when the connection breaks."""
        port = self.ports[number % len(self.ports)]
        seen = self.seen.setdefault(number, [])
        while True:
            with suppress(OSError, asyncio.IncompleteReadError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
                writer.write(
                    f"GET /api/v1/rounds/{self.code}/events HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
                )
                while line := await reader.readline():
                    if line.startswith(b"id: "):
                        seen.append((monotonic(), int(line[4:])))
                writer.close()
            await asyncio.sleep(0.5)

    async def phone(self, number, seconds):
        """Opens the page, answers, perhaps once more."""
        port = self.ports[number % len(self.ports)]
        await asyncio.sleep(random.random() * seconds)
        begun = monotonic()
        token = None
        while token is None:
            with suppress(OSError, TimeoutError):
                status, page = await ask(port, f"/r/{self.code}")
                if status == 200:
                    token = page.partition(b'"token":"')[2][:36].decode()
            if token is None:
                self.failures += 1
                await asyncio.sleep(0.5 + random.random())
        self.loads.append(monotonic() - begun)
        for _ in range(1 + (number % 3 == 0)):
            await asyncio.sleep(random.random())
            giver, taker = random.sample(CODES, 2)
            s = f"2026~{giver}-{taker}.{random.randint(1, 120)}"
            self.expected[token] = s
            await self.answer(port, token, s)

    async def answer(self, port, token, s):
        """Until it is saved."""
        begun = monotonic()
        while True:
            with suppress(OSError, TimeoutError):
                status, body = await ask(
                    port, f"/api/v1/rounds/{self.code}/answers", {"token": token, "s": s}
                )
                if status == 200:
                    self.sent.append((begun, json.loads(body)["version"]))
                    self.saves.append(monotonic() - begun)
                    return
                if status not in (429, 500, 503):
                    raise RuntimeError(body)
            self.failures += 1
            await asyncio.sleep(0.5 + random.random())

    def delays(self):
        """From sending each answer to the moment that the last wall showed it."""
        found = []
        for begun, version in self.sent:
            times = [
                next((at for at, shown in seen if shown >= version), None) for seen in self.seen.values()
            ]
            found.append(max(times) - begun if None not in times else float("inf"))
        return found


async def users(port, count, until, times):
    """People whose scenario is computed again and again, each every second or so."""

    async def one():
        while monotonic() < until:
            begun = monotonic()
            with suppress(OSError, TimeoutError):
                await ask(port, f"/api/v1/scenario?s=2026~AA-HS.{random.randint(1, 300)}")
                times.append(monotonic() - begun)
            await asyncio.sleep(0.5 + random.random())

    await asyncio.gather(*(one() for _ in range(count)))


def start(port, folder):
    environment = {**os.environ, "BETREIBER_TOML": str(folder / "betreiber.toml")}
    command = [sys.executable, "-m", "streamlit.web.cli", "run", "app.py", f"--server.port={port}"]
    return subprocess.Popen(
        [*command, "--server.address=127.0.0.1", "--server.headless=true"],
        cwd=ROOT,
        env=environment,
        stdout=(folder / f"{port}.log").open("ab"),
        stderr=subprocess.STDOUT,
    )


async def ready(port):
    while True:
        with suppress(OSError, TimeoutError):
            if (await ask(port, "/api/v1/health"))[0] == 200:
                return
        await asyncio.sleep(0.1)


def memory(process):
    """Megabytes of a process now."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


async def hall_of(asked, folder, table):
    ports = [free_port() for _ in range(asked.servers)]
    processes = [start(port, folder) for port in ports]
    try:
        for port in ports:
            await ready(port)
        await ask(ports[0], "/api/v1/scenario?s=2026~AA-HS.10")
        quiet = []
        await users(ports[0], asked.users, monotonic() + 5, quiet)
        _, opened = await ask(ports[0], "/api/v1/rounds", {"signed": True})
        round_ = json.loads(opened)
        hall, busy = Hall(ports, round_["code"]), []
        before = [memory(process) for process in processes]
        walls = [asyncio.create_task(hall.wall(n)) for n in range(asked.walls)]
        await asyncio.sleep(1)
        begun = monotonic()
        phones = asyncio.gather(*(hall.phone(n, asked.seconds) for n in range(asked.phones)))
        others = asyncio.create_task(users(ports[0], asked.users, begun + asked.seconds, busy))
        if asked.kill:
            await asyncio.sleep(asked.seconds / 2)
            processes[0].send_signal(signal.SIGKILL)
            processes[0].wait()
            processes[0] = start(ports[0], folder)
        await phones
        await others
        await asyncio.sleep(3)
        after = [memory(process) for process in processes]
        _, state = await ask(ports[-1], f"/api/v1/rounds/{hall.code}")
        await ask(ports[-1], f"/api/v1/rounds/{hall.code}/close", {"key": round_["key"]})
        _, receipt = await ask(ports[0], f"/api/v1/rounds/{hall.code}/receipt.json")
        for wall in walls:
            wall.cancel()
    finally:
        for process in processes:
            process.kill()
            process.wait()
    report(table, asked, hall, json.loads(state), json.loads(receipt), (quiet, busy), (before, after))


def report(table, asked, hall, state, receipt, times, megabytes):
    counted = sorted(own["s"].partition("~")[2].rpartition(".")[0] for own in receipt["list"])
    expected = sorted(s.partition("~")[2] for s in hall.expected.values())
    lost = len(expected) - state["answers"]
    killed = ", one killed in the middle" if asked.kill else ""
    table.times(
        f"{asked.phones} phones in {asked.seconds:g} s, {asked.walls} walls, {asked.database}, "
        f"{asked.servers} server(s){killed}: from an answer to every wall",
        hall.delays(),
        {0.95: 1000},
    )
    table.times("… the phone's page", hall.loads)
    table.times("… an answer saved", hall.saves)
    table.row("… answers lost", max(lost, 0), "", 0)
    table.row("… answers counted twice", max(-lost, 0), "", 0)
    table.row("… receipt differs from what was sent", int(counted != expected), "", 0)
    table.row("… tries again", hall.failures)
    for name, one in zip(("without", "with"), times, strict=True):
        if one:
            table.times(f"… /api/v1/scenario {name} the hall", one)
    table.row("… more memory of the servers", sum(megabytes[1]) - sum(megabytes[0]), "MB")


def measure(table, arguments=()):
    """A hall with what is asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--walls", type=int, default=20)
    parser.add_argument("--users", type=int, default=10)
    parser.add_argument("--servers", type=int, default=1)
    parser.add_argument("--database", choices=DATABASES, default=DATABASES[0])
    parser.add_argument("--kill", action="store_true")
    asked = parser.parse_args(arguments)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, most), most))
    with tempfile.TemporaryDirectory() as name, database(asked.database, Path(name)) as address:
        folder = Path(name)
        named = "" if address.startswith("sqlite") else f'datenbank = "{address}"\n'
        (folder / "betreiber.toml").write_text(f'daten = "{folder}"\n{named}', "utf-8")
        asyncio.run(hall_of(asked, folder, table))


if __name__ == "__main__":
    measure(Table("rounds"), sys.argv[1:])
