"""Letters: which text for whom, in which language, what is missing; printed, mailed, posted, returned; and a drill."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pypdfium2
import pytest

from bailee.errors import InvalidInput
from bailee.incidents.clocks import zone_of
from bailee.incidents.forms import NOT_KNOWN, forms, wanted
from bailee.incidents.sheet import Standing
from bailee.operations.incident_letters import (
    approve_letters,
    mail_letters,
    note_posted,
    note_returned,
    pieces,
    plan_letters,
    print_forms,
    print_letters,
)
from bailee.operations.incident_sheet import incident_sheet
from bailee.operations.report_incident import say_words
from bailee.store.workspace import Workspace
from laptops import Laptop, reported

WORDS = {
    "happened": "a laptop was stolen from a locked car",
    "doing": "We shut its accounts and told the police",
    "consequences": "somebody may use your number",
    "address": "1 Harbour Way, Albany, NY 12207",
    "telephone": "800-555-0100",
}
SPANISH = {
    "es:happened": "robaron un portátil de un coche cerrado",
    "es:doing": "Cerramos sus cuentas y avisamos a la policía",
    "es:consequences": "alguien puede usar su número",
}


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def written(workspace: Workspace, *, drill: bool = False) -> str:
    ident = reported(workspace, drill=drill)
    say_words(workspace, ident, WORDS)
    return ident


def test_each_gets_the_text_of_where_they_live_in_their_language(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = written(workspace)
    plan = plan_letters(workspace, ident)
    assert dict(plan.kinds) == {("breach-letter", "en"): 4, ("breach-letter-california", "en"): 1}
    say_words(workspace, ident, SPANISH)
    again = plan_letters(workspace, ident)
    assert ("breach-letter-california", "es") in dict(again.kinds) and not again.lacking


def test_nothing_is_made_while_words_are_missing(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = reported(workspace)
    with pytest.raises(InvalidInput, match="still lack: what happened"):
        print_letters(workspace, ident)
    with pytest.raises(InvalidInput, match="no place"):
        say_words(workspace, ident, {"weather": "fair"})


def test_printed_letters_carry_their_words_and_draft_until_counsel_approves(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = written(workspace)
    made = print_letters(workspace, ident)
    files = dict(made.files)
    letters = [content for name, content in files.items() if name.startswith("letters-")]
    text = " ".join(map(text_of, letters))
    assert made.letters == 4 and sum(made.unreachable.values()) == 1  # nobody knows where Max Orr lives
    assert "a laptop was stolen from a locked car" in text and "Social Security numbers" in text
    assert "DRAFT" in text and "[" not in text.replace("[1]", "")
    assert "512-44-7313" not in text  # no value: none is in the store
    rows = list(csv.reader(io.StringIO(files["manifest.csv"].decode("utf-8-sig"))))
    assert len(rows) == 5 and {row[-1] for row in rows[1:]} == {"US-NY", "US-NJ", "US-CT", "US-CA"}
    approve_letters(laptop.workspace("counsel"), ident, "R. Okafor")
    again = " ".join(
        text_of(content) for name, content in print_letters(workspace, ident).files if name.startswith("letters-")
    )
    assert "DRAFT" not in again
    say_words(workspace, ident, {"happened": "a laptop and a bag were stolen"})
    assert workspace.incident(ident).letters_approved_by == ""


def today_there(workspace: Workspace, ident: str) -> date:
    """Where the incident is: in the small hours here it is still yesterday in New York."""
    return datetime.now(zone_of(workspace.incident(ident).zone)).date()


def test_posted_letters_tell_the_people_and_start_what_counts_from_there(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = written(workspace)
    run = print_letters(workspace, ident).run
    assert note_posted(workspace, ident, run, on=today_there(workspace, ident)) == 4
    sheet = incident_sheet(workspace, ident)
    told = {each.place for each in sheet.lines if each.to == "people" and each.standing is Standing.DONE}
    assert told == {"US-NY", "US-NJ", "US-CT", "US-CA"}
    with pytest.raises(InvalidInput, match="waits to be posted"):
        note_posted(workspace, ident, run, on=today_there(workspace, ident))
    first = next(each.piece for each in pieces(workspace, ident) if each.act == "posted")
    assert note_returned(workspace, ident, [first], reason="moved") == 1
    with pytest.raises(InvalidInput, match="was not posted"):
        note_returned(workspace, ident, [first], reason="moved")


def test_mail_waits_for_counsel_and_a_drill_mails_nobody(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = written(workspace)
    with pytest.raises(InvalidInput, match="counsel has not approved"):
        mail_letters(workspace, ident)
    approve_letters(workspace, ident, "R. Okafor")
    assert mail_letters(workspace, ident).letters == 5
    assert {each.act for each in pieces(workspace, ident)} == {"queued"}
    drill = written(workspace, drill=True)
    approve_letters(workspace, drill, "R. Okafor")
    with pytest.raises(InvalidInput, match="a drill mails nobody"):
        mail_letters(workspace, drill)
    made = print_letters(workspace, drill)
    assert all("DRILL" in text_of(content) for name, content in made.files if name.endswith(".pdf"))
    with pytest.raises(InvalidInput, match="posted to nobody"):
        note_posted(workspace, drill, made.run, on=today_there(workspace, drill))


def test_what_authorities_ask_is_filled_from_what_is_known(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = written(workspace)
    sheet = incident_sheet(workspace, ident)
    asked = wanted(sheet)
    assert {form.ident for form, _ in asked} == {"attorney-general"}
    text = text_of(print_forms(workspace, ident))
    assert "a laptop was stolen from a locked car" in text and NOT_KNOWN in text
    assert set(forms()) == {"hhs", "attorney-general", "ico", "dpc", "oaic", "opc"}
