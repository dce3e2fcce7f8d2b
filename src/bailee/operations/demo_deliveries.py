"""How the sample company sent its statement to customers: as letters; two came back, and were then given by hand."""

from __future__ import annotations

from datetime import date

from bailee.deliveries import Means, Reason
from bailee.operations.deliver_letters import note_returned, post_letters
from bailee.operations.deliver_notice import Post, hand_over, plan_delivery, start_delivery
from bailee.operations.place_notice import open_notice_page, put_up_notice
from bailee.store.workspace import Workspace

STATEMENT, NOTICE = "customer-privacy-statement", "employee-privacy-notice"
_MOVED, _UNKNOWN = 7, 12  # pieces


def deliver(workspace: Workspace, *, on: date) -> None:
    """Letters for No. 10 envelopes, posted today; the page of the statement is open, and the notice to staff hangs in the kitchen."""
    version = workspace.notice_version(STATEMENT)
    planned = plan_delivery(workspace, version, Means.POST, post=Post.read("10", "US"))
    campaign = start_delivery(workspace, planned)
    post_letters(workspace, campaign.ident, on=on)
    pieces = {each.piece for each in workspace.deliveries(campaign)}
    if {_MOVED, _UNKNOWN} <= pieces:
        note_returned(workspace, campaign.ident, [_MOVED], Reason.MOVED, on=on)
        note_returned(workspace, campaign.ident, [_UNKNOWN], Reason.UNKNOWN_THERE, on=on)
        hand_over(workspace, campaign.ident, [_MOVED, _UNKNOWN], on=on)
    open_notice_page(workspace, STATEMENT)
    put_up_notice(workspace, workspace.notice_version(NOTICE), "kitchen, beside the door", on=on, photograph=None)
