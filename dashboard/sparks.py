"""A course of values as small bars within a line of text."""

from collections.abc import Sequence

from dashboard.shown import markup


def _bars(values: Sequence[float | None]) -> str:
    """The outline of small bars from left to right, in per cent of their box."""
    most = max((value for value in values if value), default=1)
    wide = 100 / len(values)
    points = []
    for at, value in enumerate(values):
        left, right, top = at * wide, at * wide + wide * 0.75, 100 - 100 * max(value or 0, 0) / most
        points += [(left, 100), (left, top), (right, top), (right, 100)]
    return ",".join(f"{across:.0f}% {down:.0f}%" for across, down in points)


def spark(values: Sequence[float | None], said: str) -> str:
    """A small picture of values, oldest first, None where unknown; `said` is what it shows, in words."""
    shape = f"clip-path: polygon({_bars(values)})"
    return f'<i class="tw-spark" style="{shape}" role="img" aria-label="{markup(said)}"></i>'
