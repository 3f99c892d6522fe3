"""ASGI middleware: how long readers wait for the run of a page, or of a part of it."""

from __future__ import annotations

import time

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kompass.server.metrics import RUN_SECONDS
from ui.streamlit_internals import BackMsg, ForwardMsg

LONGEST = 512  # bytes of the message that a run has ended; all longer ones are not looked into
KINDS = {
    ForwardMsg.FINISHED_SUCCESSFULLY: "page",
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY: "part",
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR: "page",
}


class RunTimes:
    """Middleware that measures from the message in which a browser asks for a run to the one that says that it has ended.
    What is asked meanwhile belongs to the same wait."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        asked: float | None = None

        async def receive_timed() -> Message:
            nonlocal asked
            message = await receive()
            if asked is None and _asks(message.get("bytes") or b""):
                asked = time.perf_counter()
            return message

        async def send_timed(message: Message) -> None:
            nonlocal asked
            await send(message)
            if asked is not None and (kind := _ended(message.get("bytes") or b"")):
                RUN_SECONDS.labels(kind).observe(time.perf_counter() - asked)
                asked = None

        await self.app(scope, receive_timed, send_timed)


def _asks(sent: bytes) -> bool:
    """Whether a browser's message asks for a run."""
    message = BackMsg()
    try:
        message.ParseFromString(sent)
    except DecodeError:
        return False
    return message.WhichOneof("type") == "rerun_script"


def _ended(sent: bytes) -> str:
    """Whose run has ended, of a page or of a part; empty for any other message."""
    message = ForwardMsg()
    if not 0 < len(sent) <= LONGEST:
        return ""
    try:
        message.ParseFromString(sent)
    except DecodeError:
        return ""
    ended = message.WhichOneof("type") == "script_finished"
    return KINDS.get(message.script_finished, "") if ended else ""
