"""What the model said about one text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from bailee.detectors.names_model import gate
from bailee.detectors.names_model.inference import MOST, Row, ask
from bailee.detectors.names_model.words import Units, read

PERSON, ADDRESS, FIRM = (1, 2), (3, 4), (5,)


@dataclass(frozen=True, slots=True)
class Span:
    """Units that the model takes for one name or one address."""

    start: int
    end: int
    score: float


class Seen:
    """Probabilities of labels for those units of a text that the model was asked about."""

    def __init__(self, content: str, units: Units) -> None:
        self.content = content
        self.units = units
        self.rows: dict[int, Row] = {}
        self.asked = 0  # pieces

    def look(self, window: gate.Window) -> None:
        for index, row in enumerate(ask(self.units, window.first, window.last), window.first):
            self.rows[index] = row
        self.asked += sum(map(len, self.units.pieces[window.first : window.last]))

    def scores(self, start: int, end: int) -> tuple[float, float, float] | None:
        """How much of what stands there is a person, an address, a firm to the model; None where it was not asked."""
        units = self.units
        first, last = bisect_right(units.ends, start), bisect_left(units.starts, end)
        rows = [self.rows[index] for index in range(first, last) if index in self.rows]
        if not rows or len(rows) < last - first:
            return None
        return (
            sum(row[1] + row[2] for row in rows) / len(rows),
            sum(row[3] + row[4] for row in rows) / len(rows),
            sum(row[5] for row in rows) / len(rows),
        )

    def spans(self, first_label: int, least: float = 0.5) -> list[Span]:
        """Spans of `B-` label `first_label` and the label after it, where both together reach `least`."""
        out: list[Span] = []
        units, content = self.units, self.content
        start = end = -1
        total = count = 0.0
        for index in sorted(self.rows):
            row = self.rows[index]
            both = row[first_label] + row[first_label + 1]
            if both < least:
                if count:
                    out.append(Span(units.starts[start], units.ends[end], total / count))
                    count = 0
                continue
            begins = row[first_label] > row[first_label + 1]
            joined = units.starts[index] == units.ends[end] and content[units.ends[end] - 1] in "'’-" if count else False
            if count and (end != index - 1 or (begins and not joined)):
                out.append(Span(units.starts[start], units.ends[end], total / count))
                count = 0
            if not count:
                start, total = index, 0.0
            end = index
            total, count = total + both, count + 1
        if count:
            out.append(Span(units.starts[start], units.ends[end], total / count))
        return out


def look(content: str, *, gated: bool = True) -> Seen:
    """Ask the model about a text: about what the gate lets through, or about all of it."""
    units = read(content)
    seen = Seen(content, units)
    rows = gate.segments(content, units, MOST)
    is_open = [not gated or gate.opens(units, row) for row in rows]
    for window in gate.windows(rows, is_open, MOST):
        seen.look(window)
    return seen
