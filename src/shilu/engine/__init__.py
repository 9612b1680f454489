"""The order: which room is called when, on one machine; the one place that knows all stages.

Takes paths and options and gives a finished build; it passes clocks, taggers and progress into the pure rooms.
Must not hold rules of language or meanings of HTTP.
"""
