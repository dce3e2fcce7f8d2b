"""What docs/openapi.json says is what the API does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from api.cases import cases_in, run_cases
from api.conftest import serving
from bailee.api.interface import Scope
from bailee.api.openapi import document
from bailee.api.registry import collected
from bailee.permissions import READING, Permission, Role

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_description_in_docs_is_the_one_that_is_made_from_code() -> None:
    assert (DOCS / "openapi.json").read_bytes() == document(), "make docs"


def test_every_endpoint_of_an_organisation_asks_a_permission() -> None:
    bare = [each.name for each in collected() if each.permission is None]
    assert bare == [each.name for each in collected() if each.scope in (Scope.ACCOUNT, Scope.OPEN)]
    names = [each.name for each in collected()]
    assert len(names) == len(set(names)) >= 18


def test_every_reference_leads_somewhere() -> None:
    told = json.loads(document())
    named = set(re.findall(r'"\$ref": "#/components/(\w+)/([^"]+)"', document().decode()))
    assert len(named) > 300
    assert [each for each in sorted(named) if each[1] not in told["components"][each[0]]] == []


# Lists by name, and what one person was asked or asks: read by whoever works on it, and by nobody who only looks.
WORKED_ON = {Permission.HANDLE_REQUESTS, Permission.WRITE_NOTICES, Permission.DECLARE, Permission.MANAGE_KEYS}
# A copy is made to be taken away; what counsel is asked is between her and whom it is open to; mail is one's own matter.
MADE = {Permission.EXPORT, Permission.SEE_PRIVILEGED}
OWN = "choose_alert_mail"


def test_what_only_reads_asks_to_see_and_what_acts_asks_more() -> None:
    for each in collected():
        if each.permission in (None, Permission.USE_API) or each.name == OWN:
            continue
        if each.method == "GET":
            assert each.permission in READING or each.permission in WORKED_ON, each.name
        else:
            assert each.permission not in READING or each.permission in MADE, each.name


def test_what_asks_a_person_who_she_is_on_its_page_is_refused_to_a_token() -> None:
    guarded = {each.name for each in collected() if each.dangerous}
    assert {"choose_protection", "approve_proposals", "erase_approved", "undo_protection"} <= guarded
    assert {"ask_for_export", "change_role", "end_member", "invite_member"} <= guarded
    assert not any(each.admits(Role.CLIENT_OWNER, by_token=True) for each in collected() if each.dangerous)


def test_every_problem_that_is_described_is_told_in_the_guide() -> None:
    told = (DOCS / "api.md").read_text("utf-8")
    kinds = json.loads(document())["components"]["responses"]
    assert [kind for kind in kinds if f"`{kind}`" not in told] == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cases")


def test_cases_that_a_tool_makes_up_are_answered_as_described(folder: Path) -> None:
    with serving(folder, {"BAILEE_API_REQUESTS_A_MINUTE": "0"}) as served:
        done = run_cases(served, folder / "cases", most=1)
    tried, broken = cases_in(folder / "cases")
    assert done.returncode == 0, done.stdout[-6000:]
    assert tried >= 300 and broken == 0
