"""Say what complaints are about: categories from the published rules in `categories.toml`."""

from scrapers.categories.classifier import AT_ONCE, Category, Classifier, Complained, Match, load

__all__ = ["AT_ONCE", "Category", "Classifier", "Complained", "Match", "load"]
