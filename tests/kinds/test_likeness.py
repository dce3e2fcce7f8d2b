"""What a text resembles: learnt weights beside words and rules."""

from __future__ import annotations

import importlib

import pytest

from bailee.kinds.joining import resembles
from bailee.kinds.reading import Reading
from kinds.samples import document, kinds_of

likeness = importlib.import_module("bailee.kinds.likeness")
SHORT_NOTE = (
    "Grace Alder tested positive at the random test on 3 May, the driver is off the road and was sent to a counsellor."
)
OTHER = (
    "The scaffold stands until autumn, the tiles arrived late, and rain came in twice above the stairs. It was agreed to order more timber "
    "and to ask for a second price for the gutters. The garden was left as it is. Coffee was served on the quay, and the weather held.\n\n"
)


def test_probabilities_of_all_kinds_and_none_add_up_to_one():
    found = likeness.likeness(SHORT_NOTE)
    assert likeness.NONE in found
    assert sum(found.values()) == pytest.approx(1)


def test_a_text_without_known_words_resembles_whatever_nothing_resembles():
    assert likeness.likeness("") == likeness.likeness("qqzx vvkw")


def test_a_short_record_is_found_in_the_middle_of_a_long_document():
    assert kinds_of(document(OTHER * 12 + SHORT_NOTE + "\n\n" + OTHER * 12)) == ["drug-or-alcohol-test"]
    assert kinds_of(document(OTHER * 24)) == []


def test_a_template_resembles_a_record_and_is_none():
    template = "Dear [EMPLOYEE], you were given a final written warning on [DATE] because of [REASON]. You may appeal to [MANAGER]."
    reading = Reading(document(template))
    assert resembles(reading, "disciplinary-record") is None


def test_the_reasons_say_that_it_was_likeness_and_name_no_word_of_the_text():
    reading = Reading(document(SHORT_NOTE))
    found = resembles(reading, "drug-or-alcohol-test")
    assert found is not None
    assert found.reasons[0] == "reads as such records do"
    assert not any(word in " ".join(found.reasons) for word in ("Grace", "Alder", "positive", "counsellor"))


def test_every_kind_that_was_learnt_has_a_module():
    from bailee.kinds import catalogue

    known = {row.ident for row in catalogue()}
    assert set(likeness.weights().kinds) - {likeness.NONE} <= known


def test_a_word_that_was_never_seen_counts_as_what_means_the_same():
    assert likeness.senses()["arzt"] == likeness.senses()["medecin"]
    assert likeness.senses()["arzt"] in likeness.grams("arzt")


def test_a_policy_with_all_the_words_of_a_record_is_none():
    policy = (
        "Employees may be tested before employment, at random, after an accident and on reasonable suspicion. Specimens are collected under "
        "chain of custody and analysed for marijuana, cocaine, opiates and amphetamines. A positive result is reviewed by a Medical Review "
        "Officer. An employee who tests positive will be removed from duty. Results are kept apart from the personnel file. "
    )
    assert kinds_of(document(policy * 2)) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Hi Dana, my bank is First Federal, routing number 021000021, account number 4471093322. Confirm by phone. Ann", []),
        ("Please send my wages to First Federal from May, routing number 021000021, account number 4471093322. Ann Bell", ["direct-deposit"]),
    ],
)  # fmt: skip
def test_an_account_is_for_pay_only_where_pay_is_spoken_of(text: str, kinds: list[str]):
    assert kinds_of(document(text)) == kinds


def test_days_and_serial_numbers_are_no_telephones():
    tags = "Tag\tModel\tSerial\tAssigned to\tPurchased\n" + "\n".join(
        f"A62{n}6\tLaptop\tGR73379{n}\t{who}\t2022-11-1{n}"
        for n, who in enumerate(("Colm Walsh", "Ann Park", "Mei Chen", "Omar Haddad"))
    )
    assert "contact-list" not in kinds_of(document(tags))


def test_what_a_camera_saw_is_told_from_its_log_too():
    seen = (
        "CAM 03 LOADING BAY 2026-03-04 02:11:14 motion\nCAM 03 LOADING BAY 2026-03-04 02:12:52 person x2\n"
        "CAM 05 GATE 2026-03-04 02:14:09 person x1\nClip 447109.mp4 612 MB exported by user admin to USB. Given to police"
    )
    assert kinds_of(document(seen)) == ["camera-footage"]
