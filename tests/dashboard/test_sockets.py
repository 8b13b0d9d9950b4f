"""How connections of the server send."""

import socket
import weakref

from dashboard.front.sockets import send_at_once


def test_connections_accepted_by_a_socket_that_was_there_send_without_delay() -> None:
    gone = weakref.proxy(type("Gone", (), {})())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert send_at_once() >= 1
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert type(gone) is weakref.ProxyType, "what is gone was passed over"
