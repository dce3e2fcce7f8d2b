"""What the sample company promises, checked by a reader that shares nothing with bailee."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from demo_reader import Sample
from stdnum import iban, luhn
from stdnum.au import tfn
from stdnum.ca import sin
from stdnum.gb import nhs
from stdnum.us import ein, itin, rtn, ssn

from bailee.demo.company import make_company
from bailee.demo.filing import CATEGORY_OF
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory

FIFTEEN = [
    "drug-or-alcohol-test",
    "psychological-evaluation",
    "medical-record",
    "health-insurance",
    "payroll",
    "personnel-file",
    "background-check",
    "customer-billing",
    "card-authorisation",
    "web-history",
    "keystroke-log",
    "screen-capture",
    "camera-footage",
    "archived-mail",
    "genetic-or-family-history",
]
DETECTORS = [
    "payment-card",
    "iban",
    "us-ssn",
    "us-itin",
    "us-ein",
    "us-routing-number",
    "us-bank-account",
    "email-address",
    "phone-number",
    "ip-address",
    "mac-address",
    "person-name",
    "postal-address",
    "date-of-birth",
    "us-driving-licence",
    "passport",
    "medical-record-number",
    "us-npi",
    "health-insurance-member-id",
    "au-tfn",
    "au-medicare",
    "ca-sin",
    "uk-nino",
    "uk-nhs",
    "login-and-password",
]


def one_space(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        facts = path.stat()
        whole.update(f"{path.relative_to(folder)} {facts.st_mode:o} {facts.st_mtime_ns}".encode() + path.read_bytes())
    return whole.hexdigest()


def test_every_value_stands_where_the_manifest_says(sample: Sample):
    texts = {locator: one_space(text) for locator, text in sample.texts.items()}
    missing = [
        p
        for p in sample.manifest.planted + sample.manifest.mentioned
        if one_space(p["value"]) not in texts.get(tuple(p["locator"]), "")
    ]
    assert missing == []


def test_every_kind_of_record_lies_in_a_file_that_exists(sample: Sample):
    places = {locator[:length] for locator in sample.texts for length in range(1, len(locator) + 1)}
    assert [k for k in sample.manifest.kinds if tuple(k["locator"]) not in places] == []


def test_all_detectors_are_planted_and_all_kinds_occur_twice(sample: Sample):
    planted = Counter(p["detector"] for p in sample.manifest.planted)
    kinds = Counter(k["kind"] for k in sample.manifest.kinds)
    assert set(planted) == set(DETECTORS) and planted.total() >= 600
    assert set(kinds) == set(FIFTEEN) and min(kinds.values()) >= 2


def test_a_kind_comes_in_more_than_one_format(sample: Sample):
    formats = defaultdict(set)
    for kind in sample.manifest.kinds:
        formats[kind["kind"]].add((Path(kind["locator"][-1]).suffix, len(kind["locator"])))
    assert [kind for kind, seen in formats.items() if len(seen) < 2 and kind != "keystroke-log"] == []


def test_values_stand_in_subjects_sheet_names_and_names_of_files_and_members(sample: Sample):
    ssns = [(p["locator"], p["value"]) for p in sample.manifest.planted if p["detector"] == "us-ssn"]
    assert [where for where, _ in ssns if where[-1] == "headers"]
    assert [where for where, value in ssns if where[-1].startswith("sheet ") and value in where[-1]]
    if sample.manifest.seed not in (2, 4):  # neutral names
        assert [where for where, value in ssns if len(where) == 1 and value in where[0]]
        assert [where for where, value in ssns if len(where) == 3 and value in where[2]]


CHECKS = {
    "payment-card": luhn.is_valid, "us-ssn": ssn.is_valid, "us-itin": itin.is_valid, "us-ein": ein.is_valid, "us-routing-number": rtn.is_valid, "iban": iban.is_valid,
    "au-tfn": tfn.is_valid, "ca-sin": sin.is_valid, "uk-nhs": nhs.is_valid, "us-npi": lambda text: luhn.is_valid("80840" + text),
}  # fmt: skip


@pytest.mark.parametrize("detector", CHECKS)
def test_check_digits_hold(sample: Sample, detector: str):
    found = {p["value"] for p in sample.manifest.planted if p["detector"] == detector}
    assert found and [text for text in found if not CHECKS[detector](text.replace(" ", "").replace("-", ""))] == []


def test_published_test_numbers_are_planted_nowhere(sample: Sample):
    bare = {
        re.sub(r"\D", "", p["value"]) for p in sample.manifest.planted if p["detector"] in ("payment-card", "us-ssn")
    }
    assert not bare & {"4111111111111111", "5555555555554444", "378282246310005", "078051120", "219099999"}


def test_near_misses_hold_no_planted_value(sample: Sample):
    near = {miss["locator"][0] for miss in sample.manifest.near_misses}
    values = {p["value"] for p in sample.manifest.planted if len(p["value"]) > 8 and p["detector"] != "date-of-birth"}
    text = "\n".join(text.replace(locator[0], "") for locator, text in sample.texts.items() if locator[0] in near)
    assert len(near) >= 35 and [value for value in values if value in text] == []
    assert not near & {entry["locator"][0] for entry in sample.manifest.planted + sample.manifest.kinds}


def test_near_misses_hold_no_valid_number_by_accident(sample: Sample):
    near = {miss["locator"][0] for miss in sample.manifest.near_misses}
    text = "\n".join(text for locator, text in sample.texts.items() if locator[0] in near)
    known = {"4111111111111111", "5555555555554444", "378282246310005", "6011111111111117", "4000000000000002"}
    cards = {re.sub(r"\D", "", c) for c in re.findall(r"(?<![\w-])[3-6](?:[ -]?\d){13,15}(?![\w-])", text)}
    assert {c for c in cards if luhn.is_valid(c)} <= known
    assert {s for s in re.findall(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])", text) if ssn.is_valid(s)} <= {"078-05-1120"}


def test_neutral_names_say_nothing(sample: Sample):
    names = [part for p in sample.folder.rglob("*") for part in p.relative_to(sample.folder).parts]
    telling = [name for name in names if not re.fullmatch(r"[a-f][0-9a-f]{5}(\.\w+)*", name)]
    neutral = sample.manifest.seed in (2, 4)
    assert bool(telling) is not neutral


def test_people_are_counted_by_known_words(sample: Sample):
    categories, subjects = zip(*(key.split("/") for key in sample.manifest.people), strict=True)
    assert set(categories) <= set(DATA_CATEGORIES) and set(subjects) <= set(SubjectCategory)
    assert set(CATEGORY_OF.values()) <= set(DATA_CATEGORIES)
    assert sample.manifest.people["social-security-number/employee"] == 47  # forty, and seven who left


def test_files_are_old_and_some_are_open_to_all(sample: Sample):
    facts = [p.stat() for p in sample.folder.rglob("*") if p.is_file()]
    years = {time.gmtime(f.st_mtime).tm_year for f in facts}
    assert min(years) <= 2018 and max(years) == 2026
    assert {0o600, 0o640, 0o644} <= {f.st_mode & 0o777 for f in facts}
    assert sample.manifest.files == len(facts) and sum(f.st_size for f in facts) < 60e6


def test_the_manifest_is_the_object_that_programs_read(sample: Sample):
    read = json.loads(json.dumps(sample.manifest.as_dict()))
    assert {"planted", "kinds", "people", "seed", "staff", "clients"} <= set(read)
    assert all(set(p) == {"detector", "value", "locator"} for p in read["planted"])
    assert (len(read["staff"]), len(read["clients"])) == (40, 60)


def test_a_seed_gives_the_same_bytes_in_any_process(tmp_path: Path):
    code = "import sys; from pathlib import Path; from bailee.demo.company import make_company; make_company(Path(sys.argv[1]), seed=11)"
    for name, salt in (("a", "1"), ("b", "77")):
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / name)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": salt, "TZ": f"UTC{name == 'a'}"},
        )
    assert digest(tmp_path / "a") == digest(tmp_path / "b")


def test_other_names_and_folders_hold_the_same_documents(tmp_path: Path):
    plain = make_company(tmp_path / "a", seed=6)
    moved = make_company(tmp_path / "b", seed=6, shuffle_folders=True)
    assert sorted(p["value"] for p in plain.planted) == sorted(p["value"] for p in moved.planted)
    assert {p["locator"][0] for p in plain.planted} != {p["locator"][0] for p in moved.planted}


def test_a_series_stays_together_when_folders_are_shuffled(tmp_path: Path):
    manifest = make_company(tmp_path, seed=8, shuffle_folders=True)
    folders = Counter(
        str(Path(k["locator"][0]).parent)
        for k in manifest.kinds
        if k["kind"] == "screen-capture" and len(k["locator"]) == 1
    )
    assert list(folders.values()) == [12]


def test_without_the_media_extra_there_is_no_footage_and_the_manifest_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name in ("av", "PIL") else real(name, *rest)
    )
    manifest = make_company(tmp_path, seed=9)
    kinds = Counter(k["kind"] for k in manifest.kinds)
    assert manifest.left_out == ["camera-footage"] and kinds["camera-footage"] == 0 and kinds["screen-capture"] == 21
    assert not list(tmp_path.rglob("*.mp4"))


def test_locked_files_ask_for_a_password(sample: Sample):
    heads = sorted((sample.folder / name).read_bytes()[:4] for name in sample.manifest.locked)
    assert heads == [b"%PDF", b"PK\x03\x04"]
    assert not set(sample.manifest.locked) & {p["locator"][0] for p in sample.manifest.planted}
