"""What one place declares, another must know: settings and commands in the README, the layout, the errors."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from db.settings import DECLARED
from scrapers import errors
from scrapers.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
OURS = {"dashboard", "scrapers", "db", "tests", "streamlit_app.py", "pyproject.toml"}
BESIDE = {"README.md", "Makefile", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "requirements.txt"}
BESIDE |= {"data", "screenshots"}  # which git ignores


@pytest.mark.parametrize("name", DECLARED)
def test_every_setting_is_in_the_readme_with_its_default_and_meaning(name: str) -> None:
    setting = DECLARED[name]
    default = f"`{setting.default}`" if setting.default else "empty"
    assert f"| `{name}` | {default} | {setting.meaning} |" in README


@pytest.mark.parametrize("name", DECLARED)
def test_every_example_of_a_setting_is_right(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-platforms.toml").touch()
    (tmp_path / "my-alerts.toml").touch()
    DECLARED[name].read(DECLARED[name].example)


def test_every_command_is_in_the_readme() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        for part in getattr(command, "commands", {"": None}):
            assert f"`tousu {name} {part}".rstrip() in README


def test_every_make_target_is_in_the_readme() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^([a-z]+):.*## ", makefile, re.M):
        assert f"make {target}" in README, target


def test_every_error_is_drawn_in_the_tree_and_says_what_to_do() -> None:
    tree = [value for value in vars(errors).values() if isinstance(value, type)]
    for error in tree:
        assert error.__name__ in (errors.__doc__ or "")
        assert error.means
        assert error.remedy


def test_the_top_of_the_repository_holds_what_it_should_and_no_more() -> None:
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "__"))}
    assert there >= OURS
    assert there <= OURS | BESIDE


def test_the_lock_names_no_address() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--hash=sha256:" in lock


@pytest.mark.parametrize("package", ["dashboard", "db", "scrapers"])
def test_every_folder_of_code_is_a_package_so_that_import_contracts_see_it(package: str) -> None:
    for folder in {path.parent for path in (ROOT / package).rglob("*.py")}:
        assert (folder / "__init__.py").exists(), folder
