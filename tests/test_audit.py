"""What an audit of the locked packages is taken for: judged by reports that `pip-audit` 2.10 really wrote."""

import json
import re
from typing import Any

import pytest

from tests.audit import LOCK, UNKNOWN, VULNERABLE, WELL, judge, locked

WANTED = {"altair": "6.3.0", "jinja2": "2.4.1", "zope-interface": "6.0"}
# Without a network, without --strict: nothing was audited, and the status was 0.
SKIPPED = [
    {"name": name, "skip_reason": f"Dependency not found on PyPI and could not be audited: {name} ({version})"}
    for name, version in WANTED.items()
]
CLEAN = [{"name": name, "version": version, "vulns": []} for name, version in WANTED.items()]
VULNS = [{"id": "PYSEC-2014-8", "fix_versions": ["2.7.2"], "aliases": ["CVE-2014-1402"], "description": "…"}]


def written(dependencies: list[Any]) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


def test_an_audit_of_everything_that_found_nothing_ends_well() -> None:
    status, said = judge(written(CLEAN), "No known vulnerabilities found", 0, WANTED)
    assert (status, said) == (WELL, "All 3 locked packages were audited; none has a known vulnerability.")


@pytest.mark.parametrize(
    ("dependencies", "why"),
    [
        (SKIPPED, "Only 0 of 3 locked packages were audited; not: altair, jinja2, zope-interface"),
        (CLEAN[:2], "Only 2 of 3 locked packages were audited; not: zope-interface"),
        ([*CLEAN[:2], SKIPPED[2]], "not: zope-interface"),
        ([*CLEAN[:2], CLEAN[2] | {"version": "7"}], "not: zope-interface"),
        ([], "Only 0 of 3"),
    ],
)
def test_what_was_not_audited_is_never_taken_for_sound(dependencies: list[Any], why: str) -> None:
    """Offline it audited 0 packages and ended with 0."""
    status, said = judge(written(dependencies), "No known vulnerabilities found", 0, WANTED)
    assert status == UNKNOWN
    assert why in said


@pytest.mark.parametrize(
    "complained",
    [
        "ERROR:pip_audit._cli:altair: Dependency not found on PyPI and could not be audited: altair (6.3.0)",
        "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed",
        "",
    ],
)
def test_an_audit_that_could_not_be_made_says_why(complained: str) -> None:
    status, said = judge("", complained, 1, WANTED)
    assert status == UNKNOWN
    assert said.startswith(f"The packages could not be audited ({complained or 'it said nothing'}).")


def test_a_vulnerability_is_named_with_the_version_that_mends_it() -> None:
    found = [CLEAN[0], {"name": "Jinja2", "version": "2.4.1", "vulns": VULNS}, CLEAN[2]]
    status, said = judge(written(found), "Found 1 known vulnerability in 1 package", 1, WANTED)
    assert (status, said) == (VULNERABLE, "Known vulnerabilities: Jinja2 2.4.1: PYSEC-2014-8 (fixed in 2.7.2)")


def test_a_status_that_nobody_explains_is_not_well() -> None:
    assert judge(written(CLEAN), "", 3, WANTED)[0] == UNKNOWN


def test_every_package_of_the_lock_that_is_installed_here_is_wanted() -> None:
    lock = LOCK.read_text(encoding="utf-8")
    wanted = locked(lock)
    named = len(re.findall(r"^[a-z0-9][^\s]*==", lock, re.MULTILINE))
    assert 100 < len(wanted) <= named
    assert named - len(wanted) < 10, "all but those for other systems"
    assert wanted["duckdb"] == "1.5.5"
    assert locked('x==1 ; python_version < "3" \\\n    --hash=sha256:0\nY_z[a]==2 \\\n') == {"y-z": "2"}
