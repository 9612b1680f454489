"""spaCy pipelines: `--tagger spacy:zh_core_web_sm`, or the path of a saved pipeline. spaCy is installed by whoever chooses it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shilu.model.errors import ShiluError
from shilu.model.protocols import Tag

_TYPES: Mapping[str, str] = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
_SCORE = 0.7  # spaCy's pipelines give no probability of a span
_BATCH = 64


class SpacyTagger:
    """`model.protocols.Tagger` over the entities of a spaCy pipeline."""

    types = frozenset({"PER", "ORG", "LOC"})

    def __init__(self, pipeline: Any, name: str) -> None:
        """`pipeline` is a loaded `spacy.Language`; `name` names it and its version."""
        self._pipeline = pipeline
        self.name = name

    def tag(self, sentences: Sequence[str]) -> list[list[Tag]]:
        """One list of tags for each sentence, in order; labels that are no name of a body, person or place are passed over."""
        return [[self._tag(e) for e in doc.ents if e.label_ in _TYPES] for doc in self._pipeline.pipe(sentences, batch_size=_BATCH)]

    def _tag(self, entity: Any) -> Tag:
        return Tag(entity.start_char, entity.end_char, _TYPES[entity.label_], _SCORE, entity.text)


def make(argument: str) -> SpacyTagger:
    """Load a pipeline by package name or path. Raises `ShiluError` without spaCy, without the pipeline, or without entities."""
    if not argument:
        raise ShiluError("which spaCy pipeline? Say --tagger spacy:zh_core_web_sm, or the path of a saved one")
    try:
        import spacy
    except ImportError as error:
        raise ShiluError("spaCy is not installed: pip install spacy, and the pipeline you want") from error
    try:
        pipeline = spacy.load(argument)
    except (OSError, ValueError) as error:
        raise ShiluError(f"spaCy cannot load {argument!r}: {str(error).splitlines()[0]}") from error
    if not {"ner", "entity_ruler", "span_ruler"} & set(pipeline.pipe_names):
        raise ShiluError(
            f"the spaCy pipeline {argument!r} finds no entities: it has {', '.join(pipeline.pipe_names) or 'no parts'}"
        )
    return SpacyTagger(
        pipeline, f"spacy/{pipeline.meta['lang']}_{pipeline.meta['name']}-{pipeline.meta['version']}+{_print(pipeline.path)}"
    )


def _print(folder: Path | None) -> str:
    """A fingerprint of the model's files: a retrained model of the same version is another tagger."""
    whole = hashlib.sha256()
    for file in sorted(p for p in (folder or Path()).rglob("*") if folder and p.is_file()):
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:8]
