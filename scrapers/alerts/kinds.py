"""The kinds of events that can be told, for each audience, the gravest first."""

KINDS: dict[str, tuple[str, ...]] = {
    "public": (
        "first_crossing",
        "re_crossing",
        "correction_below",
        "milestone",
        "approaching",
        "pace_high",
        "pace_normal",
    ),
    "maintainers": (
        "source_failing",
        "source_restored",
        "source_stale",
        "source_fresh",
        "number_quarantined",
        "number_released",
        "number_rejected",
        "reminder",
    ),
}
# A revision is told in the feed to everyone, and on a channel to whoever asks for it.
DEFAULT = KINDS | {"public": tuple(kind for kind in KINDS["public"] if kind != "correction_below")}
