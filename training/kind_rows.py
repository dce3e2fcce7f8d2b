"""Documents that kinds of record are learnt from: ours, the older sets, the samples of the tests, and text that holds no record.

Each row says of which set it is, so that a set can be left out and told without having been seen.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

import bailee.kinds.likeness as likeness  # noqa: E402 - likewise
import kinds_of_record as records  # noqa: E402 - found by the line before
from bailee.text import Text  # noqa: E402 - likewise

OURS = Path(__file__).parent / "kinds"
BACKGROUND = {"wikigold": 300, "wnut17_train": 100, "sec_fin5_train": 300, "btc_b": 60, "presidio_gen_large": 250}
TIMES, OLDER, OF_FRAGMENTS = 5, 2, 1.5  # fillings of a template of ours, of an older set, documents for each fragment
READ = (".txt", ".csv", ".log", ".md")  # samples
_WORDINGS = re.compile(r"<([^<>\n]*\|[^<>\n]*)>")
HEADS = (
    "{name}: ", "{first} ", "Re {name}, {date}\n", "Hi {first2},\n", "{date} {time} {first} {last}\n", "Employee {name}\n",
    "Name: {name}\nDate: {date}\n", "{last}, {first} ({dob})\n", "Note for file, {date}, {name}: ", "Dear {name},\n",
    "{name2} writes about {name}: ", "", "{first2}, ",
)  # fmt: skip
HEADS_IN = {  # other tongues
    "de": ("{de}: ", "{defirst} ", "Betr. {de}, {ddate}\n", "Hallo {defirst},\n", "Notiz {ddate}, {de2}: ", "Mitarbeiter {de}\n", ""),
    "fr": ("{fr} : ", "{frfirst} ", "Objet : {fr}, {ddate}\n", "Bonjour {frfirst},\n", "Note du {ddate}, {fr2} : ", "Mme {frlast}\n", ""),
    "es": ("{es}: ", "Asunto: {es}, {ddate}\n", "Hola {first},\n", "Nota {ddate}, {es2}: ", "Sra. {last}\n", ""),
}  # fmt: skip
HEADS_ELSEWHERE = (
    "{name}: ",
    "{first} ",
    "{name}, {ddate}\n",
    "{ddate} {time} {name}\n",
    "{last}, {first} ({ddob})\n",
    "",
)
TAILS = ("", "\n{name2}", "\nThanks, {first}", "\n{initials}", " ({date})", "\nSigned {name2} {date}")
BETWEEN = ("\n", ". ", "; ", ", ", "\n- ", " / ")


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    kind: str
    of: str  # the set
    template: str
    whole: str = ""  # a table as its file holds it


def as_read(content: str, form: str) -> str:
    """As the scanner hands it on: cells of a table apart by tabs."""
    if form != "csv":
        return content
    head = content.split("\n", 1)[0]
    return Text.table(csv.reader(io.StringIO(content), delimiter=max(",;", key=head.count)), records.NOWHERE).content


def _untitled(content: str, rng: random.Random) -> str:
    lines = content.split("\n")
    return "\n".join(lines[1:]) if len(lines) > 3 and rng.random() < 0.4 else content


def _filled(template: str, form: str, rng: random.Random) -> str:
    return records.filled(template, rng.randrange(10**6), quoted=form == "csv")


def older(rng: random.Random) -> Iterator[Row]:
    """The sets that words were added for, and the same forms with nothing in them."""
    for name, kind, how, template in records.templates():
        of = name.rpartition("-")[0]
        if "+" in kind:
            continue
        form = how.partition(":")[0]
        for _ in range(OLDER):
            content = _filled(template, form, rng)
            if form == "fields":
                content = records.SHAPES[rng.choice(("asis", "lines", "columns", "boxes", "ocr"))](content)
            yield Row(_untitled(as_read(content, form), rng), kind, of, name)
        if form == "fields":
            blank = rng.choice(records.BLANKS)
            labels = [line.partition(": ")[0] for line in template.splitlines()]
            yield Row("\n".join(f"{label}: {blank}" for label in labels), likeness.NONE, of, name)


def _blocks(path: Path) -> Iterator[tuple[str, str, str]]:
    for block in re.split(r"^=== ", path.read_text("utf-8"), flags=re.M)[1:]:
        head, _, content = block.partition("\n")
        kind, form = (*head.split(), "text")[:2]
        yield kind, form, content.strip("\n")


def ours(rng: random.Random) -> Iterator[Row]:
    """Templates with several wordings."""
    for path in sorted(OURS.glob("templates_*.txt")):
        for number, (kind, form, template) in enumerate(_blocks(path)):
            for _ in range(TIMES):
                worded = _WORDINGS.sub(lambda found: rng.choice(found.group(1).split("|")), template)
                filled = _filled(worded, form, rng)
                content = _untitled(as_read(filled, form), rng)
                yield Row(content, kind, path.stem, f"{path.stem}-{number}", filled if form == "csv" else "")


def fragments(rng: random.Random) -> Iterator[Row]:
    """A few phrases of one kind together, of one tongue, said of somebody."""
    banks: dict[tuple[str, str], list[str]] = {}
    for path in sorted(OURS.glob("fragments*.txt")):
        for block in re.split(r"^== ", path.read_text("utf-8"), flags=re.M)[1:]:
            head, _, content = block.partition("\n")
            kind, tongue = (*head.split(), "")[:2]
            banks.setdefault((kind, tongue), []).extend(line for line in content.split("\n") if line.strip())
    for (kind, tongue), bank in banks.items():
        heads = HEADS_IN.get(tongue, HEADS_ELSEWHERE) if tongue else HEADS
        tails = ("", "\n{initials}", " ({ddate})") if tongue else TAILS
        for _ in range(int(len(bank) * OF_FRAGMENTS)):
            chosen = rng.sample(bank, min(rng.choice((1, 2, 2, 3, 3, 4)), len(bank)))
            body = rng.choice(BETWEEN).join(chosen)
            bare = kind == likeness.NONE and rng.random() < 0.6
            whole = body if bare else rng.choice(heads) + body + rng.choice(tails)
            yield Row(_filled(whole, "text", rng), kind, f"fragments_{tongue or 'en'}", chosen[0])


def samples() -> Iterator[Row]:
    for folder in sorted((ROOT / "tests" / "samples").iterdir()):
        for sort, kind in (("positive", folder.name), ("near-miss", likeness.NONE)):
            for path in sorted((folder / sort).glob("*.*")):
                if path.suffix in READ:
                    content = path.read_text("utf-8", "replace")
                    yield Row(as_read(content, path.suffix[1:])[: likeness.MOST], kind, "samples", str(path))


def background(data: Path, rng: random.Random) -> Iterator[Row]:
    """Stretches of text that holds no record."""
    for name, count in BACKGROUND.items():
        texts = collection(data, name)
        for _ in range(count):
            text = "\n".join(rng.sample(texts, 2)) if name == "presidio_gen_large" else rng.choice(texts)
            start = rng.randrange(max(1, len(text) - 600))
            piece = text[start : start + rng.randint(200, 900)]
            yield Row(piece, likeness.NONE, "background", f"{name}-{start // 3000}")


def collection(data: Path, name: str) -> list[str]:
    """The texts of a published collection."""
    return [json.loads(line)["text"] for line in (data / f"{name}.jsonl").open("r", encoding="utf-8")]


def every(data: Path, rng: random.Random) -> list[Row]:
    return [*older(rng), *ours(rng), *fragments(rng), *samples(), *background(data, rng)]
