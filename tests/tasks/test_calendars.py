"""Calendars are what RFC 5545 says, read by a library that others use; days are whole days, texts cannot break out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.tasks.calendars import Entry, calendar
from bailee.vocabulary import Severity

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def entry(ident: str = "train-staff", **more: Any) -> Entry:
    told: dict[str, Any] = {
        "title": "Train staff",
        "state": "open",
        "severity": Severity.HIGH,
        "due_on": date(2026, 11, 28),
        "source": "set by a person",
        "closes": "A document that shows it",
        "citation": "NY GBL § 899-bb",
        "changed_at": AT,
    } | more
    return Entry(ident, **told)


def read(*entries: Entry) -> Any:
    return icalendar.Calendar.from_ical(calendar("Harbour Dental", "harbour-dental", entries))


def parts(found: Any, name: str) -> list[Any]:
    return list(found.walk(name))


def test_a_task_is_a_to_do_and_its_day_an_all_day_event() -> None:
    found = read(entry(address="https://x.example/o/h/tasks/of/train-staff/"))
    (todo,), (day,) = parts(found, "VTODO"), parts(found, "VEVENT")
    assert todo.decoded("due") == date(2026, 11, 28) and str(todo["status"]) == "NEEDS-ACTION" and todo["priority"] == 3
    assert (day.decoded("dtstart"), day.decoded("dtend")) == (date(2026, 11, 28), date(2026, 11, 29))
    assert str(day["summary"]) == "Train staff (act by Fri 27 Nov)"  # it is a Saturday
    assert str(todo["uid"]) == "train-staff.todo@harbour-dental.bailee" != str(day["uid"])
    assert "Closed by: A document" in str(todo["description"])
    assert not parts(found, "VTIMEZONE") and "TZID" not in str(found.to_ical())


def test_what_has_no_day_is_a_to_do_without_one_and_what_is_done_has_no_event() -> None:
    found = read(entry("a", due_on=None), entry("b", state="done", done_on=date(2026, 11, 20)))
    undated, done = parts(found, "VTODO")
    assert "due" not in undated and not parts(found, "VEVENT")
    assert str(done["status"]) == "COMPLETED" and done.decoded("completed").date() == date(2026, 11, 20)


def test_the_same_tasks_give_the_same_bytes_and_the_same_idents() -> None:
    both = [entry("a"), entry("b")]
    assert calendar("H", "h", both) == calendar("H", "h", reversed(both))
    moved = entry("a", due_on=date(2027, 1, 4), changed_at=datetime(2026, 12, 1, tzinfo=UTC))
    uids = [[str(each["uid"]) for each in parts(read(one), "VTODO")] for one in (entry("a"), moved)]
    assert uids[0] == uids[1]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.text(max_size=120))
def test_no_text_breaks_out_of_its_line_and_all_of_it_comes_back(title: str, citation: str) -> None:
    text = calendar(citation, "h", [entry(title=title, citation=citation)])
    lines = text.split("\r\n")
    assert lines[-1] == "" and all(len(line.encode()) <= 75 for line in lines)
    assert not any("\n" in line or "\r" in line for line in lines)
    assert text.count("BEGIN:VTODO") == 1 or "BEGIN:VTODO" in title + citation
    (todo,) = parts(icalendar.Calendar.from_ical(text), "VTODO")
    wanted = "".join(letter for letter in title.replace("\r\n", "\n") if letter == "\n" or letter.isprintable())
    assert str(todo["summary"]) == wanted


def test_a_title_that_looks_like_a_line_of_a_calendar_stays_a_title() -> None:
    found = read(entry(title="x\r\nEND:VTODO\r\nBEGIN:VALARM\r\nATTENDEE:mailto:a@example.org"))
    assert len(parts(found, "VTODO")) == 1 and not parts(found, "VALARM")
