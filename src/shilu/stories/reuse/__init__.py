"""Which articles share words: winnowing fingerprints, exact alignment, four kinds of reuse, families that are one voice.

Takes Articles in order of publication and gives `Reuse` values with the spans in both texts. Must not judge who is right:
it says only that the words are the same. Formulas of an outlet are learned as they recur in articles with nothing else in common.
"""

from shilu.stories.reuse.families import families, voices
from shilu.stories.reuse.index import ReuseIndex, reused

__all__ = ["ReuseIndex", "families", "reused", "voices"]
