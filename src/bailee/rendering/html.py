"""A document as one HTML page without a single outside thing, made for reading, for printing and for readers' programs."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources

from bailee.rendering import report_html
from bailee.rendering.document import (
    Aside,
    Blank,
    Block,
    Break,
    Choices,
    Columns,
    Decisions,
    Document,
    Drawing,
    Form,
    Heading,
    List,
    Paragraph,
    Rich,
    Span,
    Symbol,
    Table,
    Tiles,
)

_STYLE = """
:root { --ink: #14181d; --ink2: #414851; --line: #dde1e5; --edge: #7a828b; --paper: #fff; --mark: #744600; --tint: #fbf0da; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9ebee; --ink2: #bcc3ca; --line: #2b3137; --edge: #76808a; --paper: #101316; --mark: #f0bd65; --tint: #2b200f; } }
* { box-sizing: border-box } html { color-scheme: light dark }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/24px Inter, system-ui, -apple-system, "Segoe UI", sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 32px 16px 64px }
h1 { font-size: 28px; line-height: 36px; margin: 0 0 4px } h2 { font-size: 20px; line-height: 28px; margin: 32px 0 8px } h3 { font-size: 16px; margin: 24px 0 4px }
p, li, h1, h2, h3 { overflow-wrap: anywhere } p { margin: 0 0 12px } .sub, caption, footer { color: var(--ink2) } footer { border-top: 1px solid var(--line); margin-top: 40px; padding-top: 12px; font-size: 13px; line-height: 20px; overflow-wrap: anywhere }
.draft { background: var(--tint); color: var(--mark); border: 1px dashed var(--mark); border-radius: 4px; padding: 8px 12px; margin: 16px 0; font-weight: 600 }
table { border-collapse: collapse; width: 100%; font-size: 14px; line-height: 20px; margin: 8px 0 16px } caption { text-align: left; padding-bottom: 4px }
th, td { text-align: left; vertical-align: top; padding: 8px 12px 8px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 6.5em } thead th { border-bottom: 1px solid var(--edge); font-weight: 600 }
.sign { border: 1px solid var(--edge); border-radius: 6px; padding: 16px; margin-top: 16px } .sign .fill { border-bottom: 1px solid var(--edge); height: 40px; margin-bottom: 2px } .sign .what { font-size: 13px; color: var(--ink2); margin-bottom: 8px }
ins { text-decoration: underline; text-underline-offset: 2px } del { color: var(--ink2) } .quiet, .mark { color: var(--ink2) } .mark { font-size: 13px; margin: 0 } .item { padding-left: 20px; text-indent: -14px } sup a { color: inherit }
.pick span { display: inline-block; margin-right: 24px } .blank { margin-bottom: 12px } .blank .fill { border-bottom: 1px solid var(--edge); height: 28px } .notes { font-size: 13px; line-height: 20px }
.symbol svg { width: min(240px, 60vw); height: auto } .poster { font-size: 22px; line-height: 32px } .poster h1 { font-size: 44px; line-height: 52px } .poster h2 { font-size: 26px; line-height: 34px }
@media (max-width: 560px) { thead { display: none } tr, th, td { display: block; border: 0; padding: 2px 0; min-width: 0 } tr { border-bottom: 1px solid var(--line); padding: 8px 0 } td[data-head]::before { content: attr(data-head) ": "; color: var(--ink2) } }
.new-page { border-top: 1px solid var(--line); margin: 24px 0 }
@media print { .new-page { break-before: page; border: 0; margin: 0 } body { font-size: 11pt; line-height: 15pt } main { max-width: none; padding: 0 } h2, h3 { break-after: avoid } tr, li, .sign { break-inside: avoid } .poster { font-size: 20pt; line-height: 28pt } }
"""


def render(document: Document) -> str:
    """The page. Every leaf is escaped; there is no way to bring markup in."""
    draft = f'<p class="draft">{escape(document.draft_mark)}</p>' if document.draft else ""
    mark = f'<p class="mark">{escape(document.mark)}</p>' if document.mark else ""
    is_below = document.subtitle and not document.letterhead  # a report's stands in its head
    subtitle = f'<p class="sub">{escape(document.subtitle)}</p>' if is_below else ""
    notes: list[str] = []
    head = report_html.head(document)
    style = _STYLE + (report_html.style(document) if document.look == "report" else "")
    body = "\n".join(_block(block, notes) for block in document.blocks)
    start = {"sign": '<body class="poster">', "report": '<body class="report">'}.get(document.look, "<body>")
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(document.title)}</title>\n'
        f"<style>{style}</style>\n</head>\n{start}\n<main>\n{head}{mark}<h1>{escape(document.title)}</h1>\n{subtitle}{draft}\n{body}\n{_notes(notes)}"
        f"<footer>{escape(document.foot)}</footer>\n</main>\n</body>\n</html>\n"
    )


def _block(block: Block, notes: list[str]) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Paragraph(text, strong):
            return f"<p>{'<strong>' if strong else ''}{escape(text)}{'</strong>' if strong else ''}</p>"
        case List(items):
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
        case Table(caption, head, rows):
            return _table(caption, head, rows, is_marked=block.marked)
        case Form(statements, lines):
            said = "".join(f"<p>☐ {escape(statement)}</p>" for statement in statements)
            fields = "".join(f'<div class="fill"></div><div class="what">{escape(line)}</div>' for line in lines)
            return f'<div class="sign">{said}{fields}</div>'
        case Rich(spans, is_item):
            parts = "".join(_span(span, notes) for span in spans)
            return f'<p class="item">• {parts}</p>' if is_item else f"<p>{parts}</p>"
        case Choices(_, options):
            return '<p class="pick">' + "".join(f"<span>☐ {escape(words)}</span>" for _, words in options) + "</p>"
        case Blank(_, label, lines):
            return (
                f'<div class="blank"><div class="quiet">{escape(label)}</div>{"<div class=fill></div>" * lines}</div>'
            )
        case Symbol(name, label):
            return f'<div class="symbol" role="img" aria-label="{escape(label)}">{_drawing(name)}</div>'
        case Break():
            return '<div class="new-page"></div>'
        case Tiles(tiles):
            return report_html.tiles(tiles)
        case Decisions(rows):
            return report_html.decisions(rows)
        case Drawing(svg, label):
            return report_html.drawing(svg, label)
        case Aside(text, title):
            said = f"<strong>{escape(title)}</strong> " if title else ""
            return f'<p class="aside">{said}{escape(text)}</p>'
        case Columns(left, right):
            sides = ("".join(_block(each, notes) for each in side) for side in (left, right))
            return '<div class="columns">' + "".join(f"<div>{side}</div>" for side in sides) + "</div>"


@cache
def _drawing(name: str) -> str:
    drawn = resources.files("bailee.rendering").joinpath("templates", f"{name}.svg").read_text("utf-8").strip()
    return drawn.replace("#14181d", "currentColor").replace("<svg ", '<svg aria-hidden="true" ')


_LOOKS = {"strong": "strong", "inserted": "ins", "removed": "del"}


def _span(span: Span, notes: list[str]) -> str:
    text = escape(span.text)
    if element := _LOOKS.get(span.look):
        text = f"<{element}>{text}</{element}>"
    elif span.look:
        text = f'<span class="{span.look}">{text}</span>'
    if not span.note:
        return text
    notes.append(span.note)
    number = len(notes)
    return f'{text}<sup><a href="#note-{number}" id="from-{number}" aria-label="Footnote {number}">{number}</a></sup>'


def _notes(notes: list[str]) -> str:
    if not notes:
        return ""
    items = "".join(f'<li id="note-{number}">{escape(note)}</li>' for number, note in enumerate(notes, 1))
    return f'<ol class="notes">{items}</ol>\n'


def _table(caption: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], *, is_marked: bool = False) -> str:
    shown = report_html.marked if is_marked else escape
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head) if any(head) else ""
    lines = []
    for row in rows:
        first, *rest = row
        cells = "".join(
            f"<td{f' data-head={chr(34)}{escape(name)}{chr(34)}' if name else ''}>{shown(cell)}</td>"
            for name, cell in zip(head[1:], rest, strict=True)
        )
        lines.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    return f"<table><caption>{escape(caption)}</caption>{f'<thead><tr>{columns}</tr></thead>' if columns else ''}<tbody>{''.join(lines)}</tbody></table>"
