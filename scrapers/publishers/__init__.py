"""One adapter a publisher: bytes in, records out."""

from scrapers.publishers import heimao
from scrapers.publishers.stated import Publisher

ADAPTERS: tuple[Publisher, ...] = (heimao,)
PUBLISHERS = {publisher.NAME: publisher for publisher in ADAPTERS}
