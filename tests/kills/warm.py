"""What every process that is going to be killed needs, loaded once: those are forked from one that is warm."""

from scrapers import cli, imports, refresh, verify
from scrapers.classification import classifier
from scrapers.commands import alerts, classifying

classifier()
__all__ = ["alerts", "classifying", "cli", "imports", "refresh", "verify"]
