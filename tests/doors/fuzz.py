"""How long the doors are shaken: a short time in every run, ``YANXIU_FUZZ`` times as long where that is set."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

from hypothesis import HealthCheck, settings

TIMES = max(1, int(os.environ.get("YANXIU_FUZZ", "1")))

shaken = settings(
    max_examples=60 * TIMES,
    deadline=None,
    derandomize=TIMES == 1,  # the short form asks the same each time; the long one looks for what is new
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def damaged(content: bytes, times: int, seed: int) -> Iterator[bytes]:
    """``times`` spoilt versions of a file: bytes changed, cut off, doubled, filled with noughts, pieces moved."""
    rng = random.Random(seed)
    for _ in range(times):
        spoilt = bytearray(content)
        for _ in range(rng.choice((1, 1, 3, 20))):
            at = rng.randrange(len(spoilt) + 1)
            match rng.randrange(5):
                case 0:
                    spoilt[at : at + 1] = bytes([rng.randrange(256)])
                case 1:
                    del spoilt[at:]
                    spoilt.extend(b"" if spoilt else b"\0")
                case 2:
                    spoilt[at:at] = spoilt[at : at + rng.randrange(1, 64)]
                case 3:
                    spoilt[at : at + 32] = bytes(len(spoilt[at : at + 32]))
                case _:
                    spoilt[at : at + 4] = rng.randbytes(4)
        yield bytes(spoilt)
