"""The real server, set up so that maintainers sign in with a provider on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.dashboard.provider import CLIENT, SECRET, Provider, providing
from tests.dashboard.served import serving

SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "a-cookie-secret-that-is-long-enough"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@contextmanager
def letting_ada_in(database: Path) -> Iterator[tuple[str, Provider]]:
    """Give the address of a server of live numbers that lets Ada act, and the provider that one signs in with."""
    folder = database.parent / ".streamlit"
    folder.mkdir()
    named = {"TOUSU_MAINTAINERS": "Ada@Example.org", "AUTHLIB_INSECURE_TRANSPORT": "1"}
    with providing() as provider, serving(database, database.with_suffix(".log"), **named) as address:
        said = SECRETS.format(address=address, client=CLIENT, secret=SECRET, provider=provider.address)
        (folder / "secrets.toml").write_text(said, encoding="utf-8")
        yield address, provider
