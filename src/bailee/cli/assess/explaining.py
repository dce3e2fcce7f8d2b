"""One rule, as a colleague would explain it: what it is, why it fires here, what it asks, by when, and what is uncertain."""

from __future__ import annotations

from rich.console import Console

from bailee.cli.assess.lines import Page
from bailee.obligations.explain import STATUS, Explanation
from bailee.obligations.load import place_name


def show_explanation(out: Console, said: Explanation, organisation: str) -> None:
    """The explanation of a rule for an organisation."""
    page, rule = Page(out), said.rule
    place = place_name(rule.jurisdiction)
    page.line(f"{rule.citation}", style="bold")
    where = " · ".join(
        part for part in (place[:1].upper() + place[1:], rule.version, STATUS.get(rule.status, "")) if part
    )
    page.line(where, style="dim")
    page.line()
    draft = "" if said.review.startswith("reviewed") or rule.confidence == "good_practice" else " Draft:"
    page.line(f"{said.answer}{draft} {said.review}; not legal advice." if draft else said.answer)
    if not rule.is_verified:
        page.line(f"A law may apply here: {rule.name}. Not verified, ask counsel.", indent=2)
    _because(page, said, organisation)
    if rule.is_verified:
        _asks(page, said)
    _turns(page, said)
    _uncertain(page, said)
    page.head("Where this was read")
    page.points(rule.source or ("nowhere: nobody could read it",), style="dim")


def _because(page: Page, said: Explanation, organisation: str) -> None:
    if said.because:
        page.head(f"Why it {'applies to' if said.state == 'applies' else 'concerns'} {organisation}")
        for reason in said.because:
            page.line(f"{reason.text[:1].upper()}{reason.text[1:]}.", indent=2)
            if reason.origin:
                page.line(reason.origin, indent=4, style="dim")
    for each in said.contradictions:
        page.line()
        page.line(f"But: {each.declared}, and {each.against}. Taken for now: {each.taken}.", indent=2, style="yellow")
        page.line(f"To put it right: {each.remedy}.", indent=4)


def _asks(page: Page, said: Explanation) -> None:
    rule = said.rule
    page.head("What it asks")
    page.line(rule.duty, indent=2)
    if rule.binds:
        page.line(f"It binds: {rule.binds}.".replace("..", "."), indent=2, style="dim")
    page.points(rule.requires)
    if rule.notice_content:
        page.line("The notice says:", indent=2)
        page.points(rule.notice_content)
    page.named("When", rule.timing)
    page.named("Form", rule.form)
    page.named("Consent", rule.consent)
    page.named("Access", rule.files_and_access)
    page.named("Keep", rule.retention)
    page.named("Penalty", rule.penalty)
    page.named("Note", rule.note)
    for each in said.comparisons:
        page.head(
            f"Beside others on {each.topic}" if not each.is_conflict else f"It conflicts with another on {each.topic}"
        )
        for one in each.said[:6]:
            page.line(f"{one.citation}: {one.text}", indent=4, first="· ")
        if len(each.said) > 6:
            page.line(f"and {len(each.said) - 6} more", indent=4)
        page.line(each.verdict, indent=2)


def _turns(page: Page, said: Explanation) -> None:
    if said.would_not_if or said.exempt:
        page.head("What would turn it off")
        if said.would_not_if:
            page.line(f"It would not apply if {said.would_not_if}.", indent=2)
        if said.exempt:
            page.line("The law itself leaves out, or takes as complying:", indent=2)
            page.points(said.exempt)


def _uncertain(page: Page, said: Explanation) -> None:
    rule = said.rule
    page.head("What is uncertain")
    page.line(
        f"The rule was {said.read}; {said.review}." if rule.is_verified else f"The rule is {said.read}.", indent=2
    )
    if said.questions:
        page.line("Somebody has to answer:", indent=2)
        page.points(
            tuple(
                f"{each.text} ({each.fact})" if each.fact else f"{each.text} (counsel)" for each in said.questions[:8]
            )
        )
    if rule.unverified_details:
        page.line("Not verified, so do not rely on it:", indent=2)
        page.points(rule.unverified_details)
    if rule.questions:
        page.line("For counsel:", indent=2)
        page.points(rule.questions)
