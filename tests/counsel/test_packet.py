"""One packet: the gravest first, each question with what it rests on, the same bytes from the same facts."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2

from bailee.counsel.packet import item_of
from bailee.counsel.questions import Risk
from bailee.counsel.texts import TextKind
from bailee.rendering import Rich, docx, from_data, pdf, plain_text
from counsel.desk import NOTICE, RULE, decided, the_packet


def test_questions_stand_in_order_of_risk_and_each_says_what_it_rests_on() -> None:
    made = the_packet()
    assert [each.weight for each in made.questions] == sorted((each.weight for each in made.questions), reverse=True)
    assert made.questions[0].risk is Risk.HIGH
    for each in made.questions:
        assert each.text and each.why and each.proposal and each.turns_on and each.because
        assert each.sort in ("notice", "contradiction") or each.laws
        assert all(fact.origin for fact in each.facts)


def test_consent_in_europe_is_asked_and_never_proposed_as_enough() -> None:
    consent = [each for each in the_packet().questions if each.sort == "consent"]
    assert consent and all("not rest monitoring on consent alone" in each.proposal for each in consent)


def test_a_text_stands_in_full_with_its_hash_and_goes_when_it_is_reviewed() -> None:
    made = the_packet()
    kinds = [item.kind for item in made.items]
    assert {TextKind.NOTICE, TextKind.RULE, TextKind.QUESTION} == set(kinds)
    said = " ".join(plain_text.render(made.document).split())
    assert "Acme holds it." in said and NOTICE.sha256[:8] in said and "DRAFT — not reviewed by counsel" in said
    less = the_packet((decided(NOTICE), decided(RULE)))
    assert {NOTICE.ident, RULE.ident} & {item.ident for item in less.items} == set()
    assert not any(each.about == NOTICE for each in less.questions)


def test_what_changed_since_the_last_review_is_struck_underlined_and_said() -> None:
    changed = replace(NOTICE, lines=("## Who", "Acme keeps it.", "- your number"))
    made = the_packet((decided(NOTICE),), (changed,))
    looks = {span.look for block in made.document.blocks if isinstance(block, Rich) for span in block.spans}
    assert {"inserted", "removed"} <= looks
    assert "now reads “Acme keeps it.”" in " ".join(plain_text.render(made.document).split())


def test_what_nobody_could_verify_and_the_inventory_are_in_it() -> None:
    said = " ".join(plain_text.render(the_packet().document).split()).lower()
    assert "what no scan read" in said and "encrypted" in said and "facts that nobody stated" in said
    assert "social security numbers" in said and "41–44 people" in said


def test_the_same_facts_are_the_same_bytes_and_another_paper_is_another_packet() -> None:
    one, two = the_packet(), the_packet()
    assert one.ident == two.ident and docx.render(one.document) == docx.render(two.document)
    assert pdf.render(one.document) == pdf.render(two.document)
    letter = the_packet(paper="letter")
    assert letter.ident != one.ident
    assert round(pypdfium2.PdfDocument(pdf.render(letter.document))[0].get_width()) == 612


def test_a_packet_is_kept_as_data_and_comes_back_the_same() -> None:
    made = the_packet()
    assert from_data(made.document.as_data()) == made.document
    assert tuple(item_of(each.as_data()) for each in made.items) == made.items


def test_every_page_says_that_it_is_privileged() -> None:
    document = pypdfium2.PdfDocument(pdf.render(the_packet().document))
    assert all("Privileged and confidential" in page.get_textpage().get_text_range() for page in document)
