"""A redaction says for its process whether the model of names is asked; here that process goes on with other tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bailee.detectors import names_model


@pytest.fixture(autouse=True)
def names_as_before() -> Iterator[None]:
    before = names_model.mode()
    yield
    names_model.begin(before)
