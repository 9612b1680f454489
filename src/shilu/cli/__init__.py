"""Arguments in, engine calls, text out, with exit codes that mean something.

Takes a command line and gives text, JSON and an exit code.
Must not hold rules of language or SQL.
"""
