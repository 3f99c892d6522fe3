"""ASGI middleware: what a browser may send over its WebSocket, and what it gets first.

A browser that comes back to a server which does not know its session (it was started again, or is another one) asks for the
part of the page whose widget was used, and Streamlit drops in silence what is asked of a part that it has never run.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.streamlit_internals import BackMsg

UNREADABLE = 1003  # the code of a WebSocket that is closed since it cannot take what was sent


class WholePageFirst:
    """Middleware that lets the first run that a WebSocket asks for be one of the whole page.

    A WebSocket that sends a text, or bytes that are no message of Streamlit's, is closed: Streamlit would write a
    traceback into the log each time.
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
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            try:
                run, sent = of_whole_page(message.get("bytes"), asked)
            except DecodeError:
                closed = True
                await send({"type": "websocket.close", "code": UNREADABLE})
                return {"type": "websocket.disconnect", "code": UNREADABLE}
            asked = asked or run
            return {**message, "bytes": sent}

        async def send_while_open(message: Message) -> None:
            if not closed:
                await send(message)

        await self.app(scope, receive_whole, send_while_open)


def of_whole_page(sent: bytes | None, asked: bool = False) -> tuple[bool, bytes]:
    """Whether a browser's message asks for a run, and the message that asks for one of the whole page instead unless
    there was a run. Raises DecodeError for what is no message."""
    message = BackMsg()
    if sent is None:
        raise DecodeError("A text")
    message.ParseFromString(sent)
    if message.WhichOneof("type") != "rerun_script":
        return False, sent
    if asked or not message.rerun_script.fragment_id:
        return True, sent
    message.rerun_script.fragment_id = ""
    return True, message.SerializeToString()
