"""Further words, which no detector can know: typed by whoever redacts, gone in every place that values are, forgotten afterwards."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from making import SSN, docx, odf, p, part, pdf, picture, unpacked, xlsx

from bailee.errors import InvalidInput
from bailee.operations import further_words, protect_by_playbook
from bailee.operations.open_store import open_store
from bailee.protection.redaction import Wish
from bailee.protection.redaction.engine import redact_bytes
from cli.running import run

WORDS = ("Project Heron", "Wombat", "7Q-4411")
WISH = Wish(names="off", also=WORDS)
SAID = "About project  heron, by the WOMBAT, file 7q 4411, and the wombats stay."


def mail() -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"] = "Re: Project Heron", "Wombat <someone@example.org>"
    made.set_content(SAID, cte="base64")
    made.add_attachment(SAID.encode(), maintype="text", subtype="plain", filename="wombat.txt")
    return made.as_bytes()


MADE: dict[str, Callable[[], bytes]] = {
    "a.txt": lambda: SAID.encode("utf-16"),
    "a.csv": lambda: f'who,said\nWombat,"{SAID}"\nsomebody,nothing\nanybody,nothing\n'.encode(),
    "a.json": lambda: json.dumps(
        {"Wombat": SAID, "packed": base64.b64encode(b"what the Wombat said to all of us").decode()}
    ).encode(),
    "a.html": lambda: f'<p id="wombat" class="x">{SAID}<b>Wom</b>bat</p><!-- Project Heron -->'.encode(),
    "a.docx": lambda: docx(p("Wom", "bat said") + p(SAID), {"docProps/custom.xml": "<p>7Q-4411</p>"}),
    "a.xlsx": lambda: xlsx(
        "".join(f'<row><c t="inlineStr"><is><t>{each}</t></is></c></row>' for each in ("said", "Wombat", SAID)),
        sheet="Project Heron",
    ),
    "a.odt": lambda: odf("text", f"<text:p>{SAID}</text:p>"),
    "a.eml": mail,
    "a.pdf": lambda: pdf(SAID),
    "a.png": lambda: picture("Meeting of the Wombat"),
}


@pytest.mark.parametrize("name", sorted(MADE))
def test_they_go_in_every_place_and_what_only_looks_like_them_stays(name: str) -> None:
    made = redact_bytes(MADE[name](), name, WISH)
    texts = [each.decode(code, "ignore") for each in unpacked(made.data) for code in ("utf-8", "utf-16")]
    texts = [re.sub(r"<[^<>]*>", "", text) for text in texts] + texts
    assert not any(re.search(r"(?i)\bwombat\b|project\s+heron|7q.4411", text) for text in texts), name
    assert dict(made.counts)["further-words"] >= 1
    if name not in ("a.pdf", "a.png"):
        assert any("wombats stay" in text for text in texts)


def test_a_word_of_a_script_without_blanks_goes_within_a_line() -> None:
    made = redact_bytes("员工王小明在办公室。王大明留下。".encode(), "a.txt", Wish(names="off", also=("王小明",)))
    assert made.data.decode() == "员工█████在办公室。王大明留下。"


def test_a_short_word_goes_and_is_not_looked_for_in_packed_bytes() -> None:
    wish = Wish(names="off", also=("Bo", "Al"))
    made = redact_bytes(docx(p("Bo and al met Bob and Alma.")), "a.docx", wish)
    assert "█████ and █████ met Bob and Alma." in part(made.data, "word/document.xml")
    assert redact_bytes(picture("An ordinary line"), "a.png", wish).counts == ()


def test_words_with_much_room_between_them_are_one_value() -> None:
    made = redact_bytes(b"Project\n            Heron and Project in Heron\n", "a.txt", WISH)
    assert made.data.decode() == "█████\n█████ and Project in Heron\n"


def test_what_stands_for_one_tells_nothing_of_it() -> None:
    for how, words in (("mask", "•••••"), ("category", "[further-words]")):
        made = redact_bytes(b"the wombat\n", "a.txt", Wish(how=how, names="off", also=WORDS))
        assert made.data.decode() == f"the {words}\n"


@pytest.mark.parametrize("wrong", [("x",), ("--",), ("Wombat", " ")])
def test_what_is_too_short_is_refused_without_being_said_again(wrong: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput, match="fewer than 2 letters"):
        Wish(also=wrong)


def test_the_same_words_cannot_both_stay_and_go() -> None:
    with pytest.raises(InvalidInput) as refused:
        Wish(also=("Jane Roe",), keep=("jane roe",))
    assert "Jane" not in str(refused.value)


def test_the_command_takes_them_typed_and_from_a_file_and_the_copys_name_has_none(tmp_path: Path) -> None:
    source = tmp_path / "Wombat minutes.txt"
    source.write_text(f"{SAID}\nSSN {SSN}\n", encoding="utf-8")
    (tmp_path / "words.txt").write_text("Project Heron\n\n7Q-4411\n", encoding="utf-8")
    more = ("--also", "wombat", "--also-file", tmp_path / "words.txt", "--home", tmp_path / "none")
    done = run("protect", "redact", source, "--out", tmp_path / "out", *more)
    assert done.exit_code == 0, done.output
    (copy,) = (tmp_path / "out").iterdir()
    assert copy.name == "••• minutes.txt"
    assert (
        copy.read_text(encoding="utf-8") == "About █████, by the █████, file █████, and the wombats stay.\nSSN █████\n"
    )
    assert "3 further words" in done.output


def test_a_page_keeps_them_encrypted_until_the_copies_are_made(tmp_path: Path) -> None:
    workspace = open_store(tmp_path / "home")
    words = further_words.read("Project Heron\nWombat\n")
    idents = further_words.keep(workspace, [(7, "file 7")], words)
    assert further_words.kept(workspace, idents) == words
    assert protect_by_playbook.keep(workspace, []) == ()  # what waits and is of no path is in nobody's way
    files = [each for each in (tmp_path / "home").rglob("*") if each.is_file()]
    assert not any(b"Wombat" in each.read_bytes() for each in files)
    further_words.done(workspace, idents, [])
    assert further_words.kept(workspace, idents) == ()
    assert workspace.proposals(idents=idents)[0].state == "applied"
