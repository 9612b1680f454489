"""The command line: one group, one module a verb."""

from __future__ import annotations


def main() -> None:
    """Run the `shilu` command."""
    raise NotImplementedError
