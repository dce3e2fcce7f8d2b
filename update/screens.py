"""Write docs/screens.md and take its pictures: the server's pages as a provider of eight clients sees them.

python update/screens.py                  # needs chromium; some minutes, for every client is scanned
python update/screens.py --home HOME      # over a home that update/sample_provider.py laid
python update/screens.py --company        # of the sample company alone: what is known, owed, told, signed and proven there
python update/screens.py --page           # the page alone

Nothing is drawn: it is `bailee serve` in a browser, over the files of the sample company. Every name is invented.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import few_colours

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "screens.md"
IMAGES = ROOT / "docs" / "images" / "screens"
AGENT = "Mozilla/5.0 (pictures)"
SUBJECT = "Harbour Dental"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "update")]


def _first_red(page: Page) -> None:
    page.locator(".steps a").first.click()
    page.locator("#open").scroll_into_view_if_needed()
    page.evaluate(
        "() => window.scrollTo(0, document.querySelector('#open').getBoundingClientRect().top + scrollY - 300)"
    )


def _ticked(page: Page) -> None:
    boxes = page.locator("input[name=finding]")
    for number in (1, 2, 3):
        boxes.nth(number).check()


def _recovery(page: Page) -> None:
    page.evaluate("() => document.querySelector('#recovery').scrollIntoView()")


def _menu(page: Page) -> None:
    page.wait_for_timeout(200)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: where it is taken, and the line beside it. `{o}` is the client's address."""

    name: str
    path: str
    says: str
    width: int = 1280
    height: int = 960
    scale: int = 1
    prepare: Callable[[Page], None] | None = None
    signed_in: bool = True


SHOTS = (
    Shot("overview", "{o}", "One client: the three worst things with their next step, what changed since a week ago, and the table of what is held, who was told, and how it is secured.", height=1180),
    Shot("cell", "{o}", "A cell opens where it stands: why, the rule with its citation, the next step, and the evidence.", prepare=_first_red),
    Shot("clients", "/clients/", "All clients, worst first, with what turned this week. One that was never scanned stays in the list, with what is missing."),
    Shot("findings", "{o}findings/", "Findings to judge, worst first. The value is never shown: where it lies, why it is so sure, and the keys to decide.", prepare=_ticked),
    Shot("scan-running", "{running}", "A scan, live: its share, its rate, what it found so far and what it could not read."),
    Shot("scan-compared", "{past}", "A scan that ended, and what is new, gone or changed since the one before."),
    Shot("stores", "{o}stores/", "Data stores, worst first: what lies in each, and how much of it was read."),
    Shot("coverage", "{o}coverage/", "What was looked at, what was not and what would read it; sealed, so that it can be shown to others."),
    Shot("phone", "{o}", "The same client on a phone.", width=375, height=1100, scale=2),
    Shot("sign-in", "/account/login/", "Sign-in: by passkey, or by password and code.", height=640, signed_in=False),
)  # fmt: skip

# Of the sample company, as `bailee demo` leaves it: from a scan to who signed.
COMPANY = (
    Shot("inventory", "{o}inventory/", "The record of processing, filled from what was found and completed by people; what differs stands beside it.", height=1100),
    Shot("plots", "{o}inventory/plots/", "What lies where, about whom and how old it is.", height=1300),
    Shot("departures", "{o}departures/", "What lies otherwise than a law asks or than was declared: a drug test in a personnel folder, with its rule and what mends it.", height=1100),
    Shot("obligations", "{o}obligations/", "Which laws apply, why, since which facts, and what is unknown.", height=1100),
    Shot("tasks", "{o}tasks/", "What is to be done, by whom and by when, and what closes it.", height=1000),
    Shot("counsel", "{o}counsel/", "What counsel is asked, in order of risk.", height=1000),
    Shot("notices", "{o}notices/", "What people are told: each notice, its versions, and which went stale by what was found since.", height=1000),
    Shot("composer", "{o}notices/of/employee-privacy-notice/", "A notice composed from facts: each clause with why it stands there, and what still stops it.", height=1300),
    Shot("deliveries", "{o}deliveries/", "How notices went out, whom they reached, and why not the rest.", height=900),
    Shot("signatures", "{o}signatures/", "Who signed which version, and who has not.", height=1100),
    Shot("watching", "{o}monitoring/", "What watches people, since when, who sees it, and the notice that covers it.", height=1000),
    Shot("gate", "{o}gate/", "The gate: what may be looked at today, and from when the rest.", height=900),
    Shot("consents", "{o}consents/", "Consent, purpose by purpose, with what was shown.", height=900),
    Shot("protect", "{o}protect/", "What protects what was found: each file with why, the act, what breaks, and whether it can be undone; one decision for all that is ticked.", height=1000),
    Shot("keys", "{o}keys/", "Keys and recovery: how many sealed files depend on the recovery key, its printed pages, and the drill that the calendar asks for.", height=720, prepare=_recovery),
    Shot("proof", "{o}proof/", "Who was told what, when, how and in which version: a bundle that verifies without bailee.", height=900),
)  # fmt: skip


def page_text() -> str:
    """docs/screens.md."""
    lines = [
        "<!-- Made by update/screens.py; do not edit. -->",
        "# Screens",
        "",
        "`bailee serve`, as a provider with eight clients sees it. The files are the sample company's (`bailee demo`), scanned for",
        "real; the weeks before this one are laid, so that there is something to compare with. All names are invented.",
        "A newcomer's walk through them is in [walk.md](walk.md); what they are made of in [components.md](components.md).",
        "",
    ]
    for shot in SHOTS:
        lines += [f"## {shot.name.replace('-', ' ').capitalize()}", "", shot.says, ""]
        light = f"images/screens/{shot.name}-light.png"
        lines += [f"![{shot.says}]({light})", "", f"[In dark](images/screens/{shot.name}-dark.png)", ""]
    lines += [
        "# The sample company",
        "",
        "What `bailee demo` leaves: scanned, declared, told, and signed by most; `bailee serve` over its home shows these pages.",
        "",
    ]
    for shot in COMPANY:
        light = f"images/screens/{shot.name}-light.png"
        lines += [f"## {shot.name.capitalize()}", "", shot.says, "", f"![{shot.says}]({light})", ""]
    return "\n".join(lines)


def take_company(home: Path, names: list[str]) -> None:
    """The pages of the sample company, of a home that `bailee demo` laid."""
    from bailee.store.organisations import organisations
    from web.people import signed_in
    from web.serving import Server

    (ours,) = organisations(home)
    cookie = signed_in(home, [(ours, "owner")], agent=AGENT)["owner"].partition("=")
    server = Server(home)
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            jar = {"name": cookie[0], "value": cookie[2], "url": server.address}
            for shot in COMPANY:
                if not names or shot.name in names:
                    _one(browser, server.address, shot, jar, {"{o}": f"/o/{ours}/"}, dark=False)
            browser.close()
    finally:
        server.close()


def take(home: Path, names: list[str]) -> None:
    from bailee.store.organisations import organisations
    from bailee.store.workspace import Workspace
    from web.people import signed_in
    from web.serving import Server

    found = list(organisations(home))
    clients = [each for each in found if each != found[0]]
    cookie = signed_in(home, [(each, "owner") for each in found], agent=AGENT)["owner"].partition("=")
    subject = next(each for each in clients if each.startswith(SUBJECT.lower().replace(" ", "-")))
    workspace = Workspace(home, subject, "owner")
    # the last that found something
    scan = max(each.ident for each in workspace.scans() if each.counts.get("new"))
    workspace.close()
    known = {"{o}": f"/o/{subject}/", "{past}": f"/o/{subject}/scans/past/{scan}/"}
    shots = [shot for shot in SHOTS if not names or shot.name in names]
    server = Server(home)
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            for dark in (False, True):
                for shot in shots:
                    jar = {"name": cookie[0], "value": cookie[2], "url": server.address}
                    _one(browser, server.address, shot, jar, known, dark)
            browser.close()
    finally:
        server.close()


def _one(browser: Browser, address: str, shot: Shot, jar: dict[str, str], known: dict[str, str], dark: bool) -> None:
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        user_agent=AGENT,
    )
    if shot.signed_in:
        context.add_cookies([jar])  # type: ignore[list-item]  # a cookie as a plain dict
    page = context.new_page()
    page.set_default_navigation_timeout(180_000)  # a busy machine takes its time, and pictures have some
    path = shot.path
    if path == "{running}":
        path = _begun(page, address, known["{o}"])
    for name, value in known.items():
        path = path.replace(name, value)
    page.goto(f"{address}account/login/")  # its typeface is at hand, or there is none yet
    page.wait_for_timeout(300)
    page.goto(address.rstrip("/") + path)
    if shot.path == "{running}":
        _under_way(page)
    if shot.prepare:
        shot.prepare(page)
    page.wait_for_timeout(400)
    few_colours.save(
        page.screenshot(),
        IMAGES / f"{shot.name}-{'dark' if dark else 'light'}.png",
        highest=100_000,
        colours=(256, 160, 96),
    )
    if shot.path == "{running}":
        page.get_by_role("button", name="Stop").click()
    context.close()


def _begun(page: Page, address: str, organisation: str) -> str:
    """Begin a scan of everything the client has, by the page."""
    page.goto(f"{address.rstrip('/')}{organisation}scans/new/")
    for box in page.locator("input[name=place]").all():
        box.check()
    page.get_by_text("How it looks, and how hard").click()
    page.get_by_label("Read every file again").check()
    page.get_by_label("Or why it goes ahead without").fill("the sample company has no staff")
    page.get_by_role("button", name="Start the scan").click()
    found = re.search(r"(/o/[^?#]+/scans/job/[^?#]+)", page.url)
    if not found:
        raise SystemExit(f"no scan was begun: {page.locator('main').inner_text()[:800]}")
    return found[1]


def _under_way(page: Page) -> None:
    for _ in range(120):
        if page.locator("h2", has_text="Found so far").count():
            break
        page.wait_for_timeout(500)
    page.wait_for_timeout(5000)


def main() -> int:
    PAGE.write_text(page_text(), "utf-8")
    if "--page" in sys.argv:
        return 0
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    if "--home" in sys.argv:
        take(Path(words[0]), words[1:])
        return 0
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "demo"
        subprocess.run(
            [sys.executable, "-m", "bailee", "demo", "--home", str(home)], check=True, stdout=subprocess.DEVNULL
        )
        take_company(home, words)
    if "--company" in sys.argv:
        return 0
    import sample_provider

    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        sample_provider.lay(home)
        take(home, words)
    return 0


if __name__ == "__main__":
    sys.exit(main())
