"""`tousu backup` and `tousu restore`: what they say."""

from pathlib import Path

from db.settings import Settings
from scrapers.backups.making import make
from scrapers.backups.restoring import restore
from scrapers.commands import console


def back_up(settings: Settings, to: Path, *, as_json: bool) -> None:
    """Make a backup and say where it is and what is in it."""
    with console.progressing() as progress:
        made, manifest = make(settings, to, lambda what, done: progress(what, done, 0))
    if as_json:
        console.say_json({"backup": made, "rows": manifest.rows, "bytes": made.stat().st_size})
        return
    rows, receipts = sum(manifest.rows.values()), len(manifest.files) - 1
    console.say(f"{made}: {rows:,} rows and {receipts:,} evidence files, {made.stat().st_size:,} bytes")


def put_back(settings: Settings, backup: Path, *, may_replace: bool, as_json: bool) -> int:
    """Restore a backup and say what came back; return the exit status: 1 if it differs from its own evidence."""
    with console.progressing() as progress:
        manifest, differences = restore(
            settings, backup, lambda what, done: progress(what, done, 0), may_replace=may_replace
        )
    if as_json:
        console.say_json(
            {"made_at": manifest.made_at, "rows": manifest.rows, "differences": list(map(str, differences))}
        )
        return bool(differences)
    for one in differences:
        console.say(str(one))
    rows = sum(manifest.rows.values())
    console.say(f"Restored {rows:,} rows of {manifest.made_at:%Y-%m-%d %H:%M} UTC: files and rows are the backup's.")
    console.say(f"{len(differences)} differences between the database and its evidence")
    return bool(differences)
