"""Write docs/stolen-laptop.md and take its pictures: the sample company's laptop, from the report to letters that lie printed.

python update/stolen_laptop.py               # needs chromium; a minute or two
python update/stolen_laptop.py --home HOME   # and leave the company there, to look at; one that lies there is not scanned again

The company is scanned for real; everything after it is done on the pages of `bailee serve`, as a technician does it, and timed. What
a step says stands here, and where it does not come about, this stops. All names are invented.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import few_colours

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "stolen-laptop.md"
IMAGES = ROOT / "docs" / "images" / "stolen-laptop"
AGENT = "Mozilla/5.0 (pictures)"
PATIENCE = 90_000  # milliseconds
WITHIN = 600.0  # seconds, from the report to printed letters
ZONE = "America/New_York"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "update")]
_HEAD = (
    "<!-- Made by update/stolen_laptop.py; do not edit. -->",
    "# The stolen laptop",
    "",
    "The sample company of `bailee demo` loses a laptop. `update/stolen_laptop.py` does on the pages what a technician does there, takes",
    "these pictures, and stops where something does not come about, or where it takes longer than ten minutes. All names are invented.",
    "How it works stands in [incidents.md](incidents.md).",
)
WORDS = {
    "What happened, in a few": "a laptop of ours was stolen from a locked car",
    "What is done to end it": "We ended its sessions, changed the passwords, and told the police",
    "What may follow from it": "somebody may use these data to pose as you",
    "What else helps": "Be wary of calls that ask for more data about you",
    "Postal address to ask at": "12 Sample Street, Albany, NY 12207",
    "Telephone to ask at": "800-555-0100",
}


@dataclass(slots=True)
class Story:
    """What is written down as it happens: words, and pictures beside them."""

    lines: list[str] = field(default_factory=list)

    def says(self, head: str, text: str) -> None:
        self.lines += ["", f"## {head}", "", text]

    def picture(self, page: Page, name: str, alt: str, *, whole: bool = False) -> None:
        page.wait_for_timeout(300)
        few_colours.save(page.screenshot(full_page=whole), IMAGES / f"{name}.png", highest=2400)
        self.lines += ["", f"![{alt}](images/stolen-laptop/{name}.png)"]

    def paper(self, document: bytes, name: str, alt: str, *, page: int = 0) -> None:
        few_colours.save(_drawn(document, page), IMAGES / f"{name}.png", highest=2400)
        self.lines += ["", f"![{alt}](images/stolen-laptop/{name}.png)"]


@dataclass(slots=True)
class Desk:
    """The pages, and who sits before them."""

    browser: Browser
    address: str
    organisation: str
    cookie: dict[str, str]

    @contextmanager
    def page(self, width: int = 1280, height: int = 960, *, scale: int = 1) -> Iterator[Page]:
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, device_scale_factor=scale, reduced_motion="reduce",
            user_agent=AGENT,
        )  # fmt: skip
        try:
            context.add_cookies([self.cookie])  # type: ignore[list-item]  # a cookie as a plain dict
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            yield page
        finally:
            context.close()

    def at(self, rest: str) -> str:
        return f"{self.address}o/{self.organisation}/{rest}"


def tell(home: Path) -> str:
    """Do all of it; docs/stolen-laptop.md."""
    from bailee.operations.make_demo import begin_demo
    from bailee.operations.scan_store import scan_store
    from bailee.scanner import Limits, warm_up
    from bailee.store.organisations import organisations
    from web.people import signed_in
    from web.serving import Server

    if not (home / "company").is_dir():
        warm_up()
        demo = begin_demo(home, seed=7)
        scan_store(demo.workspace, [demo.company], limits=Limits(ocr="off"))
        demo.workspace.close()
    story = Story()
    (ours,) = organisations(home)
    name, _, value = signed_in(home, [(ours, "owner")], agent=AGENT, just_proven=True)["owner"].partition("=")
    server = Server(home)
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            desk = Desk(browser, server.address, ours, {"name": name, "value": value, "url": server.address})
            begun = time.monotonic()
            ident = _reported(story, desk)
            _said(story, desk, ident)
            _written(story, desk, ident)
            took = time.monotonic() - begun
            if took > WITHIN:
                raise SystemExit(f"it took {took:.0f} s")
            story.lines += [
                "",
                f"From the report to printed letters the pages took {took:.0f} seconds; reading and typing come on top.",
            ]
            _told(story, desk, ident)
            _on_a_telephone(story, desk, ident)
            browser.close()
    finally:
        server.close()
    return "\n".join([*_HEAD, *story.lines, ""])


def _reported(story: Story, desk: Desk) -> str:
    """Report it; its ident."""
    with desk.page() as page:
        page.goto(desk.at("incidents/report/"))
        now = datetime.now(UTC)
        page.get_by_label("What happened, in a few words").fill("Laptop QT-LT-07 stolen")
        page.get_by_label("What was lost").select_option(index=1)
        page.get_by_label("When it was missed").fill(_here(now))
        page.get_by_label("Time zone in which days are counted").fill(ZONE)
        page.get_by_label("What is known").fill("It was taken from a locked car; the user noticed it at once.")
        page.get_by_label("Who says so").fill("its user, by telephone")
        story.says(
            "1. Somebody calls",
            "A laptop is gone. What was lost, when it was missed, and who says so: three minutes, and clocks run from there.",
        )
        story.picture(page, "report", "The form that reports an incident", whole=True)
        page.get_by_role("button", name="Report it").click()
        _must(page, "Reported:", "the report")
        ident = page.url.rstrip("/").rpartition("/")[2]
        story.says(
            "2. Three answers",
            "Who is affected, what lay on it, was it encrypted at that hour; then what is not known, and each day that a law gives.",
        )
        story.picture(page, "incident", "The incident: three answers, what is not known, deadlines, places", whole=True)
        return ident


def _said(story: Story, desk: Desk, ident: str) -> None:
    """What another system knows of its disk, and the tests of harm."""
    with desk.page() as page:
        page.goto(desk.at(f"incidents/of/{ident}/"))
        page.get_by_text("Add a step, or a fact").click()
        page.locator("#enc-disk").fill("company")
        page.locator("#enc-state").select_option("no")
        page.locator("#enc-at").fill(_here(datetime.now(UTC) - timedelta(minutes=10)))
        page.locator("#enc-source").fill("report of the device management")
        page.get_by_role("button", name="Say so").first.click()
        _must(page, "Noted, with whose word it is", "the encryption")
        page.locator("form.line input[name=note]").first.fill("all sessions ended, passwords changed")
        page.get_by_role("button", name="Done", exact=True).first.click()
        _must(page, "Done", "the step")
        page.get_by_text("Answer", exact=True).first.click()
        page.locator("select[name=answer]").first.select_option("no")
        page.get_by_role("button", name="Answer", exact=True).first.click()
        _must(page, "Answered by", "the test of harm")
        story.says(
            "3. What is known besides",
            "The device management says that its disk lay in the clear; its word stands beside it. The first step is done, the first test of harm is "
            "answered: one question at a time, and a “no” needs grounds.",
        )
        page.locator("#harm").scroll_into_view_if_needed()
        story.picture(page, "harm", "Tests of harm one by one, steps to contain it, and the timeline")


def _written(story: Story, desk: Desk, ident: str) -> None:
    """The words, counsel's approval, the letters."""
    with desk.page() as page:
        page.goto(desk.at(f"incidents/of/{ident}/letters/"))
        for label, text in WORDS.items():
            page.get_by_label(label).first.fill(text)
        page.get_by_role("button", name="Keep these words").click()
        _must(page, "Written", "the words")
        page.goto(desk.at(f"incidents/of/{ident}/letters/"))
        page.get_by_text("Counsel read and approved these words").click()
        page.get_by_label("Who of counsel").fill("R. Okafor")
        page.get_by_role("button", name="Note the approval").click()
        _must(page, "Approved", "the approval")
        story.says(
            "4. The letters",
            "Each gets the text of where they live, in their language. Counsel approves the words before DRAFT comes off. Who is on no roster is counted, "
            "for their addresses stand in the files alone.",
        )
        story.picture(page, "letters", "Letters: who gets which text, what they say", whole=True)
        with page.expect_download() as begun:
            page.get_by_role("button", name="Print letters").click()
        content = Path(begun.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(archive.namelist())
        first = next(name for name in names if name.startswith("letters-"))
        letters, listed = (
            archive.read(first),
            archive.read(next(name for name in names if name.startswith("post-office"))),
        )
    story.lines += [
        "",
        f"The file holds {', '.join(f'`{name}`' for name in names[:4])}{' and more' if len(names) > 4 else ''}.",
    ]
    story.paper(letters, "sheet", "The first sheet of a letter: the address stands in the window")
    story.paper(letters, "letter", "The letter behind it", page=1)
    story.paper(listed, "post-office", "The list that the post office counts and stamps")


def _told(story: Story, desk: Desk, ident: str) -> None:
    """They were posted; what the authorities ask, and the sheet on paper."""
    with desk.page() as page:
        page.goto(desk.at(f"incidents/of/{ident}/letters/"))
        page.get_by_role("button", name="Posted", exact=True).first.click()
        _must(page, "were posted", "the posting")
        page.goto(desk.at(f"incidents/of/{ident}/"))
        story.says(
            "5. They were told",
            "Once the letters are at the post, the duties to tell people are done, and what counts from there begins to run.",
        )
        story.picture(page, "told", "The incident after the letters were posted")
        with page.expect_download() as begun:
            page.get_by_role("button", name="Facts for the authorities").click()
        story.says(
            "6. The authorities",
            "What their laws ask for, filled from what is known, to be copied into their own forms.",
        )
        story.paper(Path(begun.value.path()).read_bytes(), "authorities", "Facts for the authorities, first page")
        with page.expect_download() as begun:
            page.get_by_role("button", name="Print sheet").click()
        story.says("7. The sheet on paper", "Kept as it was, with its hash in the log.")
        story.paper(Path(begun.value.path()).read_bytes(), "paper", "The sheet as PDF, first page")


def _on_a_telephone(story: Story, desk: Desk, ident: str) -> None:
    with desk.page(320, 720, scale=2) as page:
        page.goto(desk.at(f"incidents/of/{ident}/"))
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > 320:
            raise SystemExit(f"it scrolls sideways: {wide}")
        story.says("8. On a telephone", "The same at 320 pixels: each row is a block, and each day stands in words.")
        story.picture(page, "telephone", "The incident on a telephone")


def _here(moment: datetime) -> str:
    """As a field of a form takes it, in the zone of the incident."""
    from bailee.incidents.clocks import zone_of

    return f"{moment.astimezone(zone_of(ZONE)):%Y-%m-%dT%H:%M}"


def _must(page: Page, words: str, where: str) -> None:
    page.wait_for_load_state()
    if words.casefold() not in page.locator("body").inner_text().casefold():
        raise SystemExit(f'{where} does not say "{words}": {page.locator("main").inner_text()[:600]}')


def _drawn(document: bytes, number: int = 0) -> bytes:
    """One of its pages as a picture."""
    import pypdfium2

    opened = pypdfium2.PdfDocument(document)
    made = io.BytesIO()
    opened[number].render(scale=1.3).to_pil().save(made, "PNG")
    opened.close()
    return made.getvalue()


def main() -> int:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    with tempfile.TemporaryDirectory() as name:
        home = Path(words[0]) if "--home" in sys.argv else Path(name) / "home"
        PAGE.write_text(tell(home), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
