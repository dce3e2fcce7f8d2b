"""Write docs/signed.md and take its pictures: the sample company from a scan to 38 of 44 who signed, in one go.

python update/signed.py                   # needs chromium; some minutes
python update/signed.py --home HOME       # and leave the company there, to look at

It is scanned for real; everything after it is done on the pages of `bailee serve`, as people do it: an office manager at her desk,
employees on a telephone 320 pixels wide, a witness at a device in the office, somebody with paper. The proof is checked by the
verifier alone. What a step says stands here, and where it does not come about, this stops. All names are invented.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

import few_colours

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "signed.md"
IMAGES = ROOT / "docs" / "images" / "signed"
AGENT = "Mozilla/5.0 (pictures)"
KIND = "employee-privacy-notice"
WITNESS = "W. Itness"
ON_PAPER, AT_THE_DEVICE = 6, 4
SIGNED, WHOLE = 38, 44
HIRED = (("Lucía Ferrer", "es"), ("محمد الأحمد", ""), ("Anita Sharma", ""), ("Ben Okoro", ""))
PATIENCE = 90_000  # milliseconds: the first look at a table makes it
DESPITE = "the sample company's counsel is invented, too"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "update")]


@dataclass(slots=True)
class Story:
    """What is written down as it happens: words, and pictures beside them."""

    lines: list[str] = field(default_factory=list)

    def says(self, head: str, text: str) -> None:
        self.lines += ["", f"## {head}", "", text]

    def picture(self, page: Page, name: str, alt: str, *, whole: bool = False) -> None:
        page.wait_for_timeout(300)
        few_colours.save(page.screenshot(full_page=whole), IMAGES / f"{name}.png")
        self.lines += ["", f"![{alt}](images/signed/{name}.png)"]

    def shown(self, command: str, output: str) -> None:
        said = re.sub(r" --home \S+", "", output.rstrip()).replace(f"{sys.executable} -m ", "")
        self.lines += ["", "```", f"$ {command}", said, "```"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of the list that was taken along: what is handed to one person."""

    name: str
    number: str
    link: str
    code: str
    pin: str


@dataclass(slots=True)
class Office:
    """The pages, and who sits before them."""

    browser: Browser
    address: str
    organisation: str
    cookies: list[dict[str, str]]  # of her desk, and of the device in the office, which signs her out there

    @contextmanager
    def desk(self, browser: int = 0) -> Iterator[Page]:
        with self._window(1280, 960) as page:
            page.context.add_cookies([self.cookies[browser]])  # type: ignore[list-item]  # a cookie as a plain dict
            yield page

    @contextmanager
    def phone(self, *, script: bool = True) -> Iterator[Page]:
        with self._window(320, 720, scale=2, script=script) as page:
            yield page

    @contextmanager
    def _window(self, width: int, height: int, *, scale: int = 1, script: bool = True) -> Iterator[Page]:
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, device_scale_factor=scale, reduced_motion="reduce",
            user_agent=AGENT, java_script_enabled=script,
        )  # fmt: skip
        try:
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            yield page
        finally:
            context.close()

    def at(self, rest: str) -> str:
        return f"{self.address}o/{self.organisation}/{rest}"


def tell(home: Path) -> str:
    """Do all of it; docs/signed.md."""
    from bailee.operations.make_demo import begin_demo
    from bailee.operations.scan_store import scan_store
    from bailee.scanner import Limits, warm_up

    warm_up()
    demo = begin_demo(home, seed=7)
    scan_store(demo.workspace, [demo.company], limits=Limits(ocr="off"))
    demo.workspace.close()
    return _told(home, demo.files)


def _told(home: Path, files: int) -> str:
    from bailee.store.organisations import organisations
    from web.people import signed_in
    from web.serving import Server

    story = Story()
    _hired(home)
    (ours,) = organisations(home)
    sessions = [signed_in(home, [(ours, "owner")], agent=AGENT, just_proven=True)["owner"].partition("=") for _ in "ab"]
    server = Server(home)
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            cookies = [{"name": name, "value": value, "url": server.address} for name, _, value in sessions]
            office = Office(browser, server.address, ours, cookies)
            _scanned(story, office, files)
            _stale(story, office)
            people = _asked(story, office)
            _sign(story, office, people)
            _who_signed(story, office)
            _proof(story, office)
            browser.close()
    finally:
        server.close()
    _stale_again(story, home)
    _canberra(story, home)
    return "\n".join([*_HEAD, *story.lines, ""])


_HEAD = (
    "<!-- Made by update/signed.py; do not edit. -->",
    "# From a scan to 38 of 44 signed",
    "",
    "The sample company of `bailee demo`, scanned, told and signed in one go by `update/signed.py`: it does on the pages what people do",
    "there, takes these pictures, and stops where something does not come about. All names are invented.",
)


def _hired(home: Path) -> None:
    """Four more came to the company since its list of staff was made."""
    from bailee.operations.declare_roster import prints
    from bailee.operations.open_store import open_store
    from bailee.rosters import Details
    from bailee.store.rows.roster import RosterDraft
    from bailee.vocabulary import SubjectCategory

    workspace = open_store(home)
    hired = [
        Details(name, number=f"N-{number}", department="Service Desk", language=language)
        for number, (name, language) in enumerate(HIRED, start=1)
    ]
    today = datetime.now(UTC).astimezone().date()
    workspace.save_roster(
        [RosterDraft(SubjectCategory.EMPLOYEE, each, prints(workspace, each), today) for each in hired]
    )
    workspace.close()


def _scanned(story: Story, office: Office, files: int) -> None:
    with office.desk() as page:
        page.goto(office.at(""))
        story.says(
            "1. What is there",
            f"{files:,} files were scanned. The table says what is held, who was told, and how it is secured.",
        )
        story.picture(page, "overview", "The table of the sample company after its scan")


def _stale(story: Story, office: Office) -> None:
    """The notice of before the scan says too little; the next version is drafted from what is there, and published."""
    with office.desk() as page:
        page.goto(office.at("notices/"))
        _must(page, "stale", "the list of notices")
        story.says(
            "2. The notice that staff have is stale",
            "It was written from what was declared. The scan found more, so it is stale: each thing that it does not mention is named.",
        )
        story.picture(
            page, "stale", "The list of notices: the one to employees is stale, with what it does not mention"
        )
        page.goto(office.at(f"notices/of/{KIND}/"))
        page.get_by_role("button", name="Draft", exact=False).first.click()
        page.wait_for_load_state()
        page.goto(office.at(f"notices/of/{KIND}/"))
        _must(page, "Version 2", "the composer")
        story.says(
            "3. The next version",
            "Drafted from the same facts, beside the one before: each clause that changed says what caused it. Counsel has not read it, "
            "so it goes out in somebody's name with a reason, which evidence keeps; every copy prints DRAFT.",
        )
        story.picture(page, "composer", "The composer: what changed from version 1 to version 2, and why")
        page.get_by_text("Publish anyway, in my name").click()
        page.get_by_label("Why it goes out all the same").fill(DESPITE)
        if page.get_by_label("Yes, it is material").count():
            page.get_by_label("Yes, it is material").check()
        page.get_by_role("button", name="in my name").click()
        page.wait_for_load_state()
        page.goto(office.at("notices/"))
        if "stale" in page.locator("tr", has_text="Employee privacy notice").inner_text().casefold():
            raise SystemExit("version 2 is stale")


def _asked(story: Story, office: Office) -> list[Asked]:
    with office.desk() as page:
        page.goto(office.at(f"signatures/of/{KIND}/ask/"))
        page.get_by_label("A link to hand over").check()
        page.get_by_label("Make a PIN for each").check()
        page.get_by_role("button", name="Show whom it reaches").click()
        _must(page, f"{WHOLE} would be asked", "the dry run")
        story.says(
            "4. Whom it reaches, before anything is sent", f"All {WHOLE} on the roster. A dry run has a line for each."
        )
        story.picture(page, "dry-run", "Asking for signatures: whom it reaches")
        with page.expect_download() as begun:
            page.get_by_role("button", name="take the list as CSV").click()
        rows = list(csv.DictReader(io.StringIO(Path(begun.value.path()).read_text("utf-8-sig"))))
    people = [Asked(*(row[head] for head in list(row)[:2]), *(row[head] for head in list(row)[-3:])) for row in rows]
    if len(people) != WHOLE or not all(each.link and each.code and each.pin for each in people):
        raise SystemExit(f"{len(people)} were asked")
    return people


def _sign(story: Story, office: Office, people: list[Asked]) -> None:
    """38 sign: one before our eyes, some at the device, some on paper, the others by their links. One asks, one declines, four wait."""
    first, rest = people[0], people[1:]
    _on_the_phone(story, office, first)
    kiosk, paper = rest[:AT_THE_DEVICE], rest[AT_THE_DEVICE : AT_THE_DEVICE + ON_PAPER]
    links = rest[AT_THE_DEVICE + ON_PAPER : SIGNED - 1]
    left = rest[SIGNED - 1 :]
    _at_the_device(story, office, kiosk)
    _on_paper(story, office, paper)
    for each in links:
        with office.phone(script=False) as page:
            _opened(page, each)
            _signed(page, each.name)
    with office.phone(script=False) as page:
        _opened(page, left[0])
        page.locator("#asked summary").click()
        page.get_by_label("Your question").fill("Who can see which web sites I visited?")
        page.get_by_role("button", name="Send the question").click()
        _must(page, "No answer yet", "the question")
    with office.phone(script=False) as page:
        _opened(page, left[1])
        page.locator("#decline summary").click()
        page.get_by_label("Reason, if you wish").fill("I want to show it to my union first.")
        page.get_by_role("button", name="Decline to sign").click()
        _must(page, "You declined on", "declining")


def _opened(page: Page, each: Asked) -> None:
    page.goto(each.link)
    page.get_by_label("Six figures").fill(each.code)
    page.get_by_role("button", name="Open").click()
    page.wait_for_load_state()


def _signed(page: Page, name: str) -> None:
    for box in ("I have received it", "I have read it", "I have understood it"):
        page.get_by_label(box).check(force=True)  # its label lies over it, and ticks it
    page.get_by_label("Your full name").fill(name)
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_load_state()


def _on_the_phone(story: Story, office: Office, each: Asked) -> None:
    with office.phone() as page:
        for _ in range(5):  # programs that look into mail open links
            page.goto(each.link)
        story.says(
            "5. On a telephone",
            "The link asks for a code that came another way. Opening it changes nothing, so a program that looks into mail signs nothing.",
        )
        story.picture(page, "code", "The page behind a link asks for six figures")
        page.goto(f"{each.link}")
        _opened(page, each)
        story.lines += [
            "",
            "Then the short words, the whole notice, a question to whoever looks after privacy, three boxes that nobody ticks for her, her name.",
        ]
        story.picture(page, "sign", "The page on which one reads and signs, 320 pixels wide", whole=True)
        page.get_by_role("button", name="Sign", exact=True).click()
        _must(page, "things are missing", "signing without ticks")
        story.picture(page, "missing", "What is missing is said on top and at its place")
        _signed(page, each.name)
        _must(page, "Thank you", "signing")
        story.lines += [
            "",
            "She keeps the certificate; no service vouches for the time yet, so the stamp is *pending*.",
        ]
        story.picture(page, "signed", "After signing: what happened when, the copy, the receipt", whole=True)
        with page.expect_download() as begun:
            page.get_by_role("link", name=re.compile("Download my copy")).click()
        certificate = Path(begun.value.path()).read_bytes()
        few_colours.save(_drawn(certificate), IMAGES / "certificate.png")
        story.lines += [
            "",
            "![Her certificate: one page of PDF/A-3 that carries its evidence](images/signed/certificate.png)",
        ]


def _at_the_device(story: Story, office: Office, people: list[Asked]) -> None:
    with office.desk(1) as page:
        page.goto(office.at("signatures/kiosk/"))
        page.get_by_label("Who is the witness").fill(WITNESS)
        page.get_by_role("button", name="Start the device").click()
        page.wait_for_load_state()
        story.says(
            "6. At a device in the office",
            f"A colleague starts it and is the witness; she is signed out on it. {len(people)} people sign, one after the other, each with her PIN.",
        )
        page.set_viewport_size({"width": 768, "height": 700})
        page.get_by_role("link", name="Español").click()
        story.picture(page, "device", "The device asks for a number and a PIN, here in Spanish")
        page.get_by_role("link", name="English").click()
        for each in people:
            page.locator("input[name=number]").fill(each.number)
            page.locator("input[name=pin]").fill(each.pin)
            page.get_by_role("button", name="Begin").click()
            page.wait_for_load_state()
            _signed(page, each.name)
            _must(page, "The next person can begin", "signing at the device")


def _on_paper(story: Story, office: Office, people: list[Asked]) -> None:
    with office.desk() as page:
        page.goto(office.at(f"signatures/of/{KIND}/"))
        with page.expect_download() as begun:
            page.get_by_role("button", name="Print sheets").first.click()
        sheets = Path(begun.value.path()).read_bytes()
        scan = _inked(sheets, [each.name for each in people])
        few_colours.save(_drawn(scan), IMAGES / "sheet.png")
        story.says(
            "7. On paper",
            f"Each sheet has a code of its own. {len(people)} sheets came back, signed by hand; the scan is matched by its codes, and somebody says what she sees.",
        )
        story.lines += ["", "![A sheet that was signed by hand, as it was scanned](images/signed/sheet.png)"]
        page.goto(office.at("signatures/paper/"))
        page.get_by_label("The scan").set_input_files(
            {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": scan}
        )
        page.get_by_role("button", name="Find the sheets").click()
        _must(page, f"{len(people)} sheets to look at", "the scan")
        story.picture(page, "matched", "What the scan holds: each page with the person whose sheet it is")
        for tick in page.get_by_label("Three boxes ticked, and a signature").all():
            tick.check()
        page.get_by_role("button", name="Note them").click()
        page.wait_for_load_state()


def _who_signed(story: Story, office: Office) -> None:
    with office.desk() as page:
        page.goto(office.at(f"signatures/of/{KIND}/"))
        _must(page, f"{SIGNED} of {WHOLE} signed", "who signed")
        story.says("8. Who has signed", f"{SIGNED} of {WHOLE}; one asks first, one declined, four have not come to it.")
        story.picture(page, "standing", f"{SIGNED} of {WHOLE} signed, as a plot over time and by department")


def _proof(story: Story, office: Office) -> None:
    with office.desk() as page, tempfile.TemporaryDirectory() as name:
        page.goto(office.at("proof/"))
        story.says(
            "9. What proves it",
            "Who was told what, when, how and in which version. The bundle is checked without bailee, and without a network.",
        )
        story.picture(page, "proof", "Who was told what, when, how and in which version")
        with page.expect_download() as begun:
            page.get_by_role("button", name="Take the proof").click()
        with zipfile.ZipFile(begun.value.path()) as archive:
            archive.extractall(name)
        (folder,) = [each.parent for each in Path(name).rglob("verify.py")]
        story.shown("python3 verify.py", _run([sys.executable, "verify.py"], folder))
        told = folder / "told.jsonl"
        lines = told.read_text("utf-8").splitlines(keepends=True)
        told.write_text("".join(lines[1:]), "utf-8")
        story.lines += ["", "One act left out, and it says which:"]
        story.shown(
            "python3 verify.py", "\n".join(_run([sys.executable, "verify.py"], folder, code=1).splitlines()[:4])
        )


def _stale_again(story: Story, home: Path) -> None:
    """Something that records people is found on their machines; the notice is stale again, and healed."""
    listed, where = home / "new-laptops.csv", ["--home", str(home)]
    rows = "".join(f"QT-LT-{each},Teramind Agent,24.1,2026-11-25\n" for each in (61, 62, 63))
    listed.write_text(f"Device Name,Software Name,Version,Install Date\n{rows}", "utf-8")
    story.says(
        "10. Something new is found",
        "The list of software of three new laptops names a program that records people. The notice is stale at once, and the next version "
        "heals it: those whom it is about are asked again, and 38 signatures stay as evidence for version 2.",
    )
    found = _bailee("monitoring", "--software", str(listed), *where)
    story.shown(f"bailee monitoring --software {listed.name}", _about("Teramind", found, 6))
    stale = _bailee("notice", "stale", *where)
    if f"{KIND} version 2 is stale" not in stale:
        raise SystemExit(f"the notice is not stale: {stale[:600]}")
    story.shown("bailee notice stale", _about(KIND, stale, 6))
    _bailee("notice", "draft", KIND, *where)
    published = _bailee("notice", "publish", KIND, "--material", "--despite", DESPITE, *where)
    story.shown(f'bailee notice publish {KIND} --material --despite "…"', _short(published))
    after = _bailee("notice", "stale", *where)
    if KIND in after:
        raise SystemExit(f"version 3 is stale: {after[:600]}")
    standing = _bailee("sign-off", "list", KIND, *where)
    story.shown(f"bailee sign-off list {KIND}", _short(standing, 3))


def _canberra(story: Story, home: Path) -> None:
    _bailee("notice", "sent", KIND, "--by", "by hand", "--home", str(home))
    today = datetime.now(UTC).astimezone().date()
    where = ["--device", "WS-14", "--place", "AU-ACT", "--home", str(home)]
    story.says(
        "11. A device in Canberra",
        "The notice tells that computers are looked at. In the Australian Capital Territory it must lie 14 days before: on the fourth day a scan of a device is refused, on the fourteenth it is not.",
    )
    for day, code in ((today + timedelta(4), 1), (today + timedelta(13), 1), (today + timedelta(14), 0)):
        output = _bailee("gate", *where, "--on", day.isoformat(), code=code)
        story.shown(f"bailee gate --device WS-14 --place AU-ACT --on {day}", output)


def _bailee(*words: str, code: int = 0) -> str:
    return _run([sys.executable, "-m", "bailee", *words], ROOT, code=code)


def _run(command: list[str], folder: Path, *, code: int = 0) -> str:
    """What it writes; stops where it ends otherwise than with this code."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != code:
        raise SystemExit(f"{' '.join(command)}: {done.returncode} instead of {code}\n{done.stdout}{done.stderr}")
    return done.stdout


def _about(word: str, text: str, lines: int) -> str:
    """The lines from the one that has a word."""
    said = text.splitlines()
    start = next(number for number, line in enumerate(said) if word in line)
    return "\n".join([*said[start : start + lines], "…"])


def _short(text: str, lines: int = 14) -> str:
    said = text.splitlines()
    return "\n".join([*said[:lines], "…"] if len(said) > lines else said)


def _main(page: Page) -> str:
    return page.locator("main").inner_text()


def _must(page: Page, words: str, where: str) -> None:
    page.wait_for_load_state()
    if words.casefold() not in page.locator("body").inner_text().casefold():
        raise SystemExit(f'{where} does not say "{words}": {_main(page)[:600]}')


def _drawn(document: bytes) -> bytes:
    """Its first page as a picture."""
    import pypdfium2

    opened = pypdfium2.PdfDocument(document)
    made = io.BytesIO()
    opened[0].render(scale=1.3).to_pil().save(made, "PNG")
    opened.close()
    return made.getvalue()


def _inked(sheets: bytes, names: list[str]) -> bytes:
    """The sheets of these people as a scanner makes them of paper: grey, a little askew, boxes ticked and signed by hand."""
    import pypdfium2
    from PIL import Image, ImageDraw

    opened, found = pypdfium2.PdfDocument(sheets), []
    for page in opened:
        said = page.get_textpage().get_text_range()
        if not any(name in said for name in names):
            continue
        picture: Any = page.render(scale=2.0, grayscale=True).to_pil().convert("L")
        draw, width = ImageDraw.Draw(picture), picture.width
        for box in _squares(page):
            x, y = box[0] * 2, picture.height - box[1] * 2
            draw.line([(x - 2, y - 4), (x + 6, y + 6), (x + 22, y - 18)], fill=60, width=4)
        base = picture.height * 0.668
        points = [(width * 0.56 + step * 9, base + (14 if step % 2 else -14) * (1 - step / 24)) for step in range(20)]
        draw.line(points, fill=70, width=3)
        found.append(picture.rotate(0.7, resample=Image.Resampling.BICUBIC, fillcolor=255))
    opened.close()
    made = io.BytesIO()
    found[0].save(made, "PDF", save_all=True, append_images=found[1:], resolution=144)
    return made.getvalue()


def _squares(page: Any) -> list[tuple[float, float]]:
    """Where the three boxes stand, beside their statements: (left, bottom) in points."""
    text, found = page.get_textpage(), []
    for words in ("I have received", "I have read", "I understand"):
        search = text.search(words)
        at = search.get_next()
        if at is not None:
            left, bottom, _, _ = text.get_charbox(at[0])
            found.append((left - 16, bottom + 2))
    return found


def main() -> int:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    with tempfile.TemporaryDirectory() as name:
        home = Path(words[0]) if "--home" in sys.argv else Path(name) / "home"
        PAGE.write_text(tell(home), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
