"""What can go wrong on the way to whoever wants to be told."""


class DeliveryError(Exception):
    """A message did not arrive, as far as we know. The numbers are not touched; it is tried again later."""
