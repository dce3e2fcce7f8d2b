"""Write docs/components.md from the macros of the pages; with --pictures, make its pictures from the page of components.

python update/components.py               # a second
python update/components.py --pictures    # needs chromium; ten seconds
python update/components.py --check       # exit 1 where the page is out of date
"""

from __future__ import annotations

import io
import re
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "components.md"
IMAGES = ROOT / "docs" / "images"
SOURCE = ROOT / "src" / "bailee" / "web" / "templates" / "components.html"
TOKENS = ROOT / "src" / "bailee" / "reports" / "static" / "tokens.css"
SHOWN = (
    ("components-light", 1280, False, "All components in light, 1280 pixels wide"),
    ("components-dark", 1280, True, "All components in dark, 1280 pixels wide"),
    ("components-phone", 320, False, "The first components on a phone, 320 pixels wide"),
)
_MACRO = re.compile(r"(?:\{#-((?:(?!-#\}).)*?)-#\}\s*)?\{%-\s*macro (\w+)\((.*?)\)\s*-%\}(.*?)\{%-\s*endmacro", re.S)
_CODE = re.compile(r"(\{% call.*?\{% endcall %\}|\{\{.*?\}\})")
_HEAD = re.compile(r"\{#- ---- (\w+) -+ -#\}")
_USES = {
    "paper": "the page", "surface": "a well", "sunk": "track of a bar, chosen view", "line": "hairline",
    "edge": "edge of a control, below a table's head", "ink": "text, main act", "ink2": "reasons, second text",
    "ink3": "labels", "link": "links and the focus", "sel": "current row, text that was added", "amount": "bars",
    "on-state": "the cross in red",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Macro:
    part: str
    name: str
    arguments: str
    about: str
    takes_more: bool
    takes_block: bool

    @property
    def call(self) -> str:
        more = [self.arguments] if self.arguments else []
        more += ["**attributes"] if self.takes_more else []
        said = f"{self.name}({', '.join(more)})"
        return f"call {said}" if self.takes_block else said


def macros() -> list[Macro]:
    """What a page may call, in the order of the file."""
    text = SOURCE.read_text("utf-8")
    heads = [(match.start(), match[1]) for match in _HEAD.finditer(text)]
    found = []
    for match in _MACRO.finditer(text):
        about, name, arguments, body = match.groups()
        if name.startswith("_"):
            continue
        part = [head for start, head in heads if start < match.start(2)][-1]
        said = _CODE.sub(r"`\1`", " ".join((about or "").split()))
        found.append(Macro(part, name, " ".join(arguments.split()), said, "kwargs" in body, "caller(" in body))
    return found


def colours() -> list[tuple[str, str, str]]:
    """Token, light, dark."""
    text = TOKENS.read_text("utf-8")
    blocks = [text.partition(":root {")[2], text.partition('[data-theme="dark"] {')[2]]
    light, dark = (dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", block.partition("}")[0])) for block in blocks)
    return [(name, value, dark[name]) for name, value in light.items()]


def page() -> str:
    lines = [
        "<!-- Made by update/components.py from web/templates/components.html and reports/static/tokens.css; do not edit. -->",
        "# Components",
        "",
        "What the server's pages are made of. The same stands at `/components/` of a server, to look at and to try. A page that needs",
        "something else adds it there first. How it should look and speak: ink on paper, the only colour is state, and a state is",
        "always shape, word and colour together.",
        "",
        "A template begins so, and fills the blocks that `base.html` names in its first lines:",
        "",
        "```",
        '{% extends "base.html" %}',
        '{% import "components.html" as c %}',
        "{% block title %}Stores{% endblock %}",
        '{% block content %}{{ c.state(store.state, "secured") }}{% endblock %}',
        "```",
        "",
        "![All components in light](images/components-light.png)",
        "",
        "In dark: [components-dark.png](images/components-dark.png). On a phone: [components-phone.png](images/components-phone.png).",
    ]
    part = ""
    for macro in macros():
        if macro.part != part:
            part = macro.part
            lines += ["", f"## {part.capitalize()}", ""]
        about = f": {macro.about}" if macro.about else ""
        lines.append(f"- `{macro.call}`{about}")
    lines += ["", "## Colours", "", "| token | light | dark | use |", "| --- | --- | --- | --- |"]
    lines += [f"| {name} | {light} | {dark} | {_use(name)} |" for name, light, dark in colours()]
    lines += [
        "",
        "Space is 4 8 12 16 24 32 48 pixels. Tests compute the contrast of every text on every ground (4.5 at least) and of every mark",
        "(3) from these, in light, dark and print, and ask axe-core about the page at 320 and 1280 pixels, at 200 % and in forced colours.",
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _use(name: str) -> str:
    if name in _USES:
        return _USES[name]
    word, _, kind = name.partition("-")
    if word == "amount":
        return f"step {kind} of 5 of an amount"
    return {"": "text", "mark": "shape, edge", "tint": "ground of a cell"}[kind] + f", {word}"


def pictures() -> None:
    """As a technician sees the page."""
    from PIL import Image

    sys.path.insert(0, str(ROOT / "tests"))
    axe, sample, rendered = (import_module(f"web.{name}") for name in ("axe", "components.page", "rendered"))
    shown_page = {"/components/": sample.html(banners=(), flashes=())}
    with rendered.serving(shown_page) as address, axe.chromium() as browser:
        for name, width, dark, _ in SHOWN:
            with axe.opened(browser, f"{address}/components/", axe.Look(width, dark=dark)) as shown:
                shown.wait_for_selector("canvas[data-drawn]", state="attached")
                tall = int(shown.evaluate("document.documentElement.scrollHeight")) if width > 760 else 2400
                shown.set_viewport_size({"width": width, "height": tall})  # so that nothing sticks to an edge
                shown.wait_for_timeout(200)
                picture = Image.open(io.BytesIO(shown.screenshot())).convert("RGB")
            picture.quantize(128).save(IMAGES / f"{name}.png", optimize=True)


def main() -> int:
    if "--check" in sys.argv:
        return int(PAGE.read_text("utf-8") != page())
    PAGE.write_text(page(), "utf-8")
    if "--pictures" in sys.argv:
        pictures()
    return 0


if __name__ == "__main__":
    sys.exit(main())
