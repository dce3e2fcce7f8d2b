"""Companies of five seeds, each written once; names and folders differ so that all ways are walked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from demo_reader import Sample, read_all

from bailee.demo.company import make_company

WAYS = [(1, False, False), (2, False, True), (3, True, False), (4, True, True), (5, False, False)]


@pytest.fixture(
    scope="package", params=WAYS, ids=lambda way: f"seed{way[0]}{'-shuffled' * way[1]}{'-neutral' * way[2]}"
)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    seed, shuffled, neutral = request.param
    folder = tmp_path_factory.mktemp(f"company{seed}")
    manifest = make_company(folder, seed=seed, shuffle_folders=shuffled, neutral_names=neutral)
    yield Sample(folder, manifest, read_all(folder))
