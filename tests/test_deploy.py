"""What `.deploy/` tells people to run exists, takes those options, and sets settings that are right."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from db.settings import DECLARED
from scrapers.cli import app

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".deploy"
FILES = sorted(path for path in FOLDER.iterdir() if path.is_file())
A_COMMAND = re.compile(r"(?:^|[\s/\"&;`])(tousu (?:[a-z][^&;`#\n]*))", re.MULTILINE)


def commands(text: str) -> list[list[str]]:
    """Every command of ours in a text, as a shell or a JSON list would split it."""
    lists = re.sub(r'CMD \[".venv/bin/tousu", "([a-z]+)"\]', r"CMD\ntousu \1", text)
    plain = "\n".join(line for line in lists.splitlines() if not line.lstrip().startswith("# ") or "* * *" in line)
    return [shlex.split(found) for found in A_COMMAND.findall(plain)]


def parse(arguments: list[str]) -> None:
    """Let the command line read its arguments, and do nothing."""
    command, rest = get_command(app), arguments
    context = typer.Context(command, info_name="tousu")  # type: ignore[arg-type]
    while hasattr(command, "commands"):
        found = command.commands.get(rest[0]) if rest else None
        assert found is not None, f"tousu {' '.join(arguments)}"
        command, rest = found, rest[1:]
        context = typer.Context(command, parent=context)
    command.make_context(command.name, list(rest), parent=context)


def test_every_command_that_is_named_can_be_run_as_it_is_named() -> None:
    found = {path.name: commands(path.read_text(encoding="utf-8")) for path in FILES}
    named = {arguments[1] for one in found.values() for arguments in one}
    assert named == {"serve", "verify", "backup", "alerts", "refresh"}
    assert found["Dockerfile"] == [["tousu", "serve"]]
    for arguments in (arguments for one in found.values() for arguments in one):
        parse(arguments[1:])
    with pytest.raises(AssertionError):
        parse(["no-such-command"])
    with pytest.raises(Exception, match="No such option"):
        parse(["serve", "--no-such-option"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_is_named_is_one_and_its_value_is_right(path: Path) -> None:
    for name, value in re.findall(r"(TOUSU_[A-Z_]+)(?:=|: )([^\s$…]\S*)?", path.read_text(encoding="utf-8")):
        assert name in DECLARED
        DECLARED[name].read(value)


def test_the_unit_stops_gently_and_longer_than_a_refresh_is_waited_for(tmp_path: Path) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(FOLDER / "tousu.service")
    assert set(unit) >= {"Unit", "Service", "Install"}
    assert int(unit["Service"]["TimeoutStopSec"]) > 40, "`tousu serve` waits 30 s, then 10 s more"
    if analyze := shutil.which("systemd-analyze"):
        here = tmp_path / "tousu.service"  # the same, but for where the programme is
        text = (FOLDER / "tousu.service").read_text(encoding="utf-8")
        here.write_text(re.sub(r"ExecStart=\S+", f"ExecStart={shutil.which('true')}", text), encoding="utf-8")
        subprocess.run([analyze, "verify", str(here)], check=True)


def test_every_line_for_cron_has_five_fields_and_a_command() -> None:
    lines = (FOLDER / "crontab").read_text(encoding="utf-8").splitlines()
    jobs = [line.removeprefix("# ") for line in lines if re.match(r"(# )?[*\d]\S* \S+ \S+ \S+ \S+ ", line)]
    assert len(jobs) == 4
    assert all("tousu " in job for job in jobs)


def test_the_container_is_built_from_what_is_here_and_asks_for_our_own_health() -> None:
    dockerfile = (FOLDER / "Dockerfile").read_text(encoding="utf-8")
    assert "make setup" in dockerfile
    assert "/healthz" in dockerfile, "Streamlit's own health check is always green"
    compose = (FOLDER / "compose.yaml").read_text(encoding="utf-8")
    assert "dockerfile: .deploy/Dockerfile" in compose
    assert "FORWARDED_ALLOW_IPS" in compose, "or all visitors would be one"


def test_the_audit_and_the_tests_run_elsewhere_as_they_run_here() -> None:
    said = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    commands = re.findall(r"- run: (.*)", said)
    assert commands == [".ci/run", "make audit"]
    assert "continue-on-error" not in said
    assert "make audit" not in (ROOT / ".ci" / "run").read_text(encoding="utf-8"), "it passes without a network"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\naudit: setup" in makefile
