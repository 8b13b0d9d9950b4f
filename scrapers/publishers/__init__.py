"""One adapter a publisher: bytes in, records out."""

from typing import Final

from scrapers.publishers import heimao
from scrapers.publishers.stated import Publisher

PUBLISHERS: Final[dict[str, Publisher]] = {publisher.NAME: publisher for publisher in (heimao,)}
