"""RFC 8785 three times: by its library, by the quick way where both agree, and by the verifier that shares no code."""

from __future__ import annotations

import json

import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.evidence import standalone
from bailee.evidence.canonical import canonical

_TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
_PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT
)
VALUES = st.recursive(
    _PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4), max_leaves=12
)


@given(VALUES)
@settings(max_examples=400, deadline=None)
def test_the_quick_way_and_the_verifier_write_what_the_library_writes(value: object) -> None:
    known = rfc8785.dumps(value)  # type: ignore[arg-type]
    assert canonical(value) == known
    assert standalone.canonical(json.loads(known)).encode() == known


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=400, deadline=None)
def test_fractions_are_written_as_ecmascript_writes_them(value: float) -> None:
    assert standalone.number_text(value).encode() == rfc8785.dumps(value)
