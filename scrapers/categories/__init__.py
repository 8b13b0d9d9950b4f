"""Say what complaints are about: categories from the published rules in `categories.toml`."""

from scrapers.categories.classifier import Category, Classifier, Complained, Match, load

__all__ = ["Category", "Classifier", "Complained", "Match", "load"]
