"""A client of the real server that speaks Streamlit's protocol over its websocket, and is no browser."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from html import unescape
from re import search, sub
from types import TracebackType
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


@dataclass
class Visitor:
    """Opens a page at an address: `text` is what stands there, `buttons` are their ids by label."""

    address: str
    origin: str | None
    cookie: str = ""
    page: str = "maintenance"
    query: str = "lang=en"
    text: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    redirect: str = ""

    def __enter__(self) -> Self:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        url = f"{self.address.replace('http', 'ws', 1)}/_stcore/stream"
        self._open = ExitStack()
        opening = connect(
            url,
            origin=self.origin,
            subprotocols=["streamlit", *self._token()],
            additional_headers=headers,
            max_size=None,  # type: ignore[arg-type, list-item]
        )
        self._socket = self._open.enter_context(opening)
        self.run()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._open.close()

    def _token(self) -> list[str]:
        """What browsers send beside the cookie, so that another site's page cannot use it."""
        found = search(r"_streamlit_xsrf=([^;]+)", self.cookie)
        return [found[1].strip('"')] if found else []

    def run(self, *, press: str = "") -> None:
        """Run the page, with a button pressed."""
        told = BackMsg()
        told.rerun_script.page_name, told.rerun_script.query_string = self.page, self.query
        if press:
            state = told.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = press, True
        self._socket.send(told.SerializeToString())
        self.text = ""
        while self._take(ForwardMsg.FromString(self._socket.recv(timeout=60))):
            pass

    def _take(self, message: Any) -> bool:
        if message.WhichOneof("type") == "auth_redirect":
            self.redirect = message.auth_redirect.url
        if message.WhichOneof("type") == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "html":
                self.text += unescape(sub(r"<[^>]+>", " ", element.html.body)) + "\n"
            if element.WhichOneof("type") == "button":
                self.buttons[element.button.label] = element.button.id
        return message.WhichOneof("type") != "script_finished"
