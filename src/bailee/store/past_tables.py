"""Each table as it was on a day, as it was known at a moment: a view of the table's own name, which the database finds first.

Facts are appended, so the past is a question to the same rows. Asked through views, every reading of the store answers it
with the words that it has, and nothing is written twice: `finding` then means those that were there on that day.

| rule | tables | a row is there |
|---|---|---|
| learned | declarations, facts, decisions … | once it was known; readers ask of their own when it is true |
| happened | signatures, sendings, acts … | once it happened, and that was by the day and by the moment known |
| asked in part | findings, files, roster, notices … | as the statements below say; what changed since is put back |
| of now | settings, links, jobs … | as it is now: of these no past is kept, `NOT_KEPT` says why |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from bailee.store.as_of import AsOf

# What was known of the world since then: readers choose by its own day.
LEARNED = {
    "access_need": "at", "activity_draft": "known_from", "confidential_place": "at", "contract": "at", "decision": "decided_at",
    "declaration": "known_from", "departure_decision": "at", "departure_event": "at", "difference_answer": "at",
    "fact": "known_from", "judgement_rule": "made_at", "notice": "created_at", "place": "added_at", "record_contact": "at",
    "tool_declaration": "known_from", "tool_look": "looked_at", "whose_decision": "at",
}  # fmt: skip
# Acts: they happened when they became known.
HAPPENED = {
    "consent_form": "made_at", "gate_override": "known_from", "scan_request": "asked_at", "scan_schedule": "known_from",
    "sign_off": "signed_at", "status_snapshot": "at",
    "incident_act": "at", "incident_sheet": "at", "incident_letter": "at", "disk_reading": "at",
}  # fmt: skip
NOT_KEPT = {
    "agent": "agents as they are now; what happened to each is kept",
    "agent_lease": "what agents are to do, and did; the log has each scan",
    "agent_push": "what agents handed in, until it was taken in",
    "alert_choice": "how a member wants to hear of alerts",
    "alert_open": "alerts that wait now; when each was raised and settled is kept",
    "api_answer": "answers to programs, kept for a day",
    "api_token": "keys of programs",
    "enrolment_code": "codes with which devices enrol",
    "chat_channel": "channels that hear of alerts",
    "chat_message": "messages that wait to be sent",
    "cue_words": "words that findings share",
    "finding_archive": "findings that are gone, moved out; whoever looks at a day before they went is told, and restores them",
    "file_rights": "rights that files share; who could open what then stands on the page of that day",
    "found_place": "places that could be scanned now",
    "invitation": "links that let people in",
    "job": "work that waits or runs",
    "job_step": "steps of it",
    "known_list": "values that the organisation knows, for the next scan",
    "mail_message": "mail that waits to be sent",
    "normal_form": "hangs on its finding",
    "organisation": "its name; the log has when it was changed",
    "person_link": "links for people without an account",
    "policy_file": "hangs on its version",
    "report_file": "hangs on its report",
    "saved_view": "a member's own filters",
    "scan_range": "how a scan was divided among workers; what it found stands with the scan",
    "scanned_folder": "digests for the next scan",
    "sitting": "browsers that are open",
    "task_feed": "addresses of calendars",
    "ticket": "tickets as they stand; the log has when each was made and closed",
    "ticket_desk": "systems that tickets are made in",
    "ticket_rule": "what becomes a ticket now",
    "triage_count": "counts of now",
    "triage_settled": "for which day they were made",
    "webhook": "addresses that hear of what happens",
    "webhook_message": "what waits to be told to them",
    "webhook_try": "how each try went",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What the statements stand on, as they are written into them."""

    organisation: int
    known: str
    moment: str
    end: str
    day: str  # of the end
    scan_known: int  # newest scan that had ended when it was known; 0: none
    scan_then: int  # newest that had ended on that day
    log_size: int
    end_ns: int
    is_later: bool  # something learned after the day counts
    base: str  # before the name of a table: past its view
    is_postgres: bool
    through_all: bool = False  # a question goes through whole tables: what came back is asked once, not row by row

    def until(self, column: str) -> str:
        """A column that was empty until then."""
        return f"CASE WHEN t.{column} <= {self.moment} THEN t.{column} END"


View = tuple[Mapping[str, str], str]  # what stands in place of columns, and which rows


def rule_of(model: Any) -> str:
    """learned, happened, in part, or of now.

    A table that names none of them and is only appended has a column that says since when.
    """
    from bailee.store.models import APPEND_ONLY

    table = model._meta.db_table
    if table in _IN_PART:
        return "in part"
    if table in LEARNED:
        return "learned"
    if table in HAPPENED:
        return "happened"
    if table in NOT_KEPT or model not in APPEND_ONLY:
        return "of now"
    names = {field.name for field in model._meta.concrete_fields}
    return "learned" if "known_from" in names else "happened" if names & {"at", "made_at"} else "of now"


@lru_cache(maxsize=64)
def statements(ground: Ground) -> Mapping[str, str]:
    """By table, the question that its view is. Kept, for whoever looks at a day looks at more than one page of it."""
    from django.apps import apps

    def quoted(name: str) -> str:
        return f'"{name}"'

    made = {}
    for model in apps.get_app_config("store").get_models():
        table, rule = model._meta.db_table, rule_of(model)
        if rule == "of now":
            continue
        instead, where = _view(model, rule, ground)
        names = [str(field.column) for field in model._meta.concrete_fields]
        columns = ", ".join(
            f"{instead[name]} AS {quoted(name)}" if name in instead else f"t.{quoted(name)}" for name in names
        )
        made[table] = (
            f"SELECT {columns} FROM {ground.base}{quoted(table)} t"  # noqa: S608 - names and numbers of ours
            f" WHERE t.organisation_id = {ground.organisation} AND ({where})"
        )
    return made


def _view(model: Any, rule: str, ground: Ground) -> View:
    table = model._meta.db_table
    if rule == "in part":
        return _IN_PART[table](ground)
    names = {field.name for field in model._meta.concrete_fields}
    if rule == "learned":
        return {}, f"t.{LEARNED.get(table, 'known_from')} <= {ground.known}"
    return {}, f"t.{HAPPENED.get(table, 'at' if 'at' in names else 'made_at')} <= {ground.moment}"


# ---- found -------------------------------------------------------------------------------------------------------------


def _finding(ground: Ground) -> View:
    return {"gone_at": _NEVER}, _present(ground, "first_seen_id", "finding_id", "t.file_id", "t.id")


def _kind(ground: Ground) -> View:
    return {"gone_at": _NEVER}, _present(ground, "first_seen_id", "", "t.file_id", "t.id")


def _file(ground: Ground) -> View:
    return {"gone_at": _NEVER}, _present(ground, "first_scan_id", "file_id", "t.id", "t.id")


_NEVER = "CASE WHEN 1 = 0 THEN t.gone_at END"  # what is in the view was there: its column says so, and keeps its type


def _present(ground: Ground, first: str, came_back: str, file: str, own: str) -> str:
    """There on that day: found by a scan that is known, not gone by then; and where it was found later, in a file that is as old.

    What came back after that day without going first was gone on it: its row tells of now alone.
    """
    yes, no = ("TRUE", "FALSE") if ground.is_postgres else ("1", "0")
    there = f"t.{first} <= {ground.scan_known} AND (t.gone_at IS NULL OR t.gone_at > {ground.moment})"
    if came_back:
        there += f" AND {_not_back(ground, came_back, own)}"
    if ground.is_later and ground.scan_known > ground.scan_then:
        as_old = f"t.modified_ns <= {ground.end_ns}"  # of the file itself
        if file != own:
            as_old = f"EXISTS (SELECT 1 FROM {ground.base}scanned_file s WHERE s.id = {file} AND s.modified_ns <= {ground.end_ns})"  # noqa: S608 - numbers of ours
        # no OR: SQLite would walk two indexes for it, and sort what it found
        there += f" AND CASE WHEN t.{first} <= {ground.scan_then} THEN 1 WHEN {as_old} THEN 1 ELSE 0 END = 1"
    # One term, and one of which a planner knows nothing: with as many as there are in two such views both databases take so few rows
    # for granted that they sort all they find, and a page of fifty took seconds instead of milliseconds.
    return f"CASE WHEN {there} THEN {yes} ELSE {no} END"


def _not_back(ground: Ground, came_back: str, own: str) -> str:
    """That it did not come back after that day without going first.

    A page asks row by row, for it needs some hundreds of a million. What goes through all of them asks once: of NOT IN PostgreSQL makes a
    table in memory, of EXISTS it does so only where it expects many rows, and behind such a view it never does.
    """
    base, then = ground.base, ground.scan_then
    of_file = "" if came_back == "finding_id" else " AND {}.finding_id IS NULL"
    if not ground.through_all:
        return (
            f"COALESCE((SELECT b.what FROM {base}scan_change b WHERE b.{came_back} = {own}{of_file.format('b')}"  # noqa: S608 - numbers of ours
            f" AND b.scan_id > {then} AND b.what <> 'changed' ORDER BY b.id LIMIT 1), '') <> 'back'"
        )
    went = (
        f"SELECT 1 FROM {base}scan_change g WHERE g.{came_back} = b.{came_back}{of_file.format('g')}"  # noqa: S608 - numbers of ours
        f" AND g.scan_id > {then} AND g.what = 'gone' AND g.id < b.id"
    )
    return (
        f"{own} NOT IN (SELECT b.{came_back} FROM {base}scan_change b WHERE b.organisation_id = {ground.organisation}"  # noqa: S608 - numbers of ours
        f" AND b.{came_back} IS NOT NULL{of_file.format('b')} AND b.scan_id > {then} AND b.what = 'back' AND NOT EXISTS ({went}))"
    )


def _scan(ground: Ground) -> View:
    over = f"t.ended_at <= {ground.known}"
    return {
        "ended_at": f"CASE WHEN {over} THEN t.ended_at END",
        "state": f"CASE WHEN {over} THEN t.state ELSE 'running' END",
        "statement": f"CASE WHEN {over} THEN t.statement END",
    }, f"t.started_at <= {ground.known}"


def _scan_change(ground: Ground) -> View:
    return {}, f"t.scan_id <= {ground.scan_known}"


# ---- told ----------------------------------------------------------------------------------------------------------------


def _version(ground: Ground) -> View:
    return {
        "state": f"CASE WHEN t.published_at <= {ground.moment} THEN 'published' ELSE 'draft' END",
        "published_at": ground.until("published_at"),
        "sent_to_all_at": ground.until("sent_to_all_at"),
    }, f"t.created_at <= {ground.moment}"


def _request(ground: Ground) -> View:
    return {
        "state": f"CASE WHEN t.ended_at <= {ground.moment} THEN t.state ELSE 'asked' END",
        "opened_at": ground.until("opened_at"),
        "ended_at": ground.until("ended_at"),
    }, f"t.asked_at <= {ground.moment}"


def _certificate(ground: Ground) -> View:
    return {"stamped_at": ground.until("stamped_at")}, f"t.made_at <= {ground.moment}"


def _campaign(ground: Ground) -> View:
    return {
        "ended_at": ground.until("ended_at"),
        "posted_on": f"CASE WHEN t.posted_on <= {ground.day} THEN t.posted_on END",
    }, f"t.started_at <= {ground.moment}"


def _delivery(ground: Ground) -> View:
    of = (
        f"FROM {ground.base}delivery_event e WHERE e.organisation_id = t.organisation_id AND e.delivery_id = t.id"
        f' AND e.at <= {ground.known} AND e."on" <= {ground.day}'
    )
    last = (
        f"(SELECT CASE e.act WHEN 'sent' THEN 'sent' WHEN 'failed' THEN 'failed' WHEN 'unreachable' THEN 'unreachable'"
        f" ELSE 'waiting' END {of} AND e.act IN ('queued', 'printed', 'sent', 'failed', 'unreachable') ORDER BY e.id DESC LIMIT 1)"
    )
    return {
        "standing": f"CASE WHEN EXISTS (SELECT 1 {of} AND e.act = 'handed') THEN 'handed' ELSE COALESCE({last}, 'waiting') END",
        "sent_at": ground.until("sent_at"),
        "escalated_at": ground.until("escalated_at"),
    }, f"EXISTS (SELECT 1 {of})"


def _on_a_day(ground: Ground) -> View:
    return {}, f't."on" <= {ground.day} AND t.at <= {ground.known}'


def _since_a_day(ground: Ground) -> View:
    return {}, f"t.since <= {ground.day} AND t.at <= {ground.known}"


def _consent_link(ground: Ground) -> View:
    return {"revoked_at": ground.until("revoked_at")}, f"t.made_at <= {ground.moment}"


# ---- people --------------------------------------------------------------------------------------------------------------


def _person(ground: Ground) -> View:
    of = (
        f"FROM {ground.base}roster_change c WHERE c.organisation_id = t.organisation_id AND c.person_id = t.id"
        f" AND c.known_from <= {ground.known}"
    )
    said = f"{of} AND c.fields IS NOT NULL ORDER BY c.id DESC LIMIT 1"
    later = (
        f"SELECT 1 FROM {ground.base}roster_change c WHERE c.organisation_id = t.organisation_id AND c.person_id = t.id"  # noqa: S608 - names of ours
        f" AND c.act = 'ended' AND c.known_from > {ground.known}"
    )
    return {
        "fields": f"COALESCE((SELECT c.fields {said}), t.fields)",
        "category": f"COALESCE((SELECT c.category {of} ORDER BY c.id DESC LIMIT 1), t.category)",
        # who left and was said to have left only later was on the roster, as it was known
        "left_on": f"CASE WHEN EXISTS ({later}) THEN NULL ELSE t.left_on END",
        "missing_since": f"CASE WHEN t.missing_since <= {ground.day} THEN t.missing_since END",
    }, f"t.added_at <= {ground.known} AND (t.joined_on IS NOT NULL OR t.added_at <= {ground.moment})"


def _person_change(ground: Ground) -> View:
    return {}, f"t.known_from <= {ground.known} AND t.true_from <= {ground.day}"


def _member(ground: Ground) -> View:
    role = (
        f"SELECT c.role FROM {ground.base}member_change c WHERE c.organisation_id = t.organisation_id AND c.member = t.ident"  # noqa: S608 - names of ours
        f" AND c.at <= {ground.moment} ORDER BY c.id DESC LIMIT 1"
    )
    judged = (  # who judged something is there, whenever her row was made
        f"SELECT 1 FROM {ground.base}decision d WHERE d.organisation_id = t.organisation_id AND d.decided_by_id = t.id"  # noqa: S608 - names of ours
        f" AND d.decided_at <= {ground.known}"
    )
    return {
        "role": f"COALESCE(({role}), t.role)",
        "ended_at": ground.until("ended_at"),
    }, f"t.created_at <= {ground.known} OR EXISTS ({judged})"


def _authority(ground: Ground) -> View:
    return {}, f"t.given_on <= {ground.day} AND t.at <= {ground.known}"


def _site(ground: Ground) -> View:
    return {"closed_at": ground.until("closed_at")}, f"t.added_at <= {ground.known}"


def _device(ground: Ground) -> View:
    return {"retired_at": ground.until("retired_at")}, f"t.first_seen_at <= {ground.known}"


# ---- secured and proven --------------------------------------------------------------------------------------------------


def _protected(ground: Ground) -> View:
    of = (
        f"FROM {ground.base}protected_file_change c WHERE c.organisation_id = t.organisation_id AND c.ident = t.ident"
        f" AND c.at <= {ground.moment}"
    )
    return {
        "state": f"COALESCE((SELECT c.state {of} ORDER BY c.id DESC LIMIT 1), t.state)",
    }, f"t.changed_at <= {ground.moment} OR EXISTS (SELECT 1 {of})"


def _proposal(ground: Ground) -> View:
    last = (
        f"SELECT e.act FROM {ground.base}protection_event e WHERE e.organisation_id = t.organisation_id AND e.proposal_id = t.id"  # noqa: S608 - names of ours
        f" AND e.at <= {ground.moment} ORDER BY e.id DESC LIMIT 1"
    )
    return {"state": f"COALESCE(({last}), 'proposed')"}, f"t.at <= {ground.moment}"


def _record(ground: Ground) -> View:
    return {}, f"t.sequence <= {ground.log_size}"


def _checkpoint(ground: Ground) -> View:
    return {}, f"t.size <= {ground.log_size}"


def _trace(ground: Ground) -> View:
    there = (
        f"SELECT f.id FROM {ground.base}scanned_file f WHERE f.organisation_id = {ground.organisation}"  # noqa: S608 - numbers of ours
        f" AND f.first_scan_id <= {ground.scan_known} AND (f.gone_at IS NULL OR f.gone_at > {ground.moment})"
    )
    return {}, f"t.file_id IN ({there})"


def _none(ground: Ground) -> View:
    return {}, "1 = 0"


_IN_PART: dict[str, Callable[[Ground], View]] = {
    "authority": _authority,
    "campaign": _campaign,
    "consent_link": _consent_link,
    "delivery": _delivery,
    "delivery_event": _on_a_day,
    "device": _device,
    "evidence_record": _record,
    "finding": _finding,
    "kind_found": _kind,
    "legal_hold": _since_a_day,
    "log_checkpoint": _checkpoint,
    "member": _member,
    "notice_version": _version,
    "posting": _on_a_day,
    "protected_file": _protected,
    "protection_proposal": _proposal,
    "roster_change": _person_change,
    "roster_person": _person,
    "scan": _scan,
    "scan_change": _scan_change,
    "scanned_file": _file,
    "sign_certificate": _certificate,
    "sign_request": _request,
    "site": _site,
    "status_page": _none,  # of now; the pages of then are snapshots
    "task_look": _none,
    "task_state": _none,  # derived anew from the events of then (then.py)
    "tool_trace": _trace,
}


def ground_of(alias: str, organisation: int, as_of: AsOf) -> Ground:
    """What the statements stand on, asked of the tables themselves: before any view is laid over them."""
    from django.db import connections

    connection = connections[alias]
    is_postgres = connection.vendor == "postgresql"

    def moment(at: datetime) -> str:
        kept = connection.ops.adapt_datetimefield_value(at.astimezone(UTC))
        return f"'{at.isoformat()}'::timestamptz" if is_postgres else f"'{kept}'"

    def day(on: date) -> str:
        return f"'{on.isoformat()}'::date" if is_postgres else f"'{on.isoformat()}'"

    schema, base = ("current_schema()", "") if is_postgres else ("''", "main.")
    kept = connection.ops.adapt_datetimefield_value
    written = as_of.moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    last = f"(SELECT max(id) FROM {base}scan WHERE organisation_id = %s AND ended_at <= %s)"  # noqa: S608 - a name of ours
    log = f"(SELECT max(sequence) FROM {base}evidence_record WHERE organisation_id = %s AND at <= %s)"  # noqa: S608 - as above
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {schema}, {last}, {last}, {log}",
            [
                *(organisation, kept(as_of.known_at.astimezone(UTC))),
                *(organisation, kept(as_of.moment.astimezone(UTC))),
                *(organisation, written),
            ],
        )
        named, known, then, size = cursor.fetchone()
    return Ground(
        organisation,
        moment(as_of.known_at),
        moment(as_of.moment),
        moment(as_of.end),
        day(as_of.on),
        known or 0,
        then or 0,
        size or 0,
        int(as_of.end.timestamp() * 1_000_000_000),
        not as_of.is_known_then,
        f"{connection.ops.quote_name(named)}." if is_postgres else base,
        is_postgres,
    )
