"""The report as one self-contained page: what is held, told, secured, what to do next, what was not read.

No network, no script: a cell is a link that opens its panel under its row, by mouse and by keyboard. It prints, and reads
in black and white. The same page is served with stylesheet and font beside it, under a policy that allows nothing inline.
"""

from __future__ import annotations

import base64
import shlex
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from bailee.reports import charts
from bailee.reports.report import Report
from bailee.reports.shown import shown
from bailee.vocabulary import State

FONT = "inter.woff2"


def asset(name: str) -> bytes:
    """A file of the page: its stylesheet, tokens first; its font."""
    package = resources.files("bailee.reports")
    if name != "bailee.css":
        return (package / "static" / name).read_bytes()
    return (package / "static" / "tokens.css").read_bytes() + (package / "templates" / name).read_bytes()


@cache
def _template() -> Any:
    environment = Environment(loader=PackageLoader("bailee.reports"), autoescape=True, trim_blocks=True)
    environment.globals |= {"bar": charts.bar, "stack": _stack, "patterns": charts.PATTERNS}
    return environment.get_template("page.html")


def _stack(counts: list[tuple[str, int]], most: int) -> Markup:
    return charts.stack([(State(state), count) for state, count in counts], most)


@cache
def _inline_style() -> Markup:
    font = base64.b64encode(asset(FONT)).decode()
    css = asset("bailee.css").decode().replace(f'url("{FONT}")', f"url(data:font/woff2;base64,{font})")
    css = css.replace("font-display: optional", "font-display: swap")  # it is here already: nothing is waited for
    return Markup(css)  # noqa: S704 - our own files


def render(report: Report, *, stylesheet: str | None = None, exact_locators: bool = False, home: str = "") -> str:
    """The page; with `stylesheet`, a link to it stands where the style would be, for a policy without inline style.

    `home` is added to the commands on it, where the store lies in another folder than the usual one.
    """
    text: str = _template().render(
        shown(report, exact_locators=exact_locators, home=home),
        at_home=f" --home {shlex.quote(home)}" if home else "",
        stylesheet=stylesheet,
        css=None if stylesheet else _inline_style(),
    )
    return text
