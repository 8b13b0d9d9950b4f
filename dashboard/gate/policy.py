"""What a browser may do with our answers: the headers of each, and the policy under which the page really runs.

The page runs no script but Streamlit's own files and the few inline ones it comes with, each named by its hash, and
no `eval`; it connects to this server alone, and no other site may frame it. Styles must stay free: the components
write their own, and charts place their labels by style.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from dashboard.language import SCRIPTS

_INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Of whatever is no page: pictures may style themselves, nothing may be loaded or run.
BARE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def _hashes(scripts: Iterable[bytes]) -> str:
    found = {f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in scripts}
    return " ".join(sorted(found))


def inline(html: bytes) -> list[bytes]:
    """The scripts that stand in an HTML text itself."""
    return _INLINE.findall(html)


def of_page(html: bytes) -> str:
    """The policy of the page: its own inline scripts, and those with which we tell it its language."""
    ours = (script for code in SCRIPTS.values() for script in inline(code.encode()))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {_hashes([*inline(html), *ours])}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )
