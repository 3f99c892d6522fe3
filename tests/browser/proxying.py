"""A reverse proxy that takes a path prefix away, for the tests: one request a connection, and WebSockets."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

NOT_HERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
# What a proxy adds that is careless, or passes on from a hostile browser; none of it is to be believed.
FORGED = b"X-Forwarded-Host: boese.example\r\nX-Forwarded-Prefix: /boese\r\nForwarded: host=boese.example\r\n"


@contextmanager
def proxied(port: int, prefix: str, server: int) -> Iterator[str]:
    """Pass what is below ``prefix`` on ``port`` to the root of the server on another port, which hears of its own host
    alone; yields the address below the prefix."""
    started = Event()
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            method, target, rest = head.split(b" ", 2)
            if not target.startswith(f"{prefix}/".encode()):
                writer.write(NOT_HERE)
                writer.close()
                return
            version, _, headers = rest.partition(b"\r\n")
            headers = re.sub(rb"(?im)^host:.*\r\n", b"Host: 127.0.0.1:%d\r\n" % server, headers)
            if b"\r\nupgrade:" not in head.lower():
                headers = b"Connection: close\r\n" + re.sub(rb"(?im)^connection:.*\r\n", b"", headers)
            to, into = await asyncio.open_connection("127.0.0.1", server)
            into.write(b"%s %s %s\r\n%s%s" % (method, target[len(prefix) :], version, FORGED, headers))
            await asyncio.gather(pipe(reader, into), pipe(to, writer))

    async def serve() -> None:
        ended = asyncio.Event()
        running.append((asyncio.get_running_loop(), ended))
        found = await asyncio.start_server(answer, "127.0.0.1", port, limit=2**17)
        started.set()
        await ended.wait()
        found.close()

    # In a thread of its own: that of the tests runs Playwright's loop.
    thread = Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield f"http://127.0.0.1:{port}{prefix}"
    finally:
        ((loop, ended),) = running
        loop.call_soon_threadsafe(ended.set)
        thread.join(10)
