"""What we know of a language: scripts, numerals, sentence ends, calendar words, lexicons as data with a source note.

Takes strings and gives values with offsets; knows Chinese (both scripts) and a little English.
Must not know of articles, statements or files other than package data.
"""
