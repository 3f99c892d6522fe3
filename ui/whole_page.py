"""ASGI middleware: after a connection has been made anew, the first run is that of the whole page.

A browser that comes back to a server which does not know its session (it was started again, or is another one) asks for the
part of the page whose widget was used, and Streamlit drops in silence what is asked of a part that it has never run.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.streamlit_internals import BackMsg


class WholePageFirst:
    """Middleware that lets the first run that a WebSocket asks for be one of the whole page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] != "websocket"

        async def receive_whole() -> Message:
            nonlocal asked
            message = await receive()
            if not asked and message.get("bytes"):
                asked, sent = of_whole_page(message["bytes"])
                message = {**message, "bytes": sent}
            return message

        await self.app(scope, receive_whole, send)


def of_whole_page(sent: bytes) -> tuple[bool, bytes]:
    """Whether a browser's message asks for a run, and the message that asks for one of the whole page instead. What cannot
    be read stays as it is: Streamlit refuses it."""
    message = BackMsg()
    try:
        message.ParseFromString(sent)
    except DecodeError:
        return False, sent
    if message.WhichOneof("type") != "rerun_script":
        return False, sent
    if not message.rerun_script.fragment_id:
        return True, sent
    message.rerun_script.fragment_id = ""
    return True, message.SerializeToString()
