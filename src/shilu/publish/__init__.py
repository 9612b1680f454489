"""Files out: the records of the contract as JSONL, and the dossier as one HTML page that opens from disk.

Takes a `Dossier` and the records and gives files, written beside their place and then renamed.
Must not query a store, trust text as HTML, or refer to anything outside the folder.
"""
