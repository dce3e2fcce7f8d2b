"""What comes with software is no record; and what is told without a word of any tongue."""

from __future__ import annotations

import pytest

from kinds.samples import document, kinds_of

CHANGES = """libfoo (1.2-3) unstable; urgency=medium

  * Ann Bell was hired to answer calls; she called the agent and left a message.
  * Interview of the candidate: strong hire, salary ask 90k, second round on Friday.

 -- Omar Haddad <omar@example.org>  Mon, 04 Mar 2024 10:00:00 +0100
"""
CODE = """import csv
from pathlib import Path


def employee(row):
    return {"name": "Ann Bell", "hire_date": "2024-03-04", "salary": 61000}


class Payroll:
    def net(self, gross):
        return gross - 214.20
"""
LICENCE = """Copyright 2019 Ann Bell <ann@example.org>
Copyright 2020 Omar Haddad <omar@example.org>
Copyright 2021 Mei Chen <mei@example.org>
Permission is hereby granted, free of charge, to any person. Licensed under the MIT license. THE SOFTWARE IS PROVIDED
"AS IS", WITHOUT WARRANTY OF ANY KIND.
"""


@pytest.mark.parametrize("text", [CHANGES, CODE, LICENCE], ids=["changes", "code", "licence"])
def test_software_holds_no_record_whatever_its_words(text: str) -> None:
    assert kinds_of(document(text)) == []


def test_lines_for_machines_alone_are_a_document_of_somebody() -> None:
    lines = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
    assert kinds_of(document(lines)) == ["identity-document"]


def test_a_genotype_has_no_words_and_is_one() -> None:
    rows = "".join(
        f"rs{3094315 + at}\t1\t{752566 + at}\t{pair}\n" for at, pair in enumerate(("AA", "AG", "CC", "GG", "TT", "AC"))
    )
    assert kinds_of(document(rows)) == ["genetic-or-family-history"]


def test_passwords_in_a_note_are_a_list_and_names_of_programs_are_none() -> None:
    note = "Nate, while I am away: the portal is ops@example.com and the password is K8-lemon-Truck, router login is root / fortyTwo#. Thanks"
    systems = "Login is tested on Windows11 / macOS14, Android14 / PostgreSQL15 and with iPhone12 / Python3. The password field is wider."
    assert kinds_of(document(note)) == ["password-list"]
    assert kinds_of(document(systems)) == []


def test_a_thread_of_mails_printed_as_text_is_archived_mail() -> None:
    mails = "".join(
        f"From: {who}\nSent: Thursday, May 9, 2024 4:5{at} PM\nTo: Rochelle Simms\nSubject: RE: lunch\n\nCall me later.\n\n"
        for at, who in enumerate(("Gideon Bell", "Rochelle Simms", "Bo Lund"))
    )
    assert kinds_of(document(mails)) == ["archived-mail"]
