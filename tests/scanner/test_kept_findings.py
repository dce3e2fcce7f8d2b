"""Findings of one item are kept packed, and come out as if each had stayed an object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.findings import Finding, finding, prints
from bailee.scanner.kept import Kept
from bailee.text import Cue, Effect, Match
from bailee.vocabulary import Confidence, Locator, SubjectCategory

KEY, PLACE = b"k" * 32, "/srv"
DETECTORS = {
    "us-ssn": "social-security-number",
    "person-name": "person-name",
    "email-address": "email-address",
    "phone-number": "phone-number",
}


class Plain:
    """As findings were kept before: an object for each, made anew when its value stands there again."""

    def __init__(self) -> None:
        self.subject = SubjectCategory.PERSON
        self.found: dict[str, Finding] = {}
        self.changed: dict[str, None] = {}

    def again(self, ident: str, match: Match) -> bool:
        if (known := self.found.get(ident)) is None:
            return False
        better, probability = max(known.confidence, match.confidence), max(known.probability, match.probability)
        self.found[ident] = replace(known, count=known.count + 1, confidence=better, probability=probability)
        self.changed[ident] = None
        return True

    def add(self, found: Finding) -> None:
        self.found[found.ident] = found
        self.changed[found.ident] = None

    def told(self) -> Iterator[Finding]:
        for ident in self.changed:
            yield self.shown(self.found[ident])
        self.changed.clear()

    def about(self, subject: SubjectCategory) -> Iterator[Finding]:
        if subject is not self.subject:
            self.subject = subject
            for ident, found in self.found.items():
                if found.subject is SubjectCategory.PERSON:
                    self.changed.pop(ident, None)
                    yield self.shown(found)

    def shown(self, found: Finding) -> Finding:
        return replace(found, subject=self.subject) if found.subject is SubjectCategory.PERSON else found


@st.composite
def seen(draw: st.DrawFn) -> tuple[Match, Locator, int, str, SubjectCategory]:
    """A match somewhere; few values, so that many stand there again."""
    detector = draw(st.sampled_from(sorted(DETECTORS)))
    value = draw(
        st.sampled_from(["512447313", "Pat Doe", "kim.roe@example.org", "+15185550101", "Zoë Nwosu", "\ud800"])
    )
    probability = draw(st.floats(0, 1))
    cues = tuple(
        Cue(says, Effect.RAISED, probability) for says in draw(st.sets(st.sampled_from(["a label", "a form"])))
    )
    match = Match(
        0,
        len(value),
        detector,
        DETECTORS[detector],
        draw(st.sampled_from(list(Confidence))),
        probability,
        value,
        draw(st.sampled_from([(), (("test", "yes"),), (("known", "staff"),)])),
        cues,
    )
    where = Locator(("clients.csv", *draw(st.sampled_from([(), ("sheet 1",), ("page 2", "note")]))))
    subject = draw(st.sampled_from([SubjectCategory.PERSON, SubjectCategory.EMPLOYEE]))
    return match, where, draw(st.integers(0, 1 << 40)), str(draw(st.integers(0, 9))), subject


STEPS = st.lists(st.one_of(seen(), st.just("told"), st.sampled_from(list(SubjectCategory))), max_size=60)


@settings(deadline=None)
@given(STEPS, st.booleans())
def test_what_comes_out_is_as_if_each_finding_had_stayed_an_object(steps: list[object], with_mask: bool) -> None:
    kept, plain = Kept(), Plain()
    for step in [*steps, "told"]:
        if isinstance(step, SubjectCategory):
            assert list(kept.about(step)) == list(plain.about(step))
        elif isinstance(step, tuple):
            match, where, position, group, subject = step
            printed = prints(match, where, key=KEY, place=PLACE)
            assert kept.again(printed, match) == plain.again(printed.ident, match)
            if printed.ident not in plain.found:
                made = finding(match, printed, where, position, group, key=KEY, place=PLACE, with_mask=with_mask)
                kept.add(replace(made, subject=subject))
                plain.add(replace(made, subject=subject))
        else:
            assert kept.changed == len(plain.changed)
            assert list(kept.told()) == list(plain.told())
        assert len(kept) == len(plain.found)


def test_of_ten_thousand_each_is_found_again_and_takes_a_tenth_of_an_object() -> None:
    import tracemalloc

    place = Locator(("clients.csv",))
    ssn = Match(0, 9, "us-ssn", "social-security-number", Confidence.LIKELY, 0.8, "")
    matches = [replace(ssn, value=f"{number:09}") for number in range(10_000)]
    kept = Kept()
    tracemalloc.start()
    for match in matches:
        printed = prints(match, place, key=KEY, place=PLACE)
        kept.add(finding(match, printed, place, 7, "1:1", key=KEY, place=PLACE))
        if kept.changed == 100:
            assert len(list(kept.told())) == 100
    took, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took / len(kept) < 150
    assert all(kept.again(prints(match, place, key=KEY, place=PLACE), match) for match in matches)
    assert [found.count for found in kept.told()] == [2] * len(matches)
