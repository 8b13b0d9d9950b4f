"""Say what complaints are about: categories from the published rules in `categories.toml`."""

from scrapers.categories.answers import Category, Complained, Match
from scrapers.categories.classifier import AT_ONCE, Classifier, load

__all__ = ["AT_ONCE", "Category", "Classifier", "Complained", "Match", "load"]
