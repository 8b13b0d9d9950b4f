"""What can go wrong when the record is copied, or put back."""

from scrapers.errors import ScrapeError


class BackupError(ScrapeError):
    """No backup was made. What was begun of it is removed."""

    means = "There is no new backup. The record itself is untouched, and so are the backups you have."
    remedy = (
        "Make room or choose another place, then run `tousu backup` again. `tousu verify` says what is not whole."
    )


class RestoreError(ScrapeError):
    """A backup was not put back."""

    means = "Nothing was restored, and nothing that was there was changed."
    remedy = "Try another backup, or set TOUSU_DATABASE and TOUSU_EVIDENCE to paths where nothing is yet."
