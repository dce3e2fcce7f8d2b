"""`bailee counsel` as an owner types it: a packet out, decisions back, the strategy; and what it says of bad input."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import read_json, run
from world import World

RULE = "mon-us-ny-52c"


@pytest.fixture
def shop(world: World) -> Path:
    with world.alice.transaction():
        world.alice.rename_organisation("Alice's shop")
        world.alice.set_fact("employees_by_state", {"US-NY": 40})
        world.alice.set_fact("monitors_email", True)
    from bailee.store.organisations import add_member

    add_member(world.home, world.alice.organisation, "owner", name="Olive", role="client-owner")
    world.alice.close()
    return world.home


def test_a_packet_goes_out_and_decisions_come_back(shop: Path, tmp_path: Path) -> None:
    out = tmp_path / "packet"
    made = read_json("counsel", "packet", "--out", out, "--due", "2099-01-05", "--json", home=shop)
    file = next(Path(name) for name in made["files"] if name.endswith(".toml"))
    assert made["questions"] + made["texts"] == file.read_text("utf-8").count("[[item]]")
    assert "DRAFT" in run("assess", home=shop).output
    bad = run("counsel", "import", file, "--by", "A. Adair", home=shop)
    assert bad.exit_code != 0 and "nothing is decided" in str(bad.exception)
    head, *items = file.read_text("utf-8").split("[[item]]")
    items = [
        each.replace('decision = ""', 'decision = "accept"') if f'"rule-{RULE}"' in each else each for each in items
    ]
    file.write_text("[[item]]".join([head, *items]), "utf-8")
    done = run("counsel", "import", file, "--by", "A. Adair", "--firm", "Adair LLP", home=shop)
    assert "1 decision (1 accept)" in done.output and "noted by owner, who is not counsel" in done.output
    assert "reviewed by A. Adair, Adair LLP" in " ".join(run("assess", home=shop).output.split())
    laws = {
        each["ident"]: each["reviewed"] for each in read_json("laws", "--jurisdiction", "US-NY", "--json", home=shop)
    }
    assert laws[RULE].startswith("A. Adair") and set(laws.values()) - {laws[RULE]} == {"no"}
    status = read_json("counsel", "status", "--json", home=shop)
    assert status["reviewed"] == [{"text": f"rule-{RULE}", "by": laws[RULE]}] and status["waiting"]
    assert "questions" in run("counsel", "status", home=shop).output


def test_the_strategy_is_written_in_three_forms_with_ones_own_figures(shop: Path, tmp_path: Path) -> None:
    hours = tmp_path / "hours.toml"
    assert run("counsel", "hours", "--out", hours).exit_code == 0
    assert run("counsel", "hours", "--out", hours).exit_code != 0  # nothing is replaced
    assert run("counsel", "hours").output == hours.read_text("utf-8")
    for form, begins in ((".pdf", b"%PDF"), (".docx", b"PK"), (".html", b"<!doctype")):
        out = tmp_path / f"strategy{form}"
        done = run("counsel", "strategy", "--out", out, "--hours", hours, "--paper", "letter", home=shop)
        assert done.exit_code == 0 and out.read_bytes().startswith(begins), done.exception
    assert "cannot be written as" in str(run("counsel", "strategy", "--out", tmp_path / "s.odt", home=shop).exception)


def test_publishing_takes_no_reviewers_name_without_the_paper(shop: Path, tmp_path: Path) -> None:
    kind = "employee-privacy-notice"
    assert "DRAFT — not reviewed by counsel" in run("notice", "draft", kind, home=shop).output
    named = run("notice", "publish", kind, "--reviewed-by", "A. Adair", home=shop)
    assert "noted with the paper" in str(named.exception)
    published = run("notice", "publish", kind, home=shop).output
    assert "published, DRAFT — not reviewed by counsel" in published and "bailee counsel packet" in published
    paper = tmp_path / "signed.pdf"
    paper.write_bytes(b"%PDF signed")
    said = run(
        "notice", "publish", kind, "--reviewed-by", "A. Adair", "--firm", "Adair LLP", "--paper", paper, home=shop
    ).output
    assert "reviewed by A. Adair, Adair LLP" in said
    assert "DRAFT" not in run("notice", "draft", kind, home=shop).output
