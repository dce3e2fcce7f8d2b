"""What a server is asked for, command by command: rows of the API made into what the command prints from its own store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import click

from bailee.cli.output import write_json
from bailee.cli.remote import (
    acts,
    assessing,
    clientele,
    consenting,
    counselling,
    counting,
    declaring,
    delivering,
    desks,
    findings,
    hooks,
    incidents,
    judging,
    keeping,
    letters,
    lists,
    noticing,
    policies,
    record,
    registering,
    reporting,
    requests,
)
from bailee.cli.remote.reading import at, names, when
from bailee.errors import InvalidInput
from bailee.reports.papers import papers

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.client.shapes.alerts import AlertShape
    from bailee.store.rows.alerts import Alert

Deed = Callable[..., None]


def coverage(client: Client, *, out: Any, as_json: bool, home: object) -> None:
    from bailee.cli import coverage as local
    from bailee.cli.output import console

    sealed = client.show_coverage()["statement"]
    if sealed is None:
        raise InvalidInput("no statement was made there yet", hint="it is made at the end of each scan")
    if out is not None:
        if out.suffix.lower() not in local.FORMS:
            raise InvalidInput("a statement cannot be written so", hint="one of: " + " ".join(local.FORMS))
        local.write(sealed, out)
    if as_json:
        write_json(sealed)
    else:
        local.show(sealed, console())


def alerts(client: Client, *, past: bool, show_all: bool, as_json: bool, home: object) -> None:
    from bailee.cli.alerts import show_alerts

    found = tuple(_alert(each) for each in client.all_alerts(past=past))
    show_alerts(found, names(client) if any(each.seen_by for each in found) else {}, past, show_all, as_json)


def _alert(told: AlertShape) -> Alert:
    from bailee.store.rows.alerts import Alert
    from bailee.vocabulary import Severity

    return Alert(
        told["ident"], told["sort"], told["about"], Severity(told["severity"]), told["title"], told["why"], told["next"], "", (), "",
        at(told["raised_at"]), seen_at=when(told["seen_at"]), seen_by=told["seen_by"], settled_at=when(told["settled_at"]),
    )  # fmt: skip


def alerts_know(client: Client, *, idents: tuple[str, ...], every: bool, home: object) -> None:
    from bailee.cli.alerts import said_known

    if bool(idents) is every:
        raise InvalidInput("name an alert, or --all", hint="`bailee alerts` lists them with their idents")
    chosen = idents or tuple(each["ident"] for each in client.all_alerts() if each["waits"])
    for ident in chosen:
        client.see_alert(ident)
    click.echo(said_known(len(chosen)))


def tasks(
    client: Client,
    *,
    mine: bool,
    overdue: bool,
    owner: str | None,
    obligation: str | None,
    by_owner: bool,
    show_all: bool,
    as_json: bool,
    home: object,
) -> None:
    from bailee.cli.remote.task_lines import task_line
    from bailee.cli.tasks import show, whose
    from bailee.operations.list_tasks import shape
    from bailee.store.rows.task_lines import TaskPage

    asked: dict[str, Any] = {name: getattr(value, "value", value) for name, value in whose(owner).items()}
    state: Literal["all", "to-do"] = "all" if show_all else "to-do"
    found = [*client.all_tasks(state=state, overdue=overdue or None, obligation=obligation, mine=mine or None, **asked)]
    lines, today = tuple(map(task_line, found)), datetime.now().astimezone().date()
    if as_json:
        write_json([shape(each, today) for each in lines])
        return
    waited = {ident for each in lines for ident in each.waits_for}
    titles = {each["ident"]: each["title"] for each in (client.all_tasks(state="all") if waited else ())}
    page = TaskPage(lines, total=len(lines))
    show(page, names(client), today, show_all=show_all, by_owner=by_owner, words=titles)


def token_list(client: Client, *, organisation: str | None, member: str, as_json: bool, home: object) -> None:
    from bailee.cli.token import show_tokens
    from bailee.permissions import Permission
    from bailee.store.rows.programs import Token

    asked = client.of(organisation) if organisation else client
    found = (
        Token(
            each["ident"], each["name"], tuple(Permission(one) for one in each["permissions"]), at(each["created_at"]),
            at(each["expires_at"]), when(each["revoked_at"]), when(each["last_used_at"]),
        )
        for each in asked.list_tokens()["items"]
    )  # fmt: skip
    show_tokens(tuple(found), as_json)


REMOTE: Mapping[str, Deed] = {
    "status": findings.status,
    "findings": findings.listed,
    "triage confirm": findings.confirm,
    "triage dismiss": findings.dismiss,
    "notice list": lists.notices,
    "notice publish": noticing.publish,
    "notice sent": noticing.sent,
    "notice words": noticing.words,
    "sign-off open": noticing.opened,
    "sign-off close": noticing.close,
    "sign-off answer": noticing.answer,
    "request list": lists.requests,
    "request add": requests.add,
    "request show": requests.show,
    "request confirm": requests.confirm,
    "request match": requests.match,
    "request ask-identity": requests.ask_identity,
    "request identify": requests.identify,
    "request ask": requests.ask,
    "request clarify": requests.clarify,
    "request join": requests.join,
    "request extend": requests.extend,
    "request except": requests.leave_out,
    "request done": requests.done,
    "request tell": requests.tell,
    "request answer": requests.answer,
    "request refuse": requests.refuse,
    "request withdraw": requests.withdraw,
    "request reopen": requests.reopen,
    "request note": requests.note,
    "request page": requests.page,
    "request figures": requests.figures,
    "request package": requests.package,
    "statement": requests.statement,
    "inventory": record.listed,
    "inventory show": record.show,
    "inventory drafts": record.drafts,
    "inventory contact": record.contact,
    "inventory export": record.export,
    "inventory import": record.take_over,
    "inventory processor": record.processor,
    "inventory differences": record.differences,
    "inventory accept": record.accept,
    "inventory reopen": record.reopen,
    "inventory withdraw": record.withdraw,
    "inventory add-store": record.add_store,
    "inventory suggest": record.suggest,
    "inventory template": record.template,
    "incident": incidents.listed,
    "incident show": incidents.show,
    "incident look": incidents.look,
    "incident sheets": incidents.sheets,
    "incident report": incidents.report,
    "incident fact": incidents.fact,
    "incident encryption": incidents.encryption,
    "incident determine": incidents.determine,
    "incident step": incidents.step,
    "incident answer": incidents.answer,
    "incident told": incidents.told,
    "incident decide": incidents.decide,
    "incident privilege": incidents.privilege,
    "incident close": incidents.close,
    "incident reopen": incidents.reopen,
    "incident words": letters.words,
    "incident letters": letters.letters,
    "incident print": letters.print_,
    "incident mail": letters.mail,
    "incident approve": letters.approve,
    "incident posted": letters.posted,
    "incident returned": letters.returned,
    "incident forms": letters.forms,
    "policy show": policies.show,
    "policy explain": policies.explain,
    "policy preview": policies.preview,
    "policy set": policies.change,
    "gate": acts.gate,
    "gate override": acts.gate_override,
    "gate overrides": judging.overrides,
    "departures accept": judging.departure_accept,
    "departures dismiss": judging.departure_dismiss,
    "departures reopen": judging.departure_reopen,
    "departures confidential": judging.confidential,
    "departures whose": keeping.whose,
    "triage rule": judging.rules,
    "triage rule add": judging.rule_add,
    "triage rule end": judging.rule_end,
    "known-values forget": judging.known_values_forget,
    "known-values list": registering.known_values,
    "contracts": registering.contracts,
    "contracts add": registering.add,
    "contracts import": registering.take_over,
    "contracts export": registering.export,
    "contracts remove": judging.contract_remove,
    "assess": assessing.assess,
    "ask": assessing.ask,
    "changes": assessing.changes,
    "people": counting.people,
    "people why": counting.why,
    "people unknown": counting.unknown,
    "people roster": counting.roster,
    "people end": keeping.end_person,
    "clients authorise": clientele.authorise,
    "clients withdraw": clientele.withdraw,
    "clients sites": clientele.sites,
    "declare activity": declaring.activity,
    "declare organisation": declaring.organisation,
    "declare monitoring": declaring.monitoring,
    "declare paper": declaring.paper,
    "declare list": declaring.listed,
    "consent form": consenting.form,
    "consent forms": consenting.forms,
    "consent record": consenting.record,
    "consent list": consenting.listed,
    "consent receipt": consenting.receipt,
    "consent link": consenting.link,
    "consent links": consenting.links,
    "consent revoke": consenting.revoke,
    "consent check": judging.consent_check,
    "consent withdraw": judging.consent_withdraw,
    "consent instead": judging.consent_instead,
    "counsel packet": counselling.packet,
    "counsel import": counselling.take_over,
    "counsel strategy": counselling.strategy,
    "archive": keeping.archives,
    "archive move": keeping.move,
    "archive verify": keeping.verify,
    "archive bring-back": keeping.bring_back,
    "proof": keeping.proof,
    "evidence prove": keeping.prove,
    "evidence checkpoint": judging.checkpoint,
    "evidence no-more": judging.holder_end,
    "gate end": acts.gate_end,
    "hold add": acts.hold_add,
    "hold list": lists.holds,
    "hold lift": acts.hold_lift,
    "members": lists.members,
    "members role": acts.member_role,
    "members end": acts.member_end,
    **{f"report {kind}": reporting.making(kind) for kind in papers()},
    "report get": reporting.get,
    "report list": reporting.listed,
    "report verify": reporting.verify,
    "report schedule": reporting.schedule,
    "report look": reporting.look,
    "devices": lists.devices,
    "deliver list": delivering.listed,
    "deliver show": delivering.show,
    "deliver mail": delivering.mail,
    "deliver letters": delivering.letters,
    "deliver print": delivering.print_,
    "deliver posted": delivering.posted,
    "deliver returned": delivering.returned,
    "deliver handed": delivering.handed,
    "deliver again": delivering.again_,
    "deliver stop": delivering.stop,
    "deliver poster": delivering.poster,
    "deliver take-down": delivering.take_down,
    "deliver page": delivering.page,
    "deliver how": delivering.how,
    "schedule add": keeping.schedule,
    "schedule withdraw": acts.schedule_withdraw,
    "schedule list": lists.schedules,
    "ticket list": lists.tickets,
    "ticket connect": desks.connect,
    "ticket test": desks.test,
    "ticket map": desks.map_things,
    "ticket disconnect": desks.disconnect,
    "coverage": coverage,
    "alerts": alerts,
    "alerts know": alerts_know,
    "tasks": tasks,
    "tasks done": acts.task_done,
    "tasks assign": acts.task_assign,
    "tasks due": acts.task_due,
    "tasks start": acts.task_start,
    "tasks snooze": acts.task_snooze,
    "tasks reopen": acts.task_reopen,
    "tasks after": acts.task_after,
    "tasks export": keeping.tasks,
    "webhook list": hooks.listed,
    "webhook add": hooks.add,
    "webhook rotate": hooks.rotate,
    "webhook deliveries": hooks.deliveries,
    "webhook test": hooks.test,
    "webhook retry": hooks.retry,
    "webhook remove": hooks.remove,
    "token list": token_list,
    "token revoke": acts.token_revoke,
}
