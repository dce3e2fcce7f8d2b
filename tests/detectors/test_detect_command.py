"""`bailee detect` and `bailee detectors`, as a person and as a program call them."""

import contextlib
import json
import sys

import pytest

import warm
from bailee.detectors import catalogue


def bailee(*arguments, stdin=b""):
    return warm.run_bytes(*arguments, given=stdin)


LINES = [
    {"id": 1, "text": "SSN 512-44-7313"},
    {"id": "b", "text": "é\u200b SSN ５１２-44-7\u200b313 and \x00 jane@example.com"},
    {"id": 3, "text": ""},
    {"id": 4, "text": "lone \ud800 surrogate, card 4539 5787 6362 1486"},
]


def test_lines_in_lines_out_in_order_with_offsets_of_the_original():
    given = "".join(json.dumps(line) + "\n" for line in LINES).encode()
    answer = bailee("detect", "--jsonl", "--patterns-only", stdin=given)
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.returncode == 0
    assert [row["id"] for row in rows] == [1, "b", 3, 4]
    spans = [LINES[1]["text"][match["start"] : match["end"]] for match in rows[1]["matches"]]
    assert spans == ["５１２-44-7\u200b313", "jane@example.com"]
    assert set(rows[0]["matches"][0]) >= {"start", "end", "detector", "category", "confidence", "probability"}
    assert rows[3]["matches"][0]["detector"] == "payment-card"


def test_a_file_that_cannot_be_opened_is_refused_in_words(tmp_path):
    for file, why in ((tmp_path / "none.txt", "no such file"), (tmp_path, "directory")):
        answer = bailee("detect", str(file))
        assert answer.returncode == 2 and why in answer.stderr.decode() and "Error" not in answer.stderr.decode()


def test_a_broken_line_is_named_and_the_rest_goes_on():
    given = b'{"id": 1, "text": "a@example.com"}\n{"id": 2\n[]\n\xff\xfe\n{"id": 5, "text": 7}\n{"id": 6, "text": "b@example.com"}\n'
    answer = bailee("detect", "--jsonl", "--patterns-only", stdin=given)
    assert answer.returncode == 2
    assert [json.loads(line)["id"] for line in answer.stdout.splitlines()] == [1, 6]
    assert all(f"line {number}:" in answer.stderr.decode() for number in (2, 3, 4, 5))
    assert b"example.com" not in answer.stderr


def test_jobs_keep_the_order():
    given = "".join(json.dumps({"id": n, "text": f"user{n}@example.com"}) + "\n" for n in range(300)).encode()
    one = bailee("detect", "--jsonl", "--patterns-only", stdin=given)
    two = bailee("detect", "--jsonl", "--patterns-only", "--jobs", "2", stdin=given)
    assert one.stdout == two.stdout


def test_workers_that_have_nothing_to_do_end_without_a_word():
    """Of one line, the second worker may still be starting when all is done."""
    line = json.dumps({"id": 1, "text": "SSN 512-44-7313"}).encode() + b"\n"
    ends = [bailee("detect", "--jsonl", "--patterns-only", "--jobs", "3", stdin=line) for _ in range(3)]
    assert [(end.returncode, end.stdout.count(b"us-ssn"), end.stderr) for end in ends] == [(0, 1, b"")] * 3


def test_people_see_masks_and_reasons_never_the_value(tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("SSN 512-44-7313, jane@example.com, Visa 4111 1111 1111 1111\n")
    answer = bailee("detect", "--explain", "--patterns-only", str(file))
    shown = answer.stdout.decode()
    assert "•••-••-7313" in shown
    assert "a label says so" in shown
    assert "512" not in shown and "jane" not in shown
    assert "payment-card" not in shown  # published for tests: only possible
    assert "payment-card" in bailee("detect", "--all", "--patterns-only", str(file)).stdout.decode()


def test_what_each_reason_did_is_told_and_fits_the_terminal(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    file = tmp_path / "note.txt"
    zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
    file.write_text("SSN 512-44-7313, Visa 4111 1111 1111 1111\n" + zone)
    options = ("detect", "--explain", "--all", "--patterns-only", str(file))
    shown = bailee(*options).stdout.decode()
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert 'raised to  99.5 %  a label says so: "ssn"' in shown
    assert "lowered to   60 %  published for tests" in shown
    ssn = json.loads(bailee(*options, "--json").stdout)["matches"][0]
    assert [cue["effect"] for cue in ssn["cues"]] == ["base", "raised"]
    assert [cue["says"] for cue in ssn["cues"]] == ssn["reasons"]


@pytest.mark.parametrize(
    ("head", "told"), [("ref,parcel", set()), ("ref,ticket", set()), ("ref,person", {"us-ssn"}), ("", {"us-ssn"})]
)
def test_what_the_head_of_a_column_excludes_is_excluded_to_the_end_of_a_long_file(tmp_path, head, told):
    file = tmp_path / "long.csv"
    rows = "".join(f"A{n},{n % 600 + 100}-{n % 89 + 10}-{n % 9000 + 1000}\n" for n in range(9_000))
    file.write_text(f"{head}\n{rows}" if head else rows)
    found = json.loads(bailee("detect", "--json", "--patterns-only", str(file)).stdout)["matches"]
    sure = [match for match in found if match["confidence"] != "possible"]
    assert {match["detector"] for match in sure} == told
    assert not told or len(sure) > 8_900


def test_a_long_table_keeps_its_heading_and_offsets(tmp_path):
    file = tmp_path / "long.csv"
    rows = [f"{n},51244{n % 9000 + 1000}" for n in range(30_000)]
    content = "id,ssn\n" + "\n".join(rows) + "\n"
    file.write_text(content)
    found = json.loads(bailee("detect", "--json", "--patterns-only", str(file)).stdout)["matches"]
    ssns = [match for match in found if match["detector"] == "us-ssn"]
    assert len(ssns) > 29_000
    assert content[ssns[-1]["start"] : ssns[-1]["end"]] == rows[-1].split(",")[1]


@pytest.mark.parametrize("content", [b"", b"\x00" * 1000, b"\xff\xfe\xfa", b"\n" * 1000])
def test_odd_input_is_no_error(content):
    answer = bailee("detect", "--patterns-only", stdin=content)
    assert answer.returncode == 0
    assert answer.stdout == b""


def test_a_file_that_is_not_there_is_wrong_use():
    answer = bailee("detect", "/no/such/file")
    assert answer.returncode == 2
    assert b"hint" in answer.stderr


def test_the_catalogue_is_listed():
    rows = json.loads(bailee("detectors", "--json").stdout)
    assert {row["ident"] for row in rows} == {detector.ident for detector in catalogue()}
    assert all(row["name"] and row["category"] and row["source"] for row in rows)


NOTE = "Dear Jane,\r\nSSN 512-44-7313, é jane@example.com\nVisa 4111 1111 1111 1111, \u200b5\uff112-44-7313 no newline"


def test_redacted_text_is_the_text_with_every_match_replaced(tmp_path):
    file = tmp_path / "note.txt"
    file.write_bytes(NOTE.encode() + b" \xff end")
    text = bailee("detect", "--redact", "--patterns-only", str(file)).stdout
    expected = NOTE.replace("512-44-7313", "[social-security-number]").replace("jane@example.com", "[email-address]")
    expected = expected.replace("5\uff112-44-7313", "[social-security-number]")
    assert text == expected.encode() + b" \xff end"
    every = bailee("detect", "--redact", "category", "--all", "--patterns-only", str(file)).stdout
    assert b"4111" in text and b"4111" not in every


def test_masked_text_shows_what_a_mask_shows():
    answer = bailee("detect", "--redact=mask", "--patterns-only", stdin=NOTE.encode())
    assert "SSN •••-••-7313, é j•••@•••.com\n" in answer.stdout.decode()
    assert answer.stderr == b"3 replaced.\n"


def test_redacted_lines_keep_their_matches():
    given = json.dumps({"id": 1, "text": NOTE}).encode() + b"\n"
    row = json.loads(bailee("detect", "--jsonl", "--redact", "--patterns-only", stdin=given).stdout)
    assert "512" not in row["text"] and row["text"].startswith("Dear Jane,\r\nSSN [social-security-number], é ")
    assert next(NOTE[m["start"] : m["end"]] for m in row["matches"] if m["detector"] == "us-ssn") == "512-44-7313"


def test_a_wrong_way_to_redact_is_wrong_use(tmp_path):
    answer = bailee("detect", "--redact", "blur", str(tmp_path))
    assert answer.returncode == 2
    assert b"mask, category, pseudonym" in answer.stderr


def test_a_table_whose_last_row_has_no_line_end_is_read_to_its_end():
    answer = bailee("detect", "--json", "--patterns-only", stdin=b"name,ssn\nJane,512447313")
    assert [match["detector"] for match in json.loads(answer.stdout)["matches"]] == ["us-ssn"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_what_is_typed_without_a_line_end_is_answered_on_a_new_line():
    import os
    import pty

    child, terminal = pty.fork()
    if not child:
        os.execv(sys.executable, [sys.executable, "-m", "bailee", "detect", "--patterns-only"])  # noqa: S606
    shown = b""
    os.write(terminal, b"SSN 512-44-7313\x04\x04")
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 4096):
            shown += piece
    os.waitpid(child, 0)
    lines = shown.decode().split("\r\n")
    assert lines[0].endswith("SSN 512-44-7313")
    assert "us-ssn" in lines[1]
    assert lines[2] == "1 found."
