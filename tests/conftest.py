"""What holds for every test: the network is refused, except on this machine."""

from pytest_socket import socket_allow_hosts


def pytest_runtest_setup() -> None:
    """Let a test reach loopback and nothing else."""
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
