"""ASGI middleware: what a browser may send over its WebSocket, and what it gets first.

A browser that comes back to a server which does not know its session (it was started again, or is another one) asks for the
part of the page whose widget was used, and Streamlit drops in silence what is asked of a part that it has never run.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.streamlit_internals import BackMsg

# What a page never asks for: they clear what is kept for all readers, or write a line into the log.
OF_DEVELOPERS = ("clear_cache", "debug_disconnect_websocket", "debug_shutdown_runtime")
UNREADABLE = 1003  # the code of a WebSocket that is closed since it cannot take what was sent


class WholePageFirst:
    """Middleware that lets the first run that a WebSocket asks for be one of the whole page.

    A WebSocket that sends a text, or bytes that are no message of Streamlit's, is closed: Streamlit would write a
    traceback into the log each time. Messages :data:`OF_DEVELOPERS` are left out.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        asked = closed = False

        async def receive_whole() -> Message:
            nonlocal asked, closed
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                try:
                    told = read(message.get("bytes"))
                except DecodeError:
                    closed = True
                    await send({"type": "websocket.close", "code": UNREADABLE})
                    return {"type": "websocket.disconnect", "code": UNREADABLE}
                if told.WhichOneof("type") not in OF_DEVELOPERS:
                    break
            if asked or told.WhichOneof("type") != "rerun_script":
                return message
            asked = True
            told.rerun_script.fragment_id = ""
            return {**message, "bytes": told.SerializeToString()}

        async def send_while_open(message: Message) -> None:
            if not closed:
                await send(message)

        await self.app(scope, receive_whole, send_while_open)


def read(sent: bytes | None) -> BackMsg:
    """A browser's message. Raises DecodeError for what is none."""
    message = BackMsg()
    if sent is None:
        raise DecodeError("A text")
    message.ParseFromString(sent)
    return message
