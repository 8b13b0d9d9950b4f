"""Hold every locked package against the known vulnerabilities, and fail where one could not be held.

`pip-audit` ends well when it could audit nothing at all; with `--strict` it ends badly, and even then only its report
says how many packages it looked at. So what was audited is held against what is locked.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from packaging.markers import Marker

LOCK = Path(__file__).parents[1] / "requirements.txt"
WELL, VULNERABLE, UNKNOWN = 0, 1, 2
A_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$", re.MULTILINE)
SAFE = "Nothing can be said of the others. Run `make audit` again where the advisories can be reached."


def name_of(text: str) -> str:
    """A package's name, as the index writes it."""
    return re.sub(r"[-_.]+", "-", text).lower()


def locked(lock: str) -> dict[str, str]:
    """The packages that the lock installs here, each with its version."""
    found = A_PACKAGE.findall(lock)
    return {name_of(name): version for name, version, marker in found if not marker or Marker(marker).evaluate()}


def _report(written: str) -> list[dict[str, Any]] | None:
    try:
        dependencies = json.loads(written)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    return list(dependencies)


def judge(written: str, complained: str, status: int, wanted: dict[str, str]) -> tuple[int, str]:
    """What an audit came to: its exit status, and a sentence."""
    report = _report(written)
    if report is None:
        last = (complained.strip().splitlines() or ["it said nothing"])[-1]
        return UNKNOWN, f"The packages could not be audited ({last}). {SAFE}"
    audited = {name_of(one["name"]): one.get("version") for one in report if "skip_reason" not in one}
    if missing := sorted(name for name, version in wanted.items() if audited.get(name) != version):
        few = f"Only {len(wanted) - len(missing)} of {len(wanted)} locked packages were audited"
        return UNKNOWN, f"{few}; not: {', '.join(missing[:10])}{' …' if len(missing) > 10 else ''}. {SAFE}"
    if bad := [one for one in report if one.get("vulns")]:
        return VULNERABLE, "Known vulnerabilities: " + "; ".join(map(_said, bad))
    if status:
        return UNKNOWN, f"pip-audit ended with status {status} and does not say why. {SAFE}"
    return WELL, f"All {len(wanted)} locked packages were audited; none has a known vulnerability."


def _said(one: dict[str, Any]) -> str:
    found = [f"{vuln['id']} (fixed in {', '.join(vuln['fix_versions']) or 'no version'})" for vuln in one["vulns"]]
    return f"{one['name']} {one['version']}: {', '.join(found)}"


def main() -> int:
    """Audit the lock; say what it came to."""
    asked = ["--strict", "--disable-pip", "--require-hashes", "--progress-spinner", "off", "-f", "json"]
    command = [sys.executable, "-m", "pip_audit", *asked, "-r", str(LOCK)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    wanted = locked(LOCK.read_text(encoding="utf-8"))
    status, said = judge(ended.stdout, ended.stderr, ended.returncode, wanted)
    sys.stdout.write(said + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
