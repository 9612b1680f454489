"""The files of records of a dossier, in the order in which they are told; by themselves, since who reads them needs no room."""

FILES = (
    "articles.jsonl", "times.jsonl", "figures.jsonl", "statements.jsonl", "entities.jsonl", "events.jsonl", "measures.jsonl",
    "commitments.jsonl", "series.jsonl", "disagreements.jsonl", "stories.jsonl", "copies.jsonl", "judgements.jsonl",
)  # fmt: skip
