"""Texts as the codes of their signs, set one after another."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

CLOSE = "\n"  # ends a field, and so a sentence


class Spelt(NamedTuple):
    """The codes of texts, and how many each has, its last one that of `CLOSE`."""

    codes: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.intp]


def spell(columns: Sequence[Sequence[str]]) -> Spelt:
    """Spell the fields of complaints, a column each."""
    texts = [CLOSE.join([*fields, ""]) for fields in zip(*columns, strict=True)]
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    return Spelt(codes, np.fromiter(map(len, texts), np.intp, len(texts)))


def spell_columns(columns: Sequence[pa.Array]) -> Spelt:
    """Spell the fields of complaints, a column each, without an object a text."""
    closed = pa.scalar("", pa.large_string())
    wide = [column.cast(pa.large_string()) for column in columns]
    texts = pc.binary_join_element_wise(*wide, closed, pa.scalar(CLOSE, pa.large_string()))
    written = str(memoryview(texts.buffers()[2] or b""), "utf-8")
    codes = np.frombuffer(written.encode("utf-32-le"), np.uint32)
    return Spelt(codes, pc.utf8_length(texts).to_numpy().astype(np.intp))
