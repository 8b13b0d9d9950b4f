"""`tousu` as a process of its own, forked from a warm one, which spares it half a second of importing."""

import os
import resource
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.kills.victim import begin

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Ended:
    """How it ended, and what it wrote to where people and where machines read."""

    returncode: int
    stdout: str
    stderr: str


def _run(folder: str, environment: Mapping[str, str], arguments: tuple[str, ...], longest_file: int | None) -> None:
    from scrapers.cli import main

    if longest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (longest_file, longest_file))
    warnings.simplefilter("error")
    os.environ.clear()
    os.environ.update(environment)
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(Path(folder) / name, os.O_WRONLY | os.O_CREAT), number)
        setattr(sys, name, os.fdopen(number, "w", encoding="utf-8"))
    sys.argv = ["tousu", *arguments]
    main()


def tousu(environment: Mapping[str, str], *arguments: str, longest_file: int | None = None) -> Ended:
    """Run it to its end, in this environment and no other; a warning is an error.

    `longest_file`: the system lets it make no file longer than so many bytes.
    """
    with TemporaryDirectory() as folder:
        process = begin(_run, folder, dict(environment), arguments, longest_file)
        process.join(PATIENCE_SECONDS)
        assert process.exitcode is not None, f"tousu {arguments} did not end"
        return Ended(process.exitcode, *((Path(folder) / name).read_text("utf-8") for name in ("stdout", "stderr")))
