"""Vectors of peers' own recogniser tests: hardly one of their invalid is told, and of the valid what the issuers' rules allow."""

from __future__ import annotations

import sys
from pathlib import Path

from bailee.vocabulary import Confidence

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from peer_vectors import told, vectors


def test_what_a_peer_calls_invalid_is_not_told() -> None:
    invalid = [vector for vector in vectors() if not vector.valid and not vector.note]
    assert len(invalid) >= 40
    assert [vector.text for vector in invalid if (sure := told(vector)) and sure > Confidence.POSSIBLE] == []


def test_a_card_published_for_tests_is_possible_and_no_more() -> None:
    cards = [vector for vector in vectors() if vector.detectors == {"payment-card"} and vector.valid]
    assert {told(vector) for vector in cards} == {Confidence.POSSIBLE}
