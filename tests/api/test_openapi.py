"""What docs/openapi.json says is what the API does."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.asking import ROOT, Answer
from api.conftest import Served, serving
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
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("described"), {"BAILEE_API_REQUESTS_A_MINUTE": "0"}) as made:
        yield made


def test_every_operation_answers_as_it_is_described(served: Served) -> None:
    """With a token and without, with nothing said and with nonsense; `make api` asks for thousands of cases that a tool makes up."""
    described, broken, states = json.loads(document()), [], Counter[int]()
    alice, nobody = served.api(served.world.alice), served.nobody
    names = {
        "organisation": alice.at,
        "finding": alice.get("findings?limit=1&state=all").json["items"][0]["ident"],
        "scan": alice.get("scans?limit=1").json["items"][0]["number"],
    }
    for path, method, told in operations(described):
        at = re.sub(r"\{(\w+)\}", lambda found: str(names.get(found[1], "1")), path)
        asked = [(alice, None), (nobody, None)] if method == "GET" else [(alice, {"nonsense": 1}), (nobody, {})]
        for who, body in asked:
            answer = who.ask(method, at.removeprefix(ROOT), body)
            states[answer.status] += 1
            is_shut = answer.status in (401, 404)  # 404: no name of that form
            if who is nobody and told.get("security") != [] and not is_shut:
                broken.append(f"{method} {path} without a token: {answer.status}")
            broken += [f"{method} {path}: {each}" for each in unlike(described, told, answer)]
    assert broken == [] and states[200] >= 90, states


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            if method in ("get", "post", "put", "patch", "delete"):
                yield path, method.upper(), told


def unlike(described: dict[str, Any], told: dict[str, Any], answer: Answer) -> list[str]:
    """What an answer has that its description has not: its status, its type, its form."""
    if str(answer.status) not in told["responses"]:
        return [f"{answer.status} is not described"]
    response = told["responses"][str(answer.status)]
    if "$ref" in response:
        response = described["components"]["responses"][response["$ref"].rpartition("/")[2]]
    kind = answer.headers.get("content-type", "").partition(";")[0]
    content = response.get("content", {})
    if kind not in content and (content or answer.content):
        return [f"{answer.status} came as {kind or 'nothing'}"]
    if "json" not in kind or "schema" not in content[kind]:
        return []
    schema = {**content[kind]["schema"], "components": described["components"]}
    return [each.message[:200] for each in Draft202012Validator(schema).iter_errors(json.loads(answer.content))]
