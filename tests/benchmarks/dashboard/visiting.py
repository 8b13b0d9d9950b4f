"""A visitor without a browser: runs pages over the socket as a browser does, and says how long and how many bytes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol


@dataclass(frozen=True)
class Run:
    """One run of a page: from asking for it to the message that it is done; bytes and messages that came."""

    seconds: float
    received: int
    messages: int


@dataclass
class Visitor:
    """One visitor on one page; `fragment` is the one that asks to be run every few seconds, if there is one."""

    socket: ClientConnection
    page: str
    query: str
    remembers: bool = False  # messages that came before, as browsers do, so that they need not come again
    hashes: set[str] = field(default_factory=set)
    fragment: str = ""

    def run(self, fragment: str = "") -> Run:
        """Run the page once, or a fragment of it."""
        asked = BackMsg()
        asked.rerun_script.fragment_id = fragment
        asked.rerun_script.is_auto_rerun = bool(fragment)
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_name = self.page
        asked.rerun_script.context_info.locale = "en-GB"
        asked.rerun_script.context_info.timezone = "Europe/London"
        asked.rerun_script.cached_message_hashes.extend(self.hashes)
        began = time.perf_counter()
        self.socket.send(asked.SerializeToString())
        received = messages = 0
        while True:
            came = self.socket.recv(timeout=120)
            received, messages = received + len(came), messages + 1
            said = ForwardMsg.FromString(came)
            self.fragment = said.auto_rerun.fragment_id or self.fragment
            if self.remembers and said.metadata.cacheable:
                self.hashes.add(said.hash)
            if said.WhichOneof("type") == "script_finished":
                return Run(time.perf_counter() - began, received, messages)
            if said.delta.new_element.WhichOneof("type") == "exception":
                raise AssertionError(said.delta.new_element.exception.message)


@contextmanager
def visiting(url: str, page: str = "", query: str = "", *, remembers: bool = False) -> Iterator[Visitor]:
    """Open a page and run it a first time."""
    address = f"ws://{urlsplit(url).netloc}/_stcore/stream"
    with connect(
        address, origin=Origin(url), subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None
    ) as socket:
        visitor = Visitor(socket, page, query, remembers)
        visitor.run()
        yield visitor
