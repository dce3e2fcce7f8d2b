"""How the people of the sample company answer their notice: nearly all signed, the newest have not come to it, one asks first, one declines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bailee.deliveries.rhythm import Rhythm
from bailee.operations.record_sign_off import record_sheet
from bailee.operations.request_sign_off import plan_requests, request_sign_offs
from bailee.operations.sign_notice import ask_first, decline_to_sign
from bailee.store.workspace import Workspace

_KIND = "employee-privacy-notice"
# How the sample's own words for identifying a signer are called here.
_IDENTIFIED = {"own account": "account-with-second-factor", "paper, by HR": "paper-entered-later"}


def sign_and_ask(workspace: Workspace, said: Mapping[str, Any], *, on: date) -> int:
    """Ask everybody, reminded until they sign, and let them answer; how many signed."""
    version = workspace.notice_version(_KIND)
    request_sign_offs(workspace, plan_requests(workspace, version), due_on=on + timedelta(days=14), rhythm=Rhythm())
    numbers = {each.ident: each.number for each in workspace.roster()}
    asked = {numbers[each.person]: each for each in workspace.sign_requests(version)}
    newest = sorted(said["roster"], key=lambda person: str(person["hired_on"]))[-3:]
    missing = [str(person["ident"]) for person in newest]  # they have not come to it yet
    signed = 0
    for each in said["sign_offs"]:
        if each["notice"] == _KIND and each["person"] in asked and each["person"] not in missing:
            how = _IDENTIFIED.get(each["identified_by"], "in-person-by-colleague")
            record_sheet(workspace, asked[each["person"]], identified_by=how)
            signed += 1
    if len(missing) == 3 and all(number in asked for number in missing):
        ask_first(workspace, asked[missing[0]].ident, "Who can see which web sites I visited?")
        decline_to_sign(
            workspace,
            asked[missing[1]].ident,
            "I want to show it to my union first.",
            identified_by="in-person-by-colleague",
        )
    return signed
