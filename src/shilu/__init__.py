"""Shilu (实录): a checkable account of what the news says."""

__version__ = "0.1.0"
