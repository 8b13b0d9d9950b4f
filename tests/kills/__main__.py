"""`python -m tests.kills [TRIALS [SEED]]` prints the figures, and ends with 1 if anything was lost.

Ctrl-C ends it early, with the figures of the trials there were.
"""

import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.kills.killing import KINDS, kill
from tests.kills.outcome import HEAD

SHARES = {"refresh": 0.35, "classify": 0.15, "migrate": 0.2, "alerts": 0.2, "backup": 0.1}


def main(trials: int = 1000, seed: int = 1) -> None:
    """Share the trials out among the kinds, and say what they showed."""
    shares = {name: share for name, share in SHARES.items() if name in KINDS}
    counts = {name: round(trials * share / sum(shares.values())) for name, share in shares.items()}
    began, over = time.monotonic(), threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    with tempfile.TemporaryDirectory(prefix="tousu-kills-") as folder:
        outcomes = kill(counts, seed, Path(folder), over.is_set)
    print_line = sys.stdout.write
    print_line(f"{HEAD}\n")
    for one in outcomes:
        print_line(f"{one}\n" + "".join(f"  {note}\n" for note in one.notes[:5]))
    for name in SHARES.keys() - KINDS.keys():
        print_line(f"{name:12}{'no such command yet':>28}\n")
    said = f"SIGKILL, which is no loss of power; seed {seed}, {time.monotonic() - began:.0f} s"
    print_line(f"{sum(one.trials for one in outcomes):,} trials; {said}\n")
    raise SystemExit(not all(one.is_clean for one in outcomes))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
