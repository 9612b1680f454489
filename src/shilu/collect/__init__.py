"""Feeds, pages and folders in (a later step fills it; folders are read by `engine` until then).

Takes addresses and gives `Raw` values with how and when they were fetched.
Must not read their meaning.
"""
