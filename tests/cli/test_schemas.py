"""What programs read is what docs/schemas says: each command's real output, strictly, and nothing that is not on a list."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import validator_for

from bailee import notices
from bailee.findings import Finding
from bailee.kinds import catalogue as kinds_catalogue
from bailee.obligations.facts import definitions
from bailee.vocabulary import Confidence, Reason, State, SubjectCategory
from cli.running import read_json, run

SCHEMAS = Path(__file__).parent.parent.parent / "docs" / "schemas"
NAMES = sorted(path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json"))


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return loaded


def strict(node: Any) -> Any:
    """The schema as it is for us: a field that it does not name is a fault here, though a program must allow it."""
    if isinstance(node, dict):
        closed = {key: strict(value) for key, value in node.items()}
        if "properties" in node and node.get("type") == "object" and "additionalProperties" not in node:
            closed["additionalProperties"] = False
        return closed
    return [strict(each) for each in node] if isinstance(node, list) else node


def check(name: str, value: Any) -> None:
    Draft202012Validator(strict(schema(name)), format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_one(name: str) -> None:
    loaded = schema(name)
    validator_for(loaded).check_schema(loaded)
    assert loaded["$id"] == f"{name}.schema.json" and loaded["title"]


@pytest.mark.parametrize("name", ["detectors", "kinds", "laws"])
def test_the_catalogues(name: str) -> None:
    check(name, read_json(name, "--json"))


@pytest.mark.parametrize("name", ["status", "findings", "assess", "departures"])
def test_what_the_store_says(name: str, home: Path) -> None:
    check(name, read_json(name, "--json", home=home))


def test_how_exposed_it_is(home: Path) -> None:
    assert run("protect", "need", "payroll", "--department", "HR", home=home).exit_code == 0
    check("exposure", read_json("protect", "exposure", "--json", home=home))


def test_what_is_asked_explained_and_changed(home: Path) -> None:
    check("ask", read_json("ask", "--json", home=home))
    for rule in ("mon-us-ny-52c", "bailee-inform", "ret-uk-cctv"):
        check("assess-why", read_json("assess", "--why", rule, "--json", home=home))
    check("assess-since", read_json("assess", "--since", "2020-01-01", "--json", home=home))


def test_the_report_with_and_without_a_store(company: Path, home: Path, tmp_path: Path) -> None:
    for words in (("--no-store",), ("--exact-locators",), ()):
        out = tmp_path / "report.json"
        run("scan", company, "--jobs", "1", "--report", out, *words, home=home)
        check("report", json.loads(out.read_text("utf-8")))


def test_a_line_of_detect_and_of_read(company: Path, tmp_path: Path) -> None:
    lines = tmp_path / "texts.jsonl"
    lines.write_text('{"id": 1, "text": "SSN 512-44-7313"}\n{"id": null, "text": ""}\n')
    for words in ((), ("--explain",)):
        for line in run("detect", "--jsonl", lines, *words).stdout.splitlines():
            check("detect-line", json.loads(line))
    read = run("read", company / "HR" / "old.zip", "--jsonl").stdout.splitlines()
    assert len(read) == 1
    check("read-line", json.loads(read[0]))


OWN = """
name = "Customer number"
category = "business-identifier"
regex = 'C-[0-9]{5}'
must_match = ["C-48213"]
"""


def test_what_is_ones_own(company: Path, tmp_path: Path) -> None:
    file, text, table, home = tmp_path / "own.toml", tmp_path / "a.txt", tmp_path / "crm.csv", tmp_path / "own-home"
    file.write_text(OWN)
    text.write_text("SSN: 512-44-7313, C-48213\n")
    table.write_text("customer no;name\nC-48213;Jane\nx;Joe\n")
    check("detectors-check", read_json("detectors", "check", file, "--json"))
    check("detectors", read_json("detectors", "list", "--json", "--detectors", file))
    check("read-line", json.loads(run("read", text, "--jsonl", "--detectors", file).stdout))
    words = ("import", table, "--column", "customer no", "--category", "business-identifier", "--json")
    check("known-values", [read_json("known-values", *words, home=home)])
    check("known-values", read_json("known-values", "list", "--json", home=home))
    out = tmp_path / "report.json"
    run("scan", text, "--jobs", "1", "--report", out, home=home)
    told = json.loads(out.read_text("utf-8"))
    check("report", told)
    assert [row["values"] for row in told["known_values"]] == [1]
    check("findings", read_json("findings", "--json", home=home))
    check("status", read_json("status", "--json", home=home))


def test_what_is_staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "a.txt").write_text("SSN: 512-44-7313\n")
    monkeypatch.chdir(tmp_path)
    said = read_json("pre-commit", "a.txt", "--json")
    check("pre-commit", said)
    assert len(said["refused"]) == 1


def test_a_notice_and_its_draft(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "notice.json"
    for kind in notices.kinds():
        check("notice-draft", read_json("notice", "draft", kind, "--out", out, "--json", home=home))
        check("notice", json.loads(out.read_text("utf-8")))


def test_evidence_that_is_whole(home: Path) -> None:
    said = read_json("evidence", "verify", "--json", home=home)
    check("evidence-verify", said)
    assert said["ok"] is True and said["records"] > 0


def test_evidence_that_was_tampered_with(world: Any) -> None:
    import sqlite3

    file = world.home / "bailee.sqlite3"
    with sqlite3.connect(file) as store:
        (table,) = store.execute(
            "select name from sqlite_master where name like '%record' and type = 'table' limit 1"
        ).fetchone()
        triggers = [name for (name,) in store.execute("select name from sqlite_master where type = 'trigger'")]
        for name in triggers:
            store.execute(f'drop trigger "{name}"')
        store.execute(f'delete from "{table}" where rowid = (select min(rowid) from "{table}")')  # noqa: S608 - a name of ours
    store.close()
    done = run("evidence", "verify", "--json", home=world.home)
    said = json.loads(done.stdout)
    check("evidence-verify", said)
    assert done.exit_code == 1 and said["ok"] is False and said["broken"]


def test_the_manifest_of_the_demo(tmp_path: Path) -> None:
    from bailee.demo.company import make_company

    made = make_company(tmp_path / "company", seed=3).as_dict()
    Draft202012Validator(schema("manifest")).validate(json.loads(json.dumps(made)))


def test_the_lists_in_the_schemas_are_those_of_the_code() -> None:
    defined = schema("report")["$defs"]
    assert set(defined["reason"]["enum"]) == {reason.value for reason in Reason}
    assert set(defined["state"]["enum"]) == {state.value for state in State}
    assert set(defined["confidence"]["enum"]) == {level.value for level in Confidence}
    assert set(defined["subject"]["enum"]) == {subject.value for subject in SubjectCategory}
    assert {"locator", "fingerprint", "mask"} <= {*defined["finding"]["properties"]} & {*Finding.__slots__}
    assert kinds_catalogue() and definitions()


def _reason(report: Any) -> None:
    report["partly"][0]["reason"] = "because"


def _cause(report: Any) -> None:
    report["coverage"]["because"] = {"items": 1, "bytes": 1}


def _state(report: Any) -> None:
    report["status"][0]["held"]["state"] = "blue"


def _renamed(report: Any) -> None:
    report["findings"][0]["value"] = report["findings"][0].pop("fingerprint")


def _duty(report: Any) -> None:
    report["obligations"][0] |= {"confidence": "unverified", "duty": "Do this."}


@pytest.mark.parametrize("spoil", [_reason, _cause, _state, _renamed, _duty])
def test_what_is_on_no_list_is_refused(spoil: Callable[[Any], None], company: Path, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    run("declare", "organisation", "--set", "employees_by_state=US-NY:44", home=home)
    run("scan", company, "--jobs", "1", "--report", out, home=home)
    good = json.loads(out.read_text("utf-8"))
    spoiled = copy.deepcopy(good)
    spoil(spoiled)
    validator = Draft202012Validator(schema("report"))
    validator.validate(good)
    with pytest.raises(ValidationError):
        validator.validate(spoiled)
