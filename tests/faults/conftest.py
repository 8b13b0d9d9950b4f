"""One record and one stand-in for all bad days of a module."""

from collections.abc import Iterator

import pytest

from tests.faults.rig import Rig, filled


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    with filled(tmp_path_factory.mktemp("rig") / "record") as one:
        yield one
