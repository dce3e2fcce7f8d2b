"""`bailee notice` as one types it: a language, a list of words out and back, what comes after a version is out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bailee.inventory import ProcessingActivity
from bailee.vocabulary import LawfulBasis, SubjectCategory
from cli.running import read_json, run
from world import World

KIND = "customer-privacy-statement"


@pytest.fixture
def shop(world: World) -> Path:
    with world.alice.transaction():
        world.alice.set_fact("contact", "P. Lind")
        billing = (("billing of guests", LawfulBasis.CONTRACT),)
        world.alice.declare(
            ProcessingActivity(
                "Billing", billing, ("payment-card",), (SubjectCategory.CUSTOMER,), recipients=("bank",), retention="7 years"
            )
        )  # fmt: skip
    from bailee.store.organisations import add_member

    add_member(world.home, world.alice.organisation, "owner", name="Olive", role="client-owner")
    world.alice.close()
    return world.home


def test_words_go_out_come_back_and_the_notice_is_in_spanish(shop: Path, tmp_path: Path) -> None:
    out = tmp_path / "words.csv"
    asked = run("notice", "words", KIND, "--language", "es", "--out", out, home=shop)
    assert "have no words in this language yet" in asked.stdout and f"--take {out}" in asked.stdout
    drafted = run("notice", "draft", KIND, "--language", "es", "--out", tmp_path / "a.html", home=shop)
    assert "✗ How are these declared words said in Spanish: “billing of guests”?" in drafted.stdout
    lines = out.read_text("utf-8").replace("billing of guests,", "billing of guests,cobrar a huéspedes")
    out.write_text(lines.replace("P. Lind,", "P. Lind,P. Lind"), "utf-8")
    out.write_text(out.read_text("utf-8") + "biling of guests,cobrar\n", "utf-8")
    taken = run("notice", "words", KIND, "--language", "es", "--take", out, home=shop)
    assert "1 is in no notice of this kind: “biling of guests”" in taken.stdout
    assert "3 texts have new words" in taken.stdout and "have their words" in taken.stdout
    said = read_json("notice", "draft", KIND, "--language", "es", "--out", tmp_path / "a.jsonld", "--json", home=shop)
    assert said["language"] == "es" and not [item for item in said["items"] if not item["found"]]
    titles = {node.get("dct:title") for node in json.loads((tmp_path / "a.jsonld").read_text("utf-8"))["@graph"]}
    assert "Qué guardamos de usted como cliente" in titles
    assert "1 es" in run("notice", "list", home=shop).stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"a,b,c\n", "line 1: 3 columns"), (b"\xff\xfe\x00", "is no UTF-8 text"), (b'a,"b\n', "this is no CSV")],
)
def test_a_list_that_cannot_be_read_is_refused_in_words(shop: Path, tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "words.csv"
    file.write_bytes(content)
    done = run("notice", "words", KIND, "--language", "es", "--take", file, home=shop)
    assert done.exit_code != 0 and said in str(done.exception)
    assert run("notice", "words", KIND, "--language", "es", "--take", tmp_path / "none.csv", home=shop).exit_code != 0


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        ("employee-privacy-notice", "bailee sign-off request employee-privacy-notice"),
        ("cctv-sign", "bailee deliver poster cctv-sign"),
        ("web-privacy-policy", "bailee notice sent web-privacy-policy"),
    ],
)
def test_what_comes_next_is_what_one_does_with_such_a_notice(shop: Path, tmp_path: Path, kind: str, after: str) -> None:
    paper = tmp_path / "signed.pdf"
    paper.write_bytes(b"signed")
    assert run("notice", "draft", kind, "--out", tmp_path / "a.txt", home=shop).exit_code == 0
    words = ("--reviewed-by", "A. Adair", "--firm", "Adair LLP", "--paper", paper, "--despite", "a trial")
    done = run("notice", "publish", kind, *words, home=shop)
    assert done.exit_code == 0 and after in done.stdout, done.output


def test_a_language_that_has_no_catalogue_is_refused(shop: Path) -> None:
    done = run("notice", "draft", KIND, "--language", "tlh", home=shop)
    assert done.exit_code != 0 and 'no words in "tlh"' in str(done.exception)
