"""What raises an alert, and what does not: each sort is a pure function of a look."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.authority import Instruction
from bailee.counsel.reviews import Decision, Verdict
from bailee.counsel.texts import TextKind
from bailee.deliveries import Means, Standing
from bailee.operations.alerts import Look, finder, sorts
from bailee.permissions import Role
from bailee.store.rows.deliveries import Campaign
from bailee.store.rows.departed import Known
from bailee.store.rows.members import Span
from bailee.store.rows.scan_work import PastScan
from bailee.store.rows.snapshots import Snapshot
from bailee.vocabulary import Severity

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def found(sort: str, **seen: Any) -> list[Any]:
    return list(finder(sort)(Look(NOW, **seen)))


def snapshot(days: int, *red: str, files: int = 100, green: tuple[str, ...] = ()) -> Snapshot:
    at = NOW - timedelta(days=days)
    cells = dict.fromkeys(green, "green") | dict.fromkeys(red, "red")
    return Snapshot(at, at.date(), len(red), 0, 0, len(green), files, files, cells)


def scan(ident: int, days: int, state: str = "finished", cause: str = "", **counts: int) -> PastScan:
    at = NOW - timedelta(days=days)
    return PastScan(ident, ("hr",), "pat", "", "", at, at, state, cause, counts)


TOLD, SECURED = "social-security-number|employee|told", "email-address|customer|secured"


def test_a_cell_that_turned_red_is_an_alert_until_it_is_not_red_any_more() -> None:
    turned = (snapshot(3, green=(TOLD,)), snapshot(1, TOLD))
    (alert,) = found("cell-turned-red", snapshots=turned)
    assert alert.query == f"cell={TOLD}" and alert.severity is Severity.SEVERE
    assert found("cell-turned-red", snapshots=(*turned, snapshot(0, green=(TOLD,)))) == []


def test_what_the_first_scan_found_red_is_no_news() -> None:
    assert found("cell-turned-red", snapshots=(snapshot(1, TOLD),)) == []
    assert found("cell-turned-red", snapshots=(snapshot(2, files=0), snapshot(1, TOLD))) == []


def test_many_cells_that_turn_at_once_share_one_alert() -> None:
    many = tuple(
        f"email-address|{each}|told"
        for each in ("employee", "customer", "patient", "visitor", "applicant", "contractor")
    )
    (alert,) = found("cell-turned-red", snapshots=(snapshot(3, green=many), snapshot(1, *many)))
    assert alert.title == "6 cells turned red"
    fewer = (snapshot(3, green=many), snapshot(1, *many), snapshot(0, *many[:2], green=many[2:]))
    assert [each.about for each in found("cell-turned-red", snapshots=fewer)] == [alert.about]  # still the same one


def test_a_cell_that_turns_red_a_second_time_is_news_a_second_time() -> None:
    states = (snapshot(4, green=(SECURED,)), snapshot(3, SECURED), snapshot(2, green=(SECURED,)), snapshot(1, SECURED))
    (alert,) = found("cell-turned-red", snapshots=states)
    assert alert.about.endswith(f"{states[3].at:%Y-%m-%dT%H:%M:%S}")


def test_a_scan_that_stopped_by_itself_is_an_alert_and_one_that_a_person_stopped_is_none() -> None:
    assert len(found("scan-ended-badly", scans=(scan(1, 2, "stopped", "took-too-long"),))) == 1
    assert found("scan-ended-badly", scans=(scan(1, 2, "stopped", "by-a-person"),)) == []
    assert found("scan-ended-badly", scans=(scan(2, 1), scan(1, 2, "stopped", "killed"))) == []  # a later one finished
    assert found("scan-ended-badly", scans=(scan(1, 0, "stopped", "worker-ended"),)) == []  # it goes on by itself


def test_a_scan_that_reads_less_than_before_is_an_alert_until_it_reads_as_much() -> None:
    good, poor = scan(1, 3, read=980, skipped=20), scan(2, 2, read=800, skipped=200)
    (alert,) = found("scan-grew-partial", scans=(poor, good))
    assert "200 of 1,000" in alert.why and "180 more" in alert.why
    still = scan(3, 1, read=800, skipped=200)
    assert [each.about for each in found("scan-grew-partial", scans=(still, poor, good))] == [alert.about]
    assert found("scan-grew-partial", scans=(scan(4, 0, read=985, skipped=15), still, poor, good)) == []
    assert found("scan-grew-partial", scans=(scan(2, 2, read=979, skipped=21), good)) == []  # files come and go


def test_acceptances_that_ended_are_counted_by_their_day() -> None:
    (alert,) = found("acceptance-ended", acceptances={date(2026, 11, 24): 3, date(2026, 11, 25): 2})
    assert alert.title.startswith("3 accepted findings are") and alert.about == "2026-11-24"


def test_breaking_the_glass_is_told_at_once_and_for_two_weeks() -> None:
    span = Span(
        "mei", "", Role.TECHNICIAN, "northgate", NOW - timedelta(hours=2), NOW, "broke-glass", "mei", "at night"
    )
    (alert,) = found("glass-broken", broken_glass=(span,), names={"mei": "Mei Lin"})
    assert alert.severity is Severity.SEVERE and alert.title.startswith("Mei Lin")
    assert "at night" not in alert.why  # the reason is read on the page, not in a mail
    old = Span(
        "mei",
        "",
        Role.TECHNICIAN,
        "northgate",
        NOW - timedelta(days=20),
        NOW - timedelta(days=19),
        "broke-glass",
        "mei",
    )
    assert found("glass-broken", broken_glass=(old,)) == []


def test_an_instruction_is_an_alert_three_weeks_before_it_ends_and_worse_once_it_is_over() -> None:
    def alerts(*until: date | None) -> list[Any]:
        given = tuple(
            Instruction(str(number), "Dr. Lind", "owner", "all", ("*",), date(2026, 1, 1), each)
            for number, each in enumerate(until)
        )
        return found("instruction-ends", needs_authority=True, instructions=given)

    assert alerts(None) == [] and alerts(date(2027, 3, 1)) == []
    (soon,) = alerts(date(2026, 12, 1))
    (over,) = alerts(date(2026, 11, 20))
    assert (soon.severity, over.severity) == (Severity.MEDIUM, Severity.HIGH)
    assert alerts(date(2026, 11, 20), date(2027, 3, 1)) == []  # another one stands
    assert found("instruction-ends", needs_authority=True) == []  # never given: said where one starts


def test_the_recovery_key_may_lie_here_for_two_days() -> None:
    assert found("recovery-file-here", recovery_files=1, recovery_since=NOW - timedelta(hours=5)) == []
    assert len(found("recovery-file-here", recovery_files=1, recovery_since=NOW - timedelta(days=5))) == 1


def test_a_review_is_an_alert_a_month_before_it_ends_and_worse_once_it_has_ended() -> None:
    def review(days: int, verdict: Verdict = Verdict.ACCEPT) -> Decision:
        day = NOW.date() + timedelta(days=days)
        return Decision("d", "rule-x", TextKind.RULE, "", verdict, "A. Adair", "", date(2026, 1, 1), day)

    (soon,) = found("review-ends", reviews=(review(20),))
    (over,) = found("review-ends", reviews=(review(-2),))
    assert (soon.severity, over.severity) == (Severity.MEDIUM, Severity.HIGH) and "Adair" not in soon.title
    assert found("review-ends", reviews=(review(20), review(400))) == []  # reviewed again since
    assert found("review-ends", reviews=(review(90),)) == found("review-ends", reviews=(review(-90),)) == []


def test_every_sort_finds_nothing_where_there_is_nothing() -> None:
    assert len(sorts()) >= 8
    assert [each for sort in sorts() for each in found(sort)] == []


def departure(**changed: Any) -> Known:
    known = Known(
        "beside-personnel-1", "beside-personnel", NOW, 4, says={"title": "1 test lies there"}, severity=Severity.SEVERE
    )
    return replace(known, **changed)


def test_a_severe_departure_that_a_later_scan_found_is_an_alert_until_it_is_cleared_or_settled() -> None:
    (alert,) = found("departure-appeared", departures=(departure(),))
    assert alert.severity is Severity.SEVERE and "1 test lies there" in alert.why
    for quiet in (
        {"is_of_first_scan": True},
        {"cleared_at": NOW},
        {"is_settled": True},
        {"severity": Severity.HIGH},
    ):
        assert found("departure-appeared", departures=(departure(**quiet),)) == []
    (again,) = found("departure-appeared", departures=(departure(times=2),))
    assert again.about != alert.about  # it came a second time


def test_a_served_notice_that_went_stale_is_an_alert_that_names_nobody() -> None:
    told = {
        "kind": "employee-privacy-notice",
        "version": 3,
        "sorts": ["kind", "kind", "recipient"],
        "says": ["Dr. Lind gets it"],
    }
    (alert,) = found("notice-went-stale", stale=(told,))
    assert alert.title == "The employee privacy notice, version 3, has gone stale" and alert.severity is Severity.HIGH
    assert "2 kinds of data and 1 recipient" in alert.why and "Lind" not in alert.why
    (milder,) = found("notice-went-stale", stale=({**told, "sorts": ["purpose"]},))
    assert milder.severity is Severity.MEDIUM and milder.about == alert.about  # the same one, until it is mended


def delivery(sent: int, failed: int, means: Means = Means.EMAIL, days: int = 1) -> Campaign:
    counts = {Standing.SENT: sent, Standing.FAILED: failed, Standing.UNREACHABLE: 9}
    at = NOW - timedelta(days=days)
    return Campaign("delivery-1", "customer-privacy-statement", 2, "en", means, {}, "", "pat", at, None, None, counts)


def test_many_mails_that_come_back_are_one_alert_and_few_are_none() -> None:
    (alert,) = found("mails-came-back", campaigns=(delivery(27, 3),))
    assert alert.title.startswith("3 of 30 mails") and alert.severity is Severity.MEDIUM
    assert alert.page == "delivery" and alert.arguments == ("delivery-1",)
    (alert,) = found("mails-came-back", campaigns=(delivery(7, 3),))
    assert alert.severity is Severity.HIGH
    few = (delivery(28, 3), delivery(1, 2), delivery(0, 0), delivery(5, 5, Means.POST), delivery(5, 5, days=31))
    assert [found("mails-came-back", campaigns=(each,)) for each in few] == [[]] * len(few)


def test_every_sort_has_its_line_in_the_docs() -> None:
    text = (Path(__file__).parents[2] / "docs" / "server.md").read_text("utf-8")
    table = text.partition("## Alerts")[2].partition("They stand on the page")[0]
    named = {ident for line in table.splitlines() for ident in re.findall(r"`([a-z-]+)`", line.split("|")[1] if "|" in line else "")}  # fmt: skip
    assert named == set(sorts())


def test_a_request_that_is_due_soon_or_late_is_an_alert_that_names_nobody() -> None:
    days = (("dsr-1", date(2026, 11, 20)), ("dsr-2", date(2026, 12, 1)), ("dsr-3", date(2026, 12, 20)))
    late, soon = found("request-due", requests=days)
    assert (late.severity, soon.severity) == (Severity.SEVERE, Severity.HIGH)
    assert "dsr-1 was to be answered by 20 November 2026" in late.title
