"""Known values: what is on a list is found however it is written, what is not never is, and no value is kept."""

from __future__ import annotations

import json
import pickle
import random
import sqlite3
from pathlib import Path

import pytest

from bailee.errors import CannotRead, InvalidInput
from bailee.known_values import KnownValues, decoded, encoded, make_list
from bailee.own import Own
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator, SubjectCategory
from cli.running import run

KEY = b"k" * 32
HERE = Locator(("a.txt",))


def own(*lists: object) -> Own:
    return Own(known=KnownValues(KEY, lists))  # type: ignore[arg-type]


def listed(values: list[str], **how: object) -> Own:
    made, _ = make_list("customers", values, KEY, **{"category": "business-identifier", **how})  # type: ignore[arg-type]
    return own(made)


def known(brought: Own, content: str) -> list[str]:
    text = Text.of(content, HERE)
    return [
        content[slice(*text.original_span(match.start, match.end))]
        for match in brought.detect(text)
        if dict(match.attributes).get("known")
    ]


@pytest.mark.parametrize(
    "written", ["C-48213", "c-48213", "C48213", "C 48213", "C/48213", "(C-48213)", "C–48213", "Ｃ-４８２１３"]
)
def test_a_value_is_known_however_it_is_written(written: str) -> None:
    brought = listed(["C-48213", "C-48214"])
    assert [found.strip("()") for found in known(brought, f"about {written}, please")] == [written.strip("()")]


@pytest.mark.parametrize("other", ["C-48215", "AC-48213", "C-482131", "C-4821", "48213", "C-48213X"])
def test_what_is_not_on_the_list_never_is(other: str) -> None:
    assert known(listed(["C-48213", "C-48214"]), f"about {other}, please") == []


def test_a_short_number_counts_only_after_its_label_or_under_its_heading() -> None:
    brought = listed(["4711", "4712"], labels=("customer no",))
    assert known(brought, "ref 4711; page 4712") == []
    assert known(brought, "Customer no: 4711") == ["4711"]
    assert known(brought, "customer_no,x\n4711,1\n4713,2\n4712,3\n") == ["4711", "4712"]


def test_a_long_number_is_known_in_groups_and_behind_other_groups() -> None:
    brought = listed(["123456789012", "998877665544"])
    for written in ("1234 5678 9012", "123-456-789-012", "123456789012"):
        assert known(brought, f"x {written} y") == [written]
    assert known(brought, "7777 1234 5678 9012") == ["1234 5678 9012"]
    assert known(brought, "0123456789012") == []


def test_ours_is_told_from_a_card() -> None:
    brought = listed(
        ["4539 5787 6362 1486", "no card"],
        category="payment-card",
        detector="payment-card",
        subject=SubjectCategory.CUSTOMER,
    )
    text = Text.of("cards 4539-5787-6362-1486 and 4556 7375 8689 9855", HERE)
    found = {
        match.value: (match.detector, match.confidence, dict(match.attributes).get("known"))
        for match in brought.detect(text)
    }
    assert found == {
        "4539578763621486": ("payment-card", Confidence.VERIFIED, "customers"),
        "4556737586899855": ("payment-card", Confidence.VERIFIED, None),
    }


def test_addresses_phones_and_people_with_birth_dates() -> None:
    mail = listed(["Jane.Roe@Example.com"], category="email-address", detector="email-address")
    assert known(mail, "to jane.roe@example.com, john@example.com") == ["jane.roe@example.com"]
    phone = listed(["(212) 555-0142"], category="phone-number", detector="phone-number")
    assert known(phone, "call +1 212 555 0142 or 212-555-0143") == ["+1 212 555 0142"]
    people, left = make_list(
        "staff", ["Jane Roe", "nobody"], KEY, category="person-name", detector="person", born=["1980-02-23", "?"]
    )
    assert left == (2,)
    assert known(own(people), "Name: Jane Roe, date of birth: 02/23/1980") == ["Jane Roe", "02/23/1980"]
    assert known(own(people), "Name: Jane Roe, date of birth: 02/24/1980") == []
    assert known(own(people), "Name: Jane Roe") == []


def test_a_megabyte_of_other_numbers_holds_none_and_of_ours_all() -> None:
    rng = random.Random(3)
    ours = {f"{rng.randrange(10**9, 10**10)}" for _ in range(2_000)}
    brought = listed(sorted(ours))
    others = [number for number in (f"{rng.randrange(10**9, 10**10)}" for _ in range(60_000)) if number not in ours]
    assert known(brought, "\n".join(others)) == []
    assert set(known(brought, "\n".join(sorted(ours)))) == ours


def test_a_list_may_be_kept_in_a_file_and_a_damaged_one_is_told() -> None:
    made, _ = make_list("customers", ["C-48213"], KEY, category="business-identifier")
    assert decoded(encoded([made])) == (made,)
    for broken in (b"", b"{}", b"[1]", encoded([made]).replace(b'"A-00000"', b'"(A+)+"'), encoded([made])[:-9]):
        with pytest.raises(CannotRead):
            decoded(broken)


def test_another_key_knows_nothing() -> None:
    made, _ = make_list("customers", ["C-48213"], KEY, category="business-identifier")
    other = Own(known=KnownValues(b"o" * 32, (made,)))
    assert known(other, "C-48213") == []


def test_it_goes_to_other_processes_as_plain_data() -> None:
    brought = listed(["C-48213"])
    assert known(brought, "C-48213")  # compiled here
    again = pickle.loads(pickle.dumps(brought))  # noqa: S301 - our own
    assert known(again, "C-48213") == ["C-48213"]


@pytest.mark.parametrize(("name", "category"), [("Our customers", "person-name"), ("x", "customers")])
def test_what_makes_no_sense_is_refused(name: str, category: str) -> None:
    with pytest.raises(InvalidInput):
        make_list(name, ["C-48213"], KEY, category=category)


TABLE = """name;card;customer no;email;born
Jane Roe;4539 5787 6362 1486;C-48213;jane.roe@example.com;1980-02-23
John Doe;4556 7375 8689 9855;C-48214;john@example.org;1975-05-26
"""
RAW = (
    "4539 5787",
    "4539578763",
    "4556737586",
    "C-48213",
    "C-48214",
    "c48213",
    "jane.roe",
    "john@",
    "Jane Roe",
    "1980-02-23",
)


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    table, home = tmp_path / "crm.csv", tmp_path / "home"
    table.write_text(TABLE)
    for words in (
        ("card", "--as", "payment-card", "--about", "customer"),
        ("Customer no", "--category", "business-identifier", "--name", "customers", "--about", "customer"),
        ("email", "--as", "email-address"),
        ("name", "--born", "born", "--as", "person", "--name", "clients"),
    ):
        done = run("known-values", "import", table, "--column", *words, home=home)
        assert done.exit_code == 0 and "2 values on the list" in done.stdout, done.output
    table.unlink()
    return home


def test_a_scan_says_which_values_are_ours_and_keeps_none(imported: Path, tmp_path: Path) -> None:
    place, out, html = tmp_path / "place", tmp_path / "r.json", tmp_path / "r.html"
    place.mkdir()
    (place / "C-48213 order.txt").write_text("Charge 4539578763621486 of c48214 today, and 4012 0000 3333 0026.\n")
    (place / "mail.txt").write_text("To: JANE.ROE@example.com\n\nName: Jane Roe, date of birth: 02/23/1980\n")
    done = [run("scan", place, "--jobs", "1", "--report", each, home=imported) for each in (out, html)]
    assert [each.exit_code for each in done] == [0, 0], done
    said = [each.output for each in done]
    told = json.loads(out.read_text("utf-8"))
    assert {row["list"]: (row["values"], row["items"]) for row in told["known_values"]} == {
        "card": (1, 1), "customers": (2, 1), "email": (1, 1), "clients": (2, 1),
    }  # fmt: skip
    ours = {(each["detector"], each["known"], each["subject"]) for each in told["findings"] if each["known"]}
    assert ("payment-card", "card", "customer") in ours and ("known-value", "customers", "customer") in ours
    assert all(each["confidence"] == "verified" for each in told["findings"] if each["known"])
    assert "Known values: " in html.read_text("utf-8") and "2 known values of the list customers" in said[0]
    said += [
        run(*words, home=imported).output
        for words in (("findings",), ("findings", "--json"), ("known-values", "list"), ("status",))
    ]
    kept = (
        b"".join(path.read_bytes() for path in imported.rglob("*") if path.is_file())
        + out.read_bytes()
        + html.read_bytes()
    )
    everything = kept + "".join(said).encode()
    for raw in RAW:
        for form in (raw.encode(), raw.encode("utf-16-le"), raw.encode().hex().encode()):
            assert form not in everything, raw


def test_a_list_that_is_forgotten_is_gone(imported: Path, tmp_path: Path) -> None:
    assert run("known-values", "forget", "customers", home=imported).exit_code == 0
    assert isinstance(run("known-values", "forget", "customers", home=imported).exception, InvalidInput)
    with sqlite3.connect(imported / "bailee.sqlite3") as store:
        assert store.execute("SELECT name FROM known_list ORDER BY name").fetchall() == [
            ("card",),
            ("clients",),
            ("email",),
        ]
    store.close()


def test_lists_without_a_store(tmp_path: Path) -> None:
    table, key, kept = tmp_path / "crm.csv", tmp_path / "our.key", tmp_path / "crm.known"
    table.write_text(TABLE)
    run("known-values", "key", key)
    words = (
        "import",
        table,
        "--column",
        "customer no",
        "--category",
        "business-identifier",
        "--out",
        kept,
        "--key-file",
        key,
    )
    assert run("known-values", *words).exit_code == 0
    place, out = tmp_path / "place", tmp_path / "r.json"
    place.mkdir()
    (place / "a.txt").write_text("C-48213 and C-48299\n")
    given = ("--known-values", kept, "--key-file", key)
    run("scan", place, "--no-store", "--jobs", "1", "--report", out, *given, home=tmp_path / "none")
    assert [row["values"] for row in json.loads(out.read_text("utf-8"))["known_values"]] == [1]
    found = run("detect", place / "a.txt", *given, "--redact", "category").stdout
    assert found == "[business-identifier] and C-48299\n"
    assert b"48213" not in kept.read_bytes()


def test_a_column_that_is_not_there_and_a_key_that_others_can_read(tmp_path: Path) -> None:
    table, key = tmp_path / "crm.csv", tmp_path / "our.key"
    table.write_text(TABLE)
    done = run("known-values", "import", table, "--column", "cards", "--as", "payment-card", home=tmp_path / "home")
    assert "no column" in str(done.exception)
    run("known-values", "key", key)
    key.chmod(0o644)
    words = ("--column", "card", "--as", "payment-card", "--out", tmp_path / "o", "--key-file", key)
    assert "can be opened by other accounts" in str(run("known-values", "import", table, *words).exception)
