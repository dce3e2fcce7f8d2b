"""What a report has beside other documents, as HTML: its head, figures, decisions, drawings. Everything is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bailee.rendering.document import Decision, Document, Tile
from bailee.rendering.states import TONES, shape

_STYLE = """
.report { font: 14px/21px Inter, system-ui, -apple-system, "Segoe UI", sans-serif } .report main { max-width: 54rem }
.report h1 { font-size: 28px; line-height: 36px; margin: 20px 0 8px } .report h2 { font-size: 17px; line-height: 24px; border-top: 1px solid var(--edge); padding-top: 10px; margin: 26px 0 8px } .report h3 { font-size: 14px; margin: 18px 0 4px }
.report h1 + p { font-size: 17px; line-height: 27px } .report table { font-size: 13px } .report footer { font-size: 12px; line-height: 18px }
.report td, .report th[scope=row] { padding: 7px 12px 7px 0 } .report th[scope=row] { font-weight: 600 } .report td { font-variant-numeric: tabular-nums }
.head { display: flex; justify-content: space-between; align-items: flex-start; gap: 24px; border-bottom: 2px solid var(--accent, var(--ink)); padding-bottom: 12px } .head p { margin: 0 } .head .maker { display: flex; align-items: center; gap: 10px; font-weight: 600; text-align: right } .head img { max-height: 40px; max-width: 180px; width: auto; background: #fff; border-radius: 2px }
.unreal { border: 1px dashed #6b5aa3; background: #f2eff9; color: #524280; padding: 8px 12px; font-weight: 600; margin: 12px 0 0 }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); border: 1px solid var(--line); border-width: 1px 0; margin: 16px 0; padding: 0; list-style: none } .tiles li { padding: 10px 16px; border-left: 1px solid var(--line) } .tiles li:first-child { border-left: 0; padding-left: 0 } .tiles b { display: block; font-size: 26px; line-height: 34px } .tiles .quiet { font-size: 12px }
.decide { list-style: none; padding: 0; margin: 0; counter-reset: n } .decide li { counter-increment: n; display: grid; grid-template-columns: 1.6rem 1fr auto; gap: 4px 12px; padding: 8px 0; border-bottom: 1px solid var(--line) } .decide li::before { content: counter(n); font-weight: 600 } .decide .quiet { text-align: right }
.drawing svg { width: 100%; height: auto } .drawing { margin: 8px 0 16px; overflow-x: auto; color: #14181d; background: #fff }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 36px } .columns > div { min-width: 0 } .aside { border: 1px dashed #6b5aa3; padding: 8px 12px }
.state { white-space: nowrap; font-weight: 600 } .state svg { width: 1em; height: 1em; vertical-align: -.12em; margin-right: .4em } .red { color: #a01019 } .amber { color: #744600 } .unknown { color: #524280 } .green { color: #0b6639 }
@media (prefers-color-scheme: dark) { .red { color: #ff9a9c } .amber { color: #f0bd65 } .unknown, .unreal { color: #bdaeee } .green { color: #74d3a0 } .unreal { background: #231e35 } }
@media (max-width: 640px) { .columns, .decide li { grid-template-columns: 1fr } .decide .quiet { text-align: left } .decide li::before { display: none } }
@media print { .report { font-size: 9pt; line-height: 13pt } .columns { break-inside: avoid } }
"""


def style(document: Document) -> str:
    """Of a report, beside that of every document."""
    accent = document.letterhead.accent if document.letterhead else ""
    return _STYLE + (f":root {{ --accent: {escape(accent)} }}" if accent else "")


def head(document: Document) -> str:
    """Whose it is, and who made it."""
    letterhead = document.letterhead
    if letterhead is None:
        return ""
    logo = f'<img src="data:image/png;base64,{escape(letterhead.logo)}" alt="">' if letterhead.logo else ""
    return (
        f'<div class="head"><div><p><strong>{escape(letterhead.organisation)}</strong></p>'
        f'<p class="sub">{escape(document.subtitle)}</p></div>'
        f'<div class="maker">{logo}<span>{escape(letterhead.provider)}</span></div></div>'
    )


def marked(text: str) -> str:
    """A cell that begins with the sign of a state: its shape, and the words in its colour."""
    tone = TONES.get(text[:1])
    if tone is None or len(text) < 2:
        return escape(text)
    word, dot, rest = text[1:].strip().partition(". ")
    said = f"{dot}{escape(rest)}" if rest else ""
    return f'<span class="state {tone}">{shape(text[0])}{escape(word)}</span>{said}'


def tiles(made: Sequence[Tile]) -> str:
    items = "".join(
        f"<li>{marked(f'{each.sign} {each.label}') if each.sign else f'<span>{escape(each.label)}</span>'}"
        f'<b>{escape(each.figure)}</b><span class="quiet">{escape(each.note)}</span></li>'
        for each in made
    )
    return f'<ul class="tiles">{items}</ul>'


def decisions(rows: Sequence[Decision]) -> str:
    items = "".join(
        f"<li><span><strong>{escape(each.what)}</strong> {escape(each.then)}</span>"
        f'<span class="quiet">{escape(" · ".join(filter(None, (each.who, each.by))))}</span></li>'
        for each in rows
    )
    return f'<ol class="decide">{items}</ol>'


def drawing(svg: str, label: str) -> str:
    """A drawing of our own, read aloud as its label."""
    unseen = svg.replace("<svg ", '<svg aria-hidden="true" ', 1)
    return f'<div class="drawing" role="img" aria-label="{escape(label)}">{unseen}</div>'
