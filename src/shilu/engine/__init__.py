"""The order: which room is called when, on one machine; the one place that knows all stages.

Takes paths and options and gives a finished build; it passes clocks, taggers and progress into the pure rooms.
Must not hold rules of language or meanings of HTTP.
"""

import os

# numpy's matrix library starts a thread for each core, even for tiny matrices; none is faster, and threads do not survive a
# fork. It reads this once, when the first room below loads it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
