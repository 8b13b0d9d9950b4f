"""What holds for every test: the network is refused, except on this machine, and no test takes another's core."""

import pytest
from pytest_socket import socket_allow_hosts

from db.attached import _engine


def pytest_runtest_setup() -> None:
    """Let a test reach loopback and nothing else."""
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    """Let DuckDB work in one thread: each core has a worker, and small work costs four times as much in two."""
    _engine().execute("set threads = 1")
