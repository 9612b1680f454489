"""Keeps raws, articles, statements, judgements and runs in SQLite or PostgreSQL (a later step fills it).

Takes and gives the nouns of `model` through a protocol of `model`; all SQL lives here.
Must not know any stage.
"""
