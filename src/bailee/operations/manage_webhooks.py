"""Add, test, rotate and remove webhooks: addresses that hear of what happened here, in order, signed.

    made = add_webhook(workspace, "https://hooks.example.com/bailee", ["scan.ended"], name="ticketing", reach=Reach())
    print(made.secret)                     # the only time that anybody sees it

Every change is in the log; what was told when is in the delivery log, for a month.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bailee.errors import InvalidInput
from bailee.outward import Reach, target
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.webhooks import Delivery, Hook, Secret
from bailee.store.webhook_lines import new_ident
from bailee.store.workspace import Workspace
from bailee.webhooks.events import EVENTS, TEST, body_of
from bailee.webhooks.sending import Answer, check, send
from bailee.webhooks.signing import headers_of, new_secret

MOST = 20  # of one organisation
LONGEST_NAME = 80
OVERLAP = 24  # hours in which an older secret is good, too
LONGEST_OVERLAP = 7 * 24


@dataclass(frozen=True, slots=True)
class MadeSecret:
    """A webhook, and the secret that it is signed with from now on."""

    hook: Hook
    secret: str = field(repr=False)
    old_until: datetime | None = None  # an older one signs, too, until then


def add_webhook(
    workspace: Workspace, url: str, events: Sequence[str] = (), *, name: str = "", reach: Reach
) -> MadeSecret:
    """From now on it hears of these events (all, where none is named). InvalidInput names what makes no sense."""
    address = check(url, reach)
    wanted = _events(events)
    called = " ".join(name.split()) or target(address).host
    if len(called) > LONGEST_NAME:
        raise InvalidInput(f"a name has at most {LONGEST_NAME} letters")
    ident, key = f"hook-{secrets.token_hex(4)}", new_secret()
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        workspace.one_at_a_time()
        if len(workspace.webhooks()) >= MOST:
            raise InvalidInput(f"there are {MOST} webhooks, which is as many as one keeps an eye on", hint="remove one")
        workspace.add_webhook(ident, called, address, wanted, key)
        workspace.record("webhook-added", ident, {"events": list(wanted)})
        return MadeSecret(workspace.webhook(ident), key)


def _events(names: Sequence[str]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(each.strip() for each in names if each.strip())) or tuple(EVENTS)
    for each in wanted:
        if each not in EVENTS:
            raise InvalidInput(f'there is no event "{each[:60]}"', hint="docs/webhooks.md lists them")
    return tuple(sorted(wanted))


def webhooks(workspace: Workspace) -> tuple[Hook, ...]:
    """Those that were not removed, oldest first."""
    return workspace.webhooks()


def rotate_secret(workspace: Workspace, ident: str, *, hours: int = OVERLAP) -> MadeSecret:
    """Another secret; the one of before signs, too, for some hours, so that no message is refused meanwhile."""
    if not 0 <= hours <= LONGEST_OVERLAP:
        raise InvalidInput(f"an older secret is good for 0 to {LONGEST_OVERLAP} hours more")
    key, at = new_secret(), now()
    until = at + timedelta(hours=hours)
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        workspace.one_at_a_time()
        hook = workspace.webhook(ident)
        older = [Secret(each.key, min(until, each.until or until)) for each in hook.secrets]
        kept = [each for each in older if each.until is not None and each.until > at][:2]
        workspace.change_webhook(hook, [Secret(key), *kept])
        workspace.record("webhook-secret-rotated", ident, {"hours": hours})
        return MadeSecret(workspace.webhook(ident), key, until if kept else None)


def remove_webhook(workspace: Workspace, ident: str) -> int:
    """It hears of nothing any more; how many messages that waited are not sent."""
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        left = workspace.end_webhook(workspace.webhook(ident))
        workspace.record("webhook-removed", ident, {"left": left})
    return left


def switch_on(workspace: Workspace, ident: str) -> Hook:
    """Try it again now. What waited when it was switched off goes out first; what happened since is in the log alone."""
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        hook = workspace.webhook(ident)
        workspace.switch_on_webhook(hook)
        if hook.off_at is not None:
            workspace.record("webhook-switched-on", ident, {"waiting": hook.waiting})
        return workspace.webhook(ident)


def deliveries(
    workspace: Workspace, ident: str, *, state: str = "", before: int | None = None, limit: int = 50
) -> tuple[Delivery, ...]:
    """What was told to it and what waits, newest first."""
    return workspace.webhook_messages(workspace.webhook(ident), state=state, before=before, limit=limit)


def send_again(workspace: Workspace, ident: str, message: str) -> Delivery:
    """Send one again, under its ident, before what waits; one that waits is tried now. A receiver knows it again."""
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        hook = workspace.webhook(ident)
        found = workspace.webhook_message(hook, message)
        if found.state == "test":
            raise InvalidInput("a test is not sent again", hint="send another one")
        workspace.send_webhook_again(hook, found)
        workspace.record("webhook-sent-again", ident, {"message": message})
        return workspace.webhook_message(hook, message)


def leave_message(workspace: Workspace, ident: str, message: str) -> None:
    """Do not send one that waits: where a receiver refuses this one, those behind it are kept back."""
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        hook = workspace.webhook(ident)
        workspace.leave_webhook_message(hook, workspace.webhook_message(hook, message))
        workspace.record("webhook-message-left", ident, {"message": message})


def send_test(workspace: Workspace, ident: str, *, reach: Reach) -> Answer:
    """Send a test at once, past the line, and say what came of it; also to one that is switched off."""
    workspace.require(Permission.CHANGE_SETTINGS)
    hook, at, message = workspace.webhook(ident), now(), new_ident()
    body = body_of(TEST, at, {"organisation": workspace.organisation, "webhook": hook.ident})
    keys = [each.key for each in hook.secrets if each.until is None or at < each.until]
    answer = send(hook.url, body, headers_of(message, int(at.timestamp()), body, keys), reach)
    went = {"status": answer.status, "fault": answer.fault, "milliseconds": answer.milliseconds}
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        workspace.note_webhook_test(hook, message, TEST, body, **went)
        workspace.record("webhook-tested", ident, {"taken": answer.is_taken})
    return answer
