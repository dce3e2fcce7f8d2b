"""A notice as lines that a person edits: nothing of it is lost on the way there and back."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.counsel.redline import in_words, redline
from bailee.counsel.words import as_blocks, as_lines
from bailee.rendering import Break, Form, Heading, List, Paragraph, Symbol, Table

# what is said before a call, shown at each sign-on, or hung: where nothing is held there is no more to it
IN_A_LINE = frozenset({"call-recording-announcement", "daily-monitoring-notice", "monitoring-poster"})
TEXT = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
BLOCK = st.one_of(
    st.builds(Heading, st.sampled_from([1, 2]), TEXT),
    st.builds(Paragraph, TEXT),
    st.builds(lambda items: List(tuple(items)), st.lists(TEXT, min_size=1, max_size=3)),
    st.builds(lambda caption, a, b: Table(caption, ("x", "y"), ((a, b),)), TEXT, TEXT, TEXT),
    st.builds(lambda a, b: Form((a,), (b,)), TEXT, TEXT),
    st.builds(lambda label: Symbol("camera", label), TEXT),
    st.just(Break()),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCK, max_size=6))
def test_the_words_are_the_same_after_a_way_there_and_back(blocks: list[object]) -> None:
    lines = as_lines(blocks)  # type: ignore[arg-type]
    assert as_lines(as_blocks(lines)) == lines


def test_our_notices_come_back_block_by_block() -> None:
    from bailee import notices

    for kind in notices.kinds():
        made = notices.draft(
            kind, organisation="Acme", contact="Pat", holdings=(), activities=(), obligations=(), on=date(2026, 3, 3)
        )
        lines = as_lines(made.document.blocks)
        assert as_lines(as_blocks(lines)) == lines and len(lines) > (0 if kind in IN_A_LINE else 5)
        # the short notice stays a page of its own
        assert as_blocks(lines).count(Break()) == list(made.document.blocks).count(Break())


def test_a_redline_reads_as_both_texts() -> None:
    old, new = ("We keep it 7 years.", "Ask us.", "Gone."), ("We keep it 4 years.", "Ask us.", "New line.", "Another.")
    lines = redline(old, new)
    assert "".join(s.text for line in lines for s in line if s.look != "removed") == "".join(new)
    assert "".join(s.text for line in lines for s in line if s.look != "inserted") == "".join(old)
    assert [said.partition(":")[0] for said in in_words(old, new)] == ["Changed", "Removed", "Inserted", "Inserted"]
