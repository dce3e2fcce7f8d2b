"""What `--explain` says is so: taken away, what raised a match leaves it less sure, and what lowered it, surer."""

import re
from pathlib import Path

import pytest

from bailee.detectors import catalogue, detect
from bailee.detectors.cues import cues_of
from bailee.detectors.interface import Score
from bailee.text import Effect, Text
from bailee.vocabulary import Locator

SAMPLES = Path(__file__).parents[1] / "samples"


def look(ident, given):
    """What a detector finds in a text, first to last; a pair is a file's name and its text."""
    name, content = given if isinstance(given, tuple) else ("note.txt", given)
    return detect(Text.of(content, Locator((name,))), only=ident, explain=True)


def log(line):
    return (
        "".join(f"2024-03-0{n} 10:00:0{n} INFO started\n" for n in range(1, 6)) + f"2024-03-06 10:00:06 INFO {line}\n"
    )


def column(head, first, other):
    return f"number,{head}\n1,{first}\n" + "".join(f"{n},{other.format(n)}\n" for n in range(2, 8))


CODE = "tool.py"
SSN, CARD, IBAN = "512-44-7313", "4539578763621486", "GB29NWBK60161331926819"
BCRYPT = "'$2b$12$KIXQ4S5uE0Y9c8dQw1Zr0eXg7Vn3mP2tLkJhGfDsAzQwErTyUiOpa'"
JWT = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJqcm9lIiwiaWF0IjoxNzY0MDYxMjAwfQ"
SIGNED = JWT + ".SnVTx3tXAmjeOrBx0NArDiGh8gwGTApFLhsh34s82fR"
IDFA = "idfa = 'EEE65F53-E942-1CE5-0211-670EAE679F02'"

# detector, a text with the cue, the same without it, what is said of it
ROWS = [
    # a label before it
    ("us-ssn", f"SSN: {SSN}", f"See {SSN}", 'a label says so: "ssn"'),
    ("us-itin", "ITIN 912-70-3456", "See 912-70-3456", 'a label says so: "itin"'),
    ("us-ein", "EIN 91-1144442", "91-1144442", 'a label says so: "ein"'),
    ("us-routing-number", "Routing number: 121000358", "121000358", 'a label says so: "routing"'),
    ("us-npi", "NPI: 1234567893", "1234567893", 'a label says so: "npi"'),
    ("us-dea-number", "DEA AP5836727", "AP5836727", 'a label says so: "dea"'),
    ("uk-nhs", "NHS number 943 476 5919", "943 476 5919", 'a label says so: "nhs"'),
    ("ca-sin", "SIN 130 692 544", "130 692 544", 'a label says so: "sin"'),
    ("au-tfn", "TFN: 876 543 210", "876 543 210", 'a label says so: "tfn"'),
    ("au-medicare", "Medicare card 2123 45670 1", "2123 45670 1", 'a label says so: "medicare'),
    ("es-dni", "DNI: 54362315-K", "Ref 54362315-K", 'a label says so: "dni"'),
    (
        "it-codice-fiscale",
        "codice fiscale: RCCMNL83S18D969H",
        "Ref RCCMNL83S18D969H",
        'a label says so: "codice fiscale"',
    ),
    ("pl-pesel", "PESEL: 44051401359", "44051401359", 'a label says so: "pesel"'),
    ("nl-bsn", "BSN: 111222333", "111222333", 'a label says so: "bsn"'),
    ("br-cpf", "CPF: 390.533.447-05", "Ref 390.533.447-05", 'a label says so: "cpf"'),
    ("in-aadhaar", "Aadhaar 2341 2341 2346", "2341 2341 2346", 'a label says so: "aadhaar"'),
    ("kr-rrn", "RRN: 960121-1021413", "Ref 960121-1021413", 'a label says so: "rrn"'),
    ("cn-resident-id", "身份证 360426199101010071", "360426199101010071", 'a label says so: "身份证"'),
    ("imei", "IMEI: 35-209900-176148-1", "Ref: 35-209900-176148-1", 'a label says so: "imei"'),
    ("passport", "Passport number A12803456", "A12803456", 'a label says so: "passport"'),
    (
        "api-key",
        "API_KEY=5a930bf3fc0fc8fe12aff1408e12817c",
        "COMMIT=5a930bf3fc0fc8fe12aff1408e12817c",
        'a label says so: "api',
    ),
    ("phone-number", "Phone: 212-736-5000", "See 212-736-5000 then", 'a label says so: "phone"'),
    ("mx-nss", "NSS: 12345678903", "Ref: 12345678903", "a label says so"),
    # words near
    ("us-ssn", f"employee Roe {SSN}", f"item here {SSN}", "words about people stand near"),
    (
        "us-mbi",
        "Medicare 1EG4TE5MK73",
        "Parcel 1EG4TE5MK73",
        'words about Medicare or insurance stand near: "Medicare"',
    ),
    ("uk-nino", "NI number AB123456C", "Parcel AB123456C", "words about National Insurance stand near"),
    (
        "uk-driving-licence",
        "her driving licence MORGA657054SM9IJ",
        "her parcel MORGA657054SM9IJ",
        "words about driving stand near",
    ),
    ("us-itin", "IRS letter 912-70-3456", "A letter 912-70-3456", "words about taxes stand near"),
    ("payment-card", f"paid with Visa {CARD}", f"look at {CARD}", 'words about cards stand near: "'),
    ("vin", "Honda car 1HGCM82633A004352", "The code 1HGCM82633A004352", "words about vehicles stand near"),
    ("mac-address", "router mac 001a.2b3c.4d5e", "the row 001a.2b3c.4d5e", "words about networks stand near"),
    ("iban", f"account {IBAN.lower()}", f"look at {IBAN.lower()}", "words about accounts stand near"),
    ("fi-hetu", "henkilötunnus 131052-308T", "look at 131052-308T", "says so"),
    (
        "crypto-address",
        "wallet 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
        "commit 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
        "words about a wallet stand near",
    ),
    (
        "medical-record-number",
        "chart no 00482913 patient Roe",
        "chart no 00482913 for Roe",
        "words about patients stand near",
    ),
    ("icd10", "Patient J. Roe. Dx: E11.9", "J. Roe. Dx: E11.9", "words about a patient stand near"),
    ("card-security-code", "Visa 4539 5787 6362 1486 CVV 731", "CVV 731", "a card's number stands near"),
    ("us-bank-account", "Bank account number 4455667788", "Account number 4455667788", "words about banks stand near"),
    ("login-and-password", "user: jroe password: Hu7kAxpw", "password: Hu7kAxpw", "a login stands near"),
    (
        "prescription-number",
        "Pharmacy refill prescription number 7402815",
        "prescription number 7402815",
        "words about a pharmacy stand near",
    ),
    (
        "uk-bank-account",
        "Sort code 20-00-00, account number 55779911",
        "account number 55779911",
        "a sort code stands beside it",
    ),
    ("au-bank-account", "BSB 062-000, Account number: 12837465", "Account number: 12837465", "a BSB stands beside it"),
    (
        "ca-bank-account",
        "Transit 00123, institution 003, Account number: 1029384",
        "Account number: 1029384",
        "transit and institution stand beside it",
    ),
    (
        "in-bank-account",
        "IFSC HDFC0001234, Account number: 20144729013",
        "Account number: 20144729013",
        "the code of an Indian bank's branch",
    ),
    (
        "us-driving-licence",
        "California driver's license: D4187302",
        "Driver's license: D4187302",
        "the form of the state that stands near",
    ),
    (
        "nz-driving-licence",
        "New Zealand driver licence AB482910",
        "Driver licence AB482910",
        "New Zealand is named near",
    ),
    (
        "au-driving-licence",
        "NSW Driver licence: 18273645",
        "Driver licence: 18273645",
        "the form of the state that stands near",
    ),
    ("pl-pesel", "Polish national ID: 44051401359", "National ID: 44051401359", "its country is named near"),
    ("nl-bsn", "Dutch national ID: 111222333", "National ID: 111222333", "its country is named near"),
    ("mx-curp", "CURP: BOXW310820HNERXN09", "Ref: BOXW310820HNERXN09", 'words about it stand near: "CURP"'),
    (
        "health-insurance-member-id",
        "Health plan, member ID: XYZ840217935",
        "The club, member ID: XYZ840217935",
        "words about health plans stand near",
    ),
    # a form, alone
    ("payment-card", "look at 4539 5787 6362 1486", f"build,x\n1,{CARD}\n", "grouped as on a card"),
    ("uk-nino", "look at AB 12 34 56 C", "look at AB123456C", "grouped as it is printed"),
    ("iban", f"look at {IBAN}", f"look at {IBAN.lower()}", "written in capitals"),
    (
        "card-track",
        "%B4539578763621486^ROE/JANE^27041010000000000000?",
        ";4539578763621486=27041010000000000000",
        "with the marks of a track",
    ),
    ("online-handle", "Twitter: @janeroe7", "Twitter: janeroe7", "written as a handle"),
    ("vin", "VIN 1HGCM82633A004352", "VIN 1HGCM82643A004352", "its check digit is right"),
    ("us-dea-number", "AP5836727", "Ref AP5836727", "stands alone"),
    ("ca-sin", "130 692 544", "Ref 130 692 544", "stands alone"),
    ("iban", IBAN.lower(), f"see {IBAN.lower()}", "stands alone"),
    ("licence-plate", "License plate: 8ABC123", "License plate: QX7Q9QQ", "form of a country's plates"),
    # a table
    (
        "us-ssn",
        "name,social\nRoe,512447313\nPoe,512447314\nDoe,512447315\n",
        "name,extra\nRoe,512447313\nPoe,512447314\nDoe,512447315\n",
        "the head of its column says so",
    ),
    (
        "us-ssn",
        column("ssn", "512447313", "A-{}"),
        column("ssn", "512447313", "51244731{}"),
        "most of its column has another form",
    ),
    (
        "date-of-birth",
        column("dob", "03/14/1985", "A-{}"),
        column("dob", "03/14/1985", "03/1{}/1985"),
        "most of its column has another form",
    ),
    (
        "us-ssn",
        f"part no,price\n{SSN},3\n512-44-7314,4\n",
        f"badge,price\n{SSN},3\n512-44-7314,4\n",
        "names another number",
    ),
    ("payment-card", f"serial no {CARD}", f"I said {CARD}", 'the word "serial" before it names another number'),
    ("phone-number", "order 212-736-5000", "reach 212-736-5000", 'the word "order" before it names another number'),
    ("us-ssn", f"tracking {SSN}", f"look at {SSN}", 'the word "tracking" names another number'),
    (
        "licence-plate",
        column("license plate", "8ABC123", "-{}-"),
        column("license plate", "8ABC123", "8ABC12{}"),
        "most of its column has another form",
    ),
    (
        "geo-coordinates",
        "The station stands at latitude 40.71280, as the map says.",
        "The sign stands at latitude 40.71280, as the map says.",
        "words about towns or stations stand near",
    ),
    # another number's name beside it
    ("email-address", "ssh root@host.example.com", "ask root@host.example.com", "reads as a login on another machine"),
    ("email-address", "ask jane@host.invalidtld", "ask jane@host.com", "its last part is no domain of the root zone"),
    ("ip-address", "see 1.2.3.4 there", "the server 1.2.3.4 there", "four single digits"),
    (
        "payment-card",
        "Visa A3F1F 4539 5787 6362 1486 C9C2D",
        "Visa then 4539 5787 6362 1486 then",
        "stands in a row of hexadecimal numbers",
    ),
    ("phone-number", "look at 212-736.5000", "look at 212-736-5000", "its parts are set apart by different marks"),
    # the file's name, a log
    ("us-ssn", (CODE, f"x = '{SSN}'"), f"x = '{SSN}'", "stands in source code"),
    ("payment-card", (CODE, f"x = {CARD}"), f"x = {CARD}", "stands in source code"),
    ("iban", (CODE, f"x = '{IBAN}'"), f"x = '{IBAN}'", "stands in source code, where tests"),
    ("uk-driving-licence", (CODE, "x = 'MORGA657054SM9IJ'"), "x = 'MORGA657054SM9IJ'", "stands in source code"),
    ("password-hash", (CODE, f"x = {BCRYPT}"), f"x = {BCRYPT}", "stands in source code"),
    ("json-web-token", (CODE, SIGNED), SIGNED, "stands in source code"),
    ("advertising-id", (CODE, IDFA), IDFA, "stands in source code"),
    (
        "ip-address",
        (CODE, "x = '203.0.113.77'"),
        "x = '203.0.113.77'",
        "stands in source code, without words about networks",
    ),
    ("phone-number", (CODE, "x = '212-736-5000'"), "x = '212-736-5000'", "stands in source code"),
    ("it-codice-fiscale", (CODE, "x = 'RCCMNL83S18D969H'"), "x = 'RCCMNL83S18D969H'", "stands in source code"),
    ("online-handle", (CODE, "https://twitter.com/janeroe7"), "https://twitter.com/janeroe7", "stands in source code"),
    ("fi-hetu", log("131052-308T"), "started 131052-308T", "stands in a log"),
    ("payment-card", log(f"read {CARD} rows"), f"started read {CARD} rows", "stands in a log"),
    ("phone-number", log("read 212-736-5000 rows"), "read 212-736-5000 rows", "stands in a log"),
    ("vin", log("1HGCM82633A004352"), "started 1HGCM82633A004352", "stands in a log"),
    # values for tests, fillers, doubts
    ("payment-card", "paid with Visa 4111 1111 1111 1111", "paid with Visa 4539 5787 6362 1486", "published for tests"),
    ("us-ssn", "SSN 078-05-1120", f"SSN {SSN}", "published as a sample"),
    (
        "stripe-key",
        "sk_test_51H8xQm2RkT9vLwYz1CfGh3JnPq8sUa5De",
        "sk_live_51H8xQm2RkT9vLwYz1CfGh3JnPq8sUa5De",
        "a key of the test mode",
    ),
    ("passport", "Passport number A12345678", "Passport number A12803456", "fillers"),
    ("medical-record-number", "MRN: 12345678", "MRN: 00482913", "fillers"),
    (
        "card-security-code",
        "Visa 4539 5787 6362 1486 CVV 777",
        "Visa 4539 5787 6362 1486 CVV 731",
        "one figure over and over",
    ),
    ("vin", "VIN 1HGCM82643A004352", "VIN WHGCM82643A004352", "its check digit is wrong"),
    ("it-codice-fiscale", "Ref RCCMNL83S18D969X", "Ref RCCMNL83S18D969H", "its check letter is wrong"),
    ("nl-bsn", "BSN of the person: 111222333", "BSN: 111222333", "other words stand between the label and it"),
    ("bic", "Swift: DEUTDEFF", "Bank Swift: DEUTDEFF", "letters only, and no other word about banks"),
    (
        "us-driving-licence",
        "Texas driver's license: D4187302",
        "Driver's license: D4187302",
        "gives numbers of another form",
    ),
    (
        "health-insurance-member-id",
        "Gym club member ID: XYZ840217935",
        "member ID: XYZ840217935",
        "another sort of insurance",
    ),
    ("json-web-token", JWT, SIGNED, "without a signature"),
    ("phone-number", "Phone: 212-212-1221", "Phone: 212-736-5000", "as fillers do"),
]


@pytest.mark.parametrize(("ident", "there", "away", "says"), ROWS, ids=[f"{row[0]}: {row[3]}" for row in ROWS])
def test_without_its_cue_a_match_moves_as_was_said(ident, there, away, says):
    match = look(ident, there)[0]
    cue = next(cue for cue in match.cues if says in cue.says)
    assert cue.effect is not Effect.NOTED
    without = next(iter(look(ident, away)), None)
    assert without is None or not any(says in other.says for other in without.cues)
    probability = without.probability if without is not None else 0.0
    assert probability > match.probability if cue.effect is Effect.LOWERED else probability < match.probability


def test_the_rows_are_of_many_detectors_and_both_ways():
    assert len(ROWS) >= 90
    assert len({row[0] for row in ROWS}) >= 50


NAMED = re.compile(r'(?:a label says so|words about [^"]* stand near(?: it)?): "([^"]*)"')
BY_RULES = [one.ident for one in catalogue() if one.patterns_only]


def samples(ident):
    for line in (SAMPLES / ident / "valid.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.partition("|?")[0].replace("\\n", "\n").replace("[[", "").replace("]]", "")


@pytest.mark.parametrize("ident", BY_RULES)
def test_every_detector_tells_what_it_began_with_and_never_the_value(ident):
    for content in samples(ident):
        for match in look(ident, content):
            assert match.cues and match.cues[0].effect is Effect.BASE
            told = [cue.probability for cue in match.cues if cue.probability is not None]
            assert round(told[-1], 4) == match.probability
            for cue in match.cues:
                assert len(match.value) < 5 or match.value.lower() not in cue.says.lower()


def named(match):
    """The words that raised it, in quotes in what is told of it."""
    told = (NAMED.search(cue.says) for cue in match.cues if cue.effect is not Effect.NOTED)
    return [word[1] for word in told if word is not None]


def written_over(word, content):
    pattern = r"[\s_.\-]{0,3}".join(map(re.escape, word.split()))
    return re.sub(pattern, lambda found: "Q" + "q" * (len(found[0]) - 1), content, flags=re.IGNORECASE)


@pytest.mark.parametrize("ident", BY_RULES)
def test_without_the_word_it_names_a_sample_is_less_sure(ident):
    """Written over wherever it stands; where another word is then named in its place, that is, too."""
    for content in samples(ident):
        for match in look(ident, content):
            for word in named(match):
                without = written_over(word, content)
                for _ in range(6):
                    left = [other for other in look(ident, without) if other.value == match.value]
                    if not left or left[0].probability < match.probability:
                        break
                    for other in named(left[0]):
                        without = written_over(other, without)
                assert not left or left[0].probability < match.probability, (content, word)


def told(score):
    return [(cue.says, cue.effect.value) for cue in cues_of(score.judgement("x"))]


def test_what_another_made_needless_is_noted():
    score = Score(0.5, "form").at_least(0.8, "grouped").at_least(0.99, "label")
    assert told(score) == [("form", "base"), ("label", "raised"), ("grouped", "noted")]


def test_what_another_outweighed_is_not_told():
    score = Score(0.9, "form").at_most(0.5, "code").at_least(0.99, "label")
    assert told(score) == [("form", "base"), ("label", "raised")]


def test_of_two_that_were_each_enough_the_first_is_told():
    score = Score(0.5, "form").at_least(0.9, "label").at_least(0.9, "words")
    assert told(score) == [("form", "base"), ("label", "raised"), ("words", "noted")]


def test_what_was_lowered_had_been_raised():
    score = Score(0.5, "form").at_least(0.9, "label").at_most(0.5, "log").at_most(0.6, "filler")
    assert told(score) == [("form", "base"), ("label", "raised"), ("log", "lowered"), ("filler", "noted")]
