"""One adapter a publisher: bytes in, records out."""
