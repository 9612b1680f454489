"""HTTP in, engine calls, pages and JSON out (a later step fills it; `shilu serve` opens a built dossier until then).

Takes requests and gives the same `Dossier` that the static page renders.
Must not hold rules of language or SQL; meanings of HTTP live here only.
"""
