"""What the disk and the database refuse, in words: what happened, what it means for the numbers, what to do."""

import errno

import duckdb

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FULL_WORDS = ("no space left", "disk quota", "file too large", "out of space")
REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ELOOP}
REFUSED_WORDS = ("permission denied", "read-only", "not permitted", "not a directory", "is a directory")

MEANS = (
    "What was being stored was not stored: a source is stored whole or not at all. "
    "What was stored before stays, and grows stale."
)
ROOM = (
    "Make room on the disks of TOUSU_DATABASE and TOUSU_EVIDENCE, and in the folder for temporary files (TMPDIR). "
    "Then run `tousu refresh`, and `tousu verify` to be sure."
)
WRITABLE = (
    "Let whoever runs this write the file of TOUSU_DATABASE, the folder of TOUSU_EVIDENCE and those they are in, "
    "or set them to other paths. An example that is right: TOUSU_DATABASE=data/tousu.duckdb"
)
OTHERWISE = (
    "Run `tousu verify`: it says whether the record is whole. If it is, try again; "
    "if not, put back a copy of the database and report this."
)


def _is(error: OSError | duckdb.Error, numbers: set[int], words: tuple[str, ...]) -> bool:
    said = str(error).lower()
    return getattr(error, "errno", None) in numbers or any(word in said for word in words)


def in_words(error: OSError | duckdb.Error) -> tuple[str, str, str]:
    """Say what happened, what it means for the numbers, and what to do."""
    said = " ".join(str(error).split())
    if _is(error, FULL, FULL_WORDS):
        return f"there is no room left on the disk ({said})", MEANS, ROOM
    if _is(error, REFUSED, REFUSED_WORDS):
        return f"a file or folder cannot be used ({said})", MEANS, WRITABLE
    kind = "database" if isinstance(error, duckdb.Error) else "system"
    return f"the {kind} failed ({type(error).__name__}: {said})", MEANS, OTHERWISE
