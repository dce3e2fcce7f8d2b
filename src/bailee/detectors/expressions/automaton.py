"""The automaton behind an expression (Glushkov 1961): one state a character, and what its loops can read in more ways than one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bailee.detectors.expressions.syntax import CHARACTERS, REPEATS, Seq, characters, inside_of, sample, spread_of

_NESTED = 24  # from so many ways on, a repeat in a repeat does
_MOST_STATES = 400
_MOST_STEPS = 2_000_000  # of the check itself, some two seconds


@dataclass(slots=True)
class _Part:
    nullable: bool
    first: set[int]
    last: set[int]


class TooLong(Exception):
    pass


class Automaton:
    """States, the characters that lead into each, and what may follow it. State 0 is the start."""

    def __init__(self, seq: Seq, flags: int, wide: int) -> None:
        self.sets: list[int] = [0]
        self.follow: list[set[int]] = [set()]
        self._wide = wide
        self._steps = 0
        part = self._sequence(seq, flags, False)
        self.follow[0] |= part.first

    def _state(self, mask: int) -> _Part:
        if len(self.sets) > _MOST_STATES:
            raise TooLong
        self.sets.append(mask)
        self.follow.append(set())
        number = len(self.sets) - 1
        return _Part(False, {number}, {number})

    def _then(self, left: _Part, right: _Part) -> _Part:
        for state in left.last:
            self.follow[state] |= right.first
        return _Part(
            left.nullable and right.nullable,
            left.first | right.first if left.nullable else left.first,
            left.last | right.last if right.nullable else right.last,
        )

    def _sequence(self, seq: Seq, flags: int, endless: bool) -> _Part:
        part = _Part(True, set(), set())
        for code, argument in seq:
            part = self._then(part, self._element(str(code), argument, flags, endless))
        return part

    def _element(self, kind: str, argument: Any, flags: int, endless: bool) -> _Part:
        if kind in CHARACTERS:
            return self._state(characters(kind, argument, flags))
        if kind in ("SUBPATTERN", "ATOMIC_GROUP"):
            body, flags = inside_of(kind, argument, flags)
            return self._sequence(body, flags, endless)
        if kind == "BRANCH":
            parts = [self._sequence(body, flags, endless) for body in argument[1]]
            return _Part(
                any(part.nullable for part in parts),
                set().union(*(part.first for part in parts)),
                set().union(*(part.last for part in parts)),
            )
        if kind in REPEATS:
            return self._repeat(argument, flags, endless)
        return _Part(True, set(), set())  # looks around, reads nothing

    def _repeat(self, argument: Any, flags: int, endless: bool) -> _Part:
        least, most, body = argument
        most = min(int(most), 1 << 20)
        spread = spread_of(body)
        # many ways to share a text between rounds of a repeat whose body varies in length: as bad as no end at all
        nested = most > 1 and spread * most >= _NESTED
        star = most - least >= self._wide or nested or (endless and most - least >= 2)
        part = _Part(True, set(), set())
        for _ in range(min(least, 2) if star else least):
            part = self._then(part, self._sequence(body, flags, endless or nested))
        if star:
            loop = self._sequence(body, flags, endless or nested)
            for state in loop.last:
                self.follow[state] |= loop.first
            return self._then(part, _Part(True, loop.first, loop.last))
        for _ in range(most - least):
            again = self._sequence(body, flags, endless or nested)
            part = self._then(part, _Part(True, again.first, again.last))
        return part

    def looping(self) -> list[int]:
        """States from which a way leads back to them."""
        return [state for state in range(1, len(self.sets)) if state in self._reach(state)]

    def _loops(self) -> list[int]:
        """One state of each loop: what can be read in two ways from one of them can from any other."""
        chosen: list[int] = []
        seen: set[int] = set()
        reach = {state: self._reach(state) for state in self.looping()}
        for state, ahead in reach.items():
            if state not in seen:
                chosen.append(state)
                seen |= {other for other in ahead if state in reach.get(other, ())}
        return chosen

    def _step(self) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise TooLong

    def _reach(self, state: int) -> set[int]:
        seen: set[int] = set()
        waiting = list(self.follow[state])
        while waiting:
            state = waiting.pop()
            if state not in seen:
                seen.add(state)
                waiting += self.follow[state]
        return seen

    def pumped(self) -> int | None:
        """Characters that a loop reads in two ways at once, each of which leads back to where it began; else None."""
        for origin in self._loops():
            ahead = self._pairs((origin, origin), forward=True)
            back = self._pairs((origin, origin), forward=False)
            for left, right in ahead & back:
                if left != right:
                    return self.sets[left] & self.sets[right]
        return None

    def pumps(self) -> list[tuple[str, str]]:
        """For each loop, a text that leads into it and one that goes round it once."""
        return [(self._way(0, state), self._way(state, state)) for state in self.looping()]

    def _way(self, start: int, goal: int) -> str:
        """A shortest text from one state to another."""
        came: dict[int, int] = {}
        waiting = [start]
        for state in waiting:  # grows while it is walked
            for each in self.follow[state]:
                if each not in came:
                    came[each] = state
                    waiting.append(each)
            if goal in came:
                break
        text, state = "", goal
        while True:
            text = sample(self.sets[state])[0] + text
            state = came[state]
            if state == start:
                return text

    def _pairs(self, origin: tuple[int, int], *, forward: bool) -> set[tuple[int, int]]:
        step = self.follow if forward else self._before()
        seen: set[tuple[int, int]] = {origin}
        waiting = [origin]
        while waiting:
            left, right = waiting.pop()
            for a in step[left]:
                for b in step[right]:
                    self._step()
                    if (a, b) not in seen and self.sets[a] & self.sets[b]:
                        seen.add((a, b))
                        waiting.append((a, b))
        return seen

    def _before(self) -> list[set[int]]:
        before: list[set[int]] = [set() for _ in self.sets]
        for state, following in enumerate(self.follow):
            for each in following:
                before[each].add(state)
        return before

    def shared(self) -> int | None:
        """Characters that two loops, one after the other, can share in many ways; None where there are none."""
        loops = self.looping()
        reach = {state: self._reach(state) for state in loops}
        for p in loops:
            for q in loops:  # of two states of one loop `pumped` has told already
                if q in reach[p] and p not in reach[q] and self.sets[p] & self.sets[q] and self._triple(p, q):
                    return self.sets[p] & self.sets[q]
        return None

    def _triple(self, p: int, q: int) -> bool:
        """Whether one text leads from p to p, from p to q and from q to q."""
        goal, origin = (p, q, q), (p, p, q)
        seen, waiting = {origin}, [origin]
        while waiting:
            one, two, three = waiting.pop()
            for a in self.follow[one]:
                for b in self.follow[two]:
                    if not (both := self.sets[a] & self.sets[b]):
                        continue
                    for c in self.follow[three]:
                        self._step()
                        state = (a, b, c)
                        if both & self.sets[c] and state not in seen:
                            if state == goal:
                                return True
                            seen.add(state)
                            waiting.append(state)
        return False
