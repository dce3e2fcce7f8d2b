"""Binders: each audience gets what is hers, the whole holds without bailee, and whatever was done to it is named."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import world as worlds
from bailee.binders.audiences import AUDIENCES
from bailee.binders.controls import frameworks
from bailee.errors import BrokenEvidence, InvalidInput, NotAllowed
from bailee.evidence import standalone
from bailee.operations.erase_records import erase_records
from bailee.operations.export_evidence import newest_checkpoint
from bailee.operations.keep_binder import SHELF, keep_binder, pack
from bailee.operations.make_binder import Asked, asked_for, make_binder
from bailee.operations.verify_evidence import verify_evidence
from bailee.permissions import Role
from bailee.store.workspace import Workspace
from binders.making import CANARIES, MAILS, START, binder, flipped, is_named, lay, said, statement, texts
from proofs.making import TODAY
from simulators.time_stamps import Stamps, stamps, time_stamp_service
from world import World


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("binders") / "home"
    worlds.make_world(home)
    world = worlds.open_world(home)
    lay(world.alice, tmp_path_factory.mktemp("share"))
    yield world
    world.alice.close()


@pytest.fixture(scope="module")
def service() -> Stamps:
    return stamps()


@pytest.fixture(scope="module")
def made(ours: World, service: Stamps, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One for each audience; the person's is the first canary's."""
    out = tmp_path_factory.mktemp("made")
    with time_stamp_service(service) as asked:
        for each in AUDIENCES:
            binder(ours.alice, each, out / each, asked, person=MAILS[0] if each == "person" else "")
    return {each: out / each for each in AUDIENCES}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_it_holds_and_says_on_its_first_page_what_is_in_it(made: dict[str, Path], audience: str) -> None:
    folder = made[audience]
    assert said(folder) == [] and verify_evidence(folder).ok
    page = (folder / "index.html").read_text()
    for line in (*AUDIENCES[audience].holds, *AUDIENCES[audience].stays_out):
        assert line.replace("'", "&#39;") in page
    # sources of frameworks are links, which tell nobody where they are followed from; nothing is loaded
    abroad = re.findall(r"<[^>]*\b(?:src|href|action)=[\"']?https?:[^>]*>", page)
    assert all(tag.startswith("<a ") and "noreferrer" in tag for tag in abroad), abroad
    files = statement(folder)["files"]
    assert isinstance(files, dict) and {"index.html", "verify.js", "verify.py", "log-key.txt"} <= set(files)


def test_nobody_is_named_to_an_auditor_or_an_insurer(made: dict[str, Path]) -> None:
    for audience in ("auditor", "insurer"):
        for name, text in texts(made[audience]):
            for canary in (*CANARIES, *MAILS, "quillon-zambrova", "Lee <b>Poe"):
                assert canary.casefold() not in text.casefold(), f"{canary} in {name} for an {audience}"
    assert any(CANARIES[0] in text for _, text in texts(made["court"]))


def test_a_person_gets_her_own_alone(made: dict[str, Path]) -> None:
    read = dict(texts(made["person"]))
    assert CANARIES[0] in read["told.csv"] and CANARIES[0] in read["told.pdf"]
    for name, text in read.items():
        for other in (CANARIES[1], MAILS[1], "Person 0", "Person 1"):
            assert other not in text, f"{other} in {name}"
    records = [json.loads(line) for line in (made["person"] / "records.jsonl").read_text().splitlines()]
    given = [each["record"]["action"] for each in records if "record" in each]
    assert sorted(given) == ["binder-made", "notice-signed"]
    assert sum("withheld" in each for each in records) == len(records) - len(given)


def test_what_each_gets_differs(made: dict[str, Path]) -> None:
    there = {audience: {name for name, _ in texts(folder)} for audience, folder in made.items()}
    assert "status.json" in there["auditor"] and "status.json" not in there["insurer"] | there["person"]
    assert "secured.json" in there["insurer"] and "told.jsonl" in there["court"] & there["person"]
    assert not any(name.startswith(("certificates/", "told.")) for name in there["auditor"] | there["insurer"])
    assert any(name.startswith("certificates/") for name in there["court"])
    assert {"coverage.json", "laws.json", "controls.json"} <= there["auditor"] & there["insurer"] & there["court"]
    laws = json.loads((made["auditor"] / "laws.json").read_text())
    assert len(laws) > 200 and all(each["confidence"] for each in laws)
    assert all(each["source"] or each["confidence"] in ("unverified", "good_practice") for each in laws)


def test_it_holds_on_a_machine_without_bailee(made: dict[str, Path], service: Stamps, tmp_path: Path) -> None:
    alone = "import os, sys; sys.path = [p for p in sys.path if not os.path.isdir(os.path.join(p, 'bailee'))]; sys.argv = sys.argv[1:]; exec(open(sys.argv[0]).read())"
    folder = made["court"]
    command = [sys.executable, "-I", "-c", alone, str(folder / "verify.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "a binder for court" in done.stdout and "all hold" in done.stdout


def test_each_byte_that_is_tried_is_named(made: dict[str, Path], tmp_path: Path) -> None:
    """A sample: first, last and two bytes of each file, one bit each. `make binders` tries every byte of one of 200 records."""
    folder, chance = tmp_path / "copy", random.Random(6)
    shutil.copytree(made["insurer"], folder)
    tried = 0
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name, size = path.relative_to(folder).as_posix(), path.stat().st_size
        for place in {0, size - 1, chance.randrange(size), chance.randrange(size)}:
            faults = flipped(folder, name, place, chance.randrange(8))
            assert faults and is_named(folder, name, place, faults), f"{name} at {place}: {faults}"
            tried += 1
    assert tried > 60 and said(folder) == []


def test_one_that_is_cut_off_or_added_to_is_refused_in_words(made: dict[str, Path], tmp_path: Path) -> None:
    for name, word in (
        ("records.jsonl", "is missing: this folder is cut off"),
        ("checkpoint.txt", "is missing: this folder is cut off"),
        ("laws.json", "laws.json: is missing"),
        ("manifest.json", "is missing"),
        ("manifest.tsr", "manifest.tsr: is missing"),
    ):
        folder = tmp_path / name
        shutil.copytree(made["auditor"], folder)
        (folder / name).unlink()
        assert any(word in each for each in said(folder)), name
        assert not verify_evidence(folder).ok
    folder = tmp_path / "half"
    shutil.copytree(made["auditor"], folder)
    content = (folder / "records.jsonl").read_bytes()
    (folder / "records.jsonl").write_bytes(content[: len(content) // 2])
    assert any("cut off in the middle of a line" in each for each in said(folder))
    (folder / "records.jsonl").write_bytes(content)
    (folder / "more.txt").write_text("x")
    assert any("more.txt: was added" in each for each in said(folder))
    (folder / "more.txt").unlink()
    pack(folder, tmp_path / "whole.zip")
    assert verify_evidence(tmp_path / "whole.zip").ok
    cut = (tmp_path / "whole.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(cut[: len(cut) * 2 // 3])
    with pytest.raises(BrokenEvidence, match="cut off or damaged"):
        verify_evidence(tmp_path / "cut.zip")


def test_another_clients_checkpoint_is_refused_in_words(made: dict[str, Path], ours: World, tmp_path: Path) -> None:
    kept = tmp_path / "theirs.txt"
    kept.write_text(newest_checkpoint(ours.charlie))
    (broken,) = verify_evidence(made["auditor"], [kept]).broken
    assert "is of another log: bailee/2, and this one is bailee/1" in broken.reason
    other = tmp_path / "other"
    worlds.lay_world(other)
    kept.write_text(newest_checkpoint(worlds.open_world(other).alice))  # of the same name, under another key
    (broken,) = verify_evidence(made["auditor"], [kept]).broken
    assert "signed by another key: it is of another client's log, or forged" in broken.reason


def test_an_erased_record_is_said_and_breaks_no_binder(ours: World, tmp_path: Path) -> None:
    row = ours.alice.record("seen", "to-be-erased")
    erase_records(ours.alice, [row.sequence], "time-over")
    binder(ours.alice, "insurer", tmp_path / "made")
    found = standalone.examine(tmp_path / "made")
    assert found.faults == [] and any(
        number == row.sequence and "was erased on" in text for number, text in found.notes
    )


def test_what_is_privileged_stays_out_until_counsel_released_it(ours: World, tmp_path: Path) -> None:
    from datetime import date

    from bailee.counsel.reviews import Decision, How, Verdict
    from bailee.counsel.texts import TextKind

    adair = ours.alice.add_member("A. Adair", Role.COUNSEL, ident="adair")
    counsel = Workspace(ours.home, ours.alice.organisation, adair)
    decision = Decision(
        "", "mon-us-ny-52c", TextKind.RULE, "ab" * 32, Verdict.ACCEPT, "A. Adair", "Adair LLP", date(2026, 11, 2),
        ground="privileged-canary-ground", how=How.SIGNED_IN,
    )  # fmt: skip
    (kept,) = counsel.record_decisions([decision])
    binder(ours.alice, "court", tmp_path / "before")
    assert not any("privileged-canary-ground" in text for _, text in texts(tmp_path / "before"))
    with pytest.raises(NotAllowed):
        ours.alice.release(kept.ident, to="the court", reason="asked for")
    counsel.release(kept.ident, to="the court", reason="asked for")
    binder(ours.alice, "court", tmp_path / "after")
    read = dict(texts(tmp_path / "after"))
    assert (
        "privileged-canary-ground" in read[f"counsel/{kept.ident}.json"]
        and "privilege-released" in read["records.jsonl"]
    )


def test_what_makes_no_sense_is_refused_in_words(ours: World, tmp_path: Path) -> None:
    for ask, word in (
        (Asked("press", START, TODAY), "for nobody like"),
        (Asked("auditor", TODAY, START), "is before"),
        (Asked("auditor", TODAY + timedelta(days=2), TODAY + timedelta(days=3)), "has not come yet"),
        (Asked("person", START, TODAY), "about whom"),
        (Asked("auditor", START, TODAY, MAILS[0]), "only a binder for a person"),
        (Asked("person", START, TODAY, "nobody@example.org"), "nobody on the roster"),
        (
            Asked("person", START - timedelta(days=900), START - timedelta(days=800), MAILS[0]),
            "nothing that this person was told",
        ),
    ):
        with pytest.raises(InvalidInput, match=word):
            make_binder(ours.alice, ask, tmp_path / "out", None, on=TODAY)
    assert not (tmp_path / "out").exists() and not list(tmp_path.glob(".binder-*"))
    early = asked_for("insurer", START - timedelta(days=9), TODAY, "", on=TODAY)
    make_binder(ours.alice, early, tmp_path / "early", None, on=TODAY)
    assert "before that day nothing was recorded" in (tmp_path / "early" / "index.html").read_text()


def test_a_binder_is_kept_closed_for_a_week_and_only_who_may_takes_one(ours: World) -> None:
    kept = keep_binder(ours.bob, Asked("insurer", START, TODAY), None, on=TODAY)  # an auditor takes copies
    assert kept.path.stat().st_mode & 0o077 == 0 and zipfile.is_zipfile(kept.path)
    assert SHELF.forget(ours.home) == 0
    import os

    os.utime(kept.path, (0, 0))
    assert SHELF.forget(ours.home) == 1 and not kept.path.exists()
    ours.alice.add_member("Em", Role.EMPLOYEE, ident="em-binder")
    with pytest.raises(NotAllowed):
        keep_binder(
            Workspace(ours.home, ours.alice.organisation, "em-binder"), Asked("insurer", START, TODAY), None, on=TODAY
        )


def test_controls_are_data_with_a_source_and_name_evidence_that_there_is(made: dict[str, Path]) -> None:
    told = json.loads((made["auditor"] / "controls.json").read_text())
    assert {each["framework"] for each in told} == {each.ident for each in frameworks()} and len(told) == 6
    assert all(each["source"].startswith("https://") and each["confidence"] for each in told)
    shown = {control["ident"]: control for each in told for control in each["controls"]}
    assert shown["5.2.2"]["files"] and shown["164.312(b)"]["files"]  # notices, the log
    assert not shown["17.4"]["files"]  # no incident was ever recorded here
