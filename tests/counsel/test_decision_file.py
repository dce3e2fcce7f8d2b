"""What comes back is read whole or not at all, and each fault is named with its line and what to do."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from bailee.counsel.decision_file import Known, decisions, known_of, read, write
from bailee.counsel.packet import Packet
from bailee.counsel.reviews import Decision, How, Scope, Verdict
from bailee.errors import InvalidInput
from bailee.rendering import docx
from counsel.desk import DAY, NOTICE, the_packet
from rendering.test_docx import filled, parts

PACKET: Packet = the_packet()
NAMED = 'name = "A. Adair"\nfirm = "Adair LLP"'


def answered(ident: str = "", **values: str) -> str:
    """The file as counsel fills it in: one item decided."""
    text = write(PACKET).replace('name = ""\nfirm = ""', NAMED)
    head, *items = text.split("[[item]]")
    for index, item in enumerate(items):
        if not ident or f'text = "{ident}"' in item:
            for key, value in values.items():
                item = re.sub(rf"(?m)^{key} = .*$", lambda _, k=key, v=value: f"{k} = {v}", item)
            items[index] = item
            break
    return "[[item]]".join([head, *items])


def taken(text: str | bytes, filename: str = "d.toml", /, **more: object) -> tuple[Decision, ...]:
    content = text.encode() if isinstance(text, str) else text
    items = {PACKET.ident: [each.as_data() for each in PACKET.items]}
    given = {"places": ("US-NY",), "on": DAY, "how": How.COMMAND_LINE, **more}
    return decisions(read(content, filename, items), known_of(PACKET.items), **given)  # type: ignore[arg-type]


def line_of(text: str, wanted: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line == wanted)


def test_the_file_that_goes_out_is_toml_and_decides_nothing() -> None:
    assert len(tomllib.loads(write(PACKET))["item"]) == len(PACKET.items)
    with pytest.raises(InvalidInput, match="nothing is decided"):
        taken(write(PACKET).replace('name = ""', 'name = "A"'))


def test_a_decision_is_by_name_for_a_client_and_place_until_a_day() -> None:
    text = answered(NOTICE.ident, decision='"accept"', expires='"2027-11-25"', note='"because of recital 39"')
    (one,) = taken(text)
    assert (one.text, one.verdict, one.who) == (NOTICE.ident, Verdict.ACCEPT, "A. Adair, Adair LLP")
    assert one.expires_on == date(2027, 11, 25) and one.ground == "because of recital 39" and one.places == ("US-NY",)


def test_toml_json_and_docx_say_the_same() -> None:
    text = answered(NOTICE.ident, decision='"accept"', note='"as agreed"')
    (from_toml,) = taken(text)
    (from_json,) = taken(json.dumps(tomllib.loads(text)), "d.json")
    assert from_json == from_toml
    number = next(item.number for item in PACKET.items if item.ident == NOTICE.ident)
    sent = docx.render(PACKET.document, {"packet": PACKET.ident})
    body = parts(sent)["word/document.xml"].decode()
    box = rf'(<w:tag w:val="{number}.decision=accept"/><w:id w:val="[0-9]+"/><w14:checkbox><w14:checked w14:val=)"0"'
    whole = filled(sent, body, re.sub(box, r'\1"1"', body))
    (from_docx,) = taken(whole, "p.docx", name="A. Adair", firm="Adair LLP")
    assert (from_docx.text, from_docx.verdict, from_docx.sha256) == (
        from_toml.text,
        from_toml.verdict,
        from_toml.sha256,
    )


@pytest.mark.parametrize(
    ("values", "key", "says", "remedy"),
    [
        ({"decision": '"maybe"'}, "decision", "is no decision", "accept, change or refuse"),
        ({"decision": '"accept"', "expires": '"2020-01-01"'}, "expires", "is over already", "still to come"),
        ({"decision": '"accept"', "expires": '"soon"'}, "expires", "is no day", "2026-11-25"),
        ({"decision": '"accept"', "scope": '"world"'}, "scope", "is no scope", "client, place or all-clients"),
        ({"decision": '"accept"', "scope": '"place"'}, "places", "no place is named", "US-NY"),
        ({"decision": '"accept"', "scope": '"place"', "places": '["XY-Z"]'}, "places", "is no place", "AU-ACT"),
        ({"decision": '"change"'}, "words", "has no new words", "whole"),
        ({"decision": '"accept"', "words": '"other"'}, "words", "new words with accept", "change"),
        ({"words": '"other"'}, "words", "without a decision", "change"),
        ({"decision": '"accept"', "sha256": '"00"'}, "sha256", "changed since this packet", "new packet"),
        ({"decision": '"accept"', "text": '"rule-none"'}, "text", "not asked any more", "new packet"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_line_and_remedy(values: dict[str, str], key: str, says: str, remedy: str) -> None:
    text = answered(**values)
    with pytest.raises(InvalidInput) as error:
        taken(text)
    # the first item's keys: the line on which the faulty one stands
    head = text[: text.index("[[item]]")].count("\n")
    line = head + next(
        number
        for number, one in enumerate(text[text.index("[[item]]") :].splitlines(), 1)
        if one.startswith(f"{key} =")
    )
    assert f"line {line}: " in str(error.value) and says in str(error.value) and remedy in str(error.value)


def test_one_fault_takes_all_of_it_back() -> None:
    text = answered(NOTICE.ident, decision='"accept"')
    both = text.replace('decision = ""', 'decision = "perhaps"', 1)
    with pytest.raises(InvalidInput, match="nothing was taken over"):
        taken(both)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\x00", "no text"), (b"[counsel", "is no TOML"), (b'{"item": [', "is no JSON"), (b"a = 1", "no decision file"),
        (b"[[item]]\ndecision = 'accept'\nsurprise = 1\n", "line 3"), (b"PK\x03\x04 broken", "no DOCX"), (b"", "no decision file"),
        (b"[]", "no TOML"), (b'{"item":' + b"[" * 100_000, "no JSON"), (b"a = " + b"[" * 100_000, "no decision file"),
        (b"a = " + b"9" * 5_000, "no decision file"),
    ],
)  # fmt: skip
def test_what_is_no_decision_file_is_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        taken(content)


def test_nobody_named_and_a_day_to_come_are_faults() -> None:
    text = answered(NOTICE.ident, decision='"accept"').replace(NAMED, 'name = ""\nfirm = ""')
    with pytest.raises(InvalidInput, match="nobody is named"):
        taken(text)
    later = answered(NOTICE.ident, decision='"accept"').replace('decided_on = ""', 'decided_on = "2030-01-01"')
    with pytest.raises(InvalidInput, match="has not come yet"):
        taken(later)


def test_a_docx_with_two_boxes_ticked_is_refused() -> None:
    sent = docx.render(PACKET.document, {"packet": PACKET.ident})
    with pytest.raises(InvalidInput, match="accept and change and refuse"):
        taken(filled(sent, '<w14:checked w14:val="0"/>', '<w14:checked w14:val="1"/>'), "p.docx", name="A")


def test_a_docx_of_another_house_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no packet that was made here"):
        taken(docx.render(PACKET.document, {"packet": "packet-000"}), "p.docx")


def test_words_that_look_like_an_item_are_words() -> None:
    words = '"""\n[[item]]\ndecision = 1\n"""'
    (one,) = taken(answered(NOTICE.ident, decision='"change"', words=words))
    assert one.words == ("[[item]]", "decision = 1")


def test_a_known_text_that_was_reviewed_before_may_be_decided_again() -> None:
    known = known_of(PACKET.items) | {"x": Known("x", NOTICE.kind, "X", "ab", ("X",))}
    text = answered(decision='"refuse"', text='"x"', sha256='"ab"')
    (one,) = decisions(read(text.encode(), "d.toml", {}), known, places=(), on=DAY, how=How.SIGNED_IN, name="B. Brook")
    assert one.verdict is Verdict.REFUSE and one.reviewer == "B. Brook" and one.scope is Scope.CLIENT
