"""How many e-mail addresses that stand without a name are the second one of somebody who is counted by another.

An address is *tied* where a name stands with it. Of an address that is met `times` times, each time with a name in a share of
`often`, a share of (1 - often) ** times is never tied. So for each second address that was tied, this many more were not: the
odds of never being tied (Horvitz and Thompson's count). How often a name stands with an address, those show that were tied.
An address that spells its owner's name is always tied, and tells nothing of the others.

In a document where no name stands with any address, such as the readers of a newsletter, that says nothing. Of those who
are known there by the address that is known of them, as many more are there by their other one as people have two.

>>> seconds = Seconds()
>>> def met(address, name):
...     both = [Mention("f", "email-address", "email-address", address, (("email", address),), "g")]
...     return both + [Mention("f", "person-name", "person-name", "n", (("name", "n"),), "g")] * name
>>> for number in range(40):
...     for name in (True, False):
...         seconds.see(met(f"p{number}", name), "f")
>>> round(seconds.often(), 2)
0.04
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import chain

from bailee.people.mentions import Mention

_UNSURE = 0.3  # of what is expected, how far it may be off: some addresses stand with a name more often than others
_LEAST = 0.5  # a second address for the count of them: where none was tied, half of one may be there
_TWO = 0.25  # of people, how many have two addresses as a rule
_SMALL = 5  # addresses in a document, below which it goes with the other small ones


class Seconds:
    """Addresses as they were met, with a name and without."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()
        self._tied: Counter[str] = Counter()
        self._known: set[str] = set()  # addresses that spell their owner
        self._in: dict[str, frozenset[Hashable]] = {}  # documents of each; letters are one
        self._one: frozenset[Hashable] = frozenset()  # of the last document: its addresses share it
        self._naming: set[Hashable] = set()  # documents where a name stands with an address
        self._often: float | None = None
        self._kept_documents: tuple[set[Hashable], set[Hashable], Mapping[Hashable, set[str]]] | None = None

    def see(self, members: Sequence[Mention], document: Hashable) -> None:
        """One group: a row, a form, a paragraph."""
        addresses = [
            each.value for each in members if each.value.category == "email-address" and not each.value.is_of_an_office
        ]
        if not addresses:
            return
        self._often = self._kept_documents = None
        is_named = any(each.value.is_name for each in members)
        if document not in self._one:
            self._one = frozenset({document})
        for each in addresses:
            known = self._in.setdefault(each.fingerprint, self._one)
            if document not in known:
                self._in[each.fingerprint] = known | self._one
            if each.name:
                self._known.add(each.fingerprint)
                continue
            self._times[each.fingerprint] += 1
            if is_named:
                self._tied[each.fingerprint] += 1
        if is_named:
            self._naming.add(document)

    def often(self) -> float:
        """In what share of the places a name stands with an address: the likeliest, of those where it did at least once."""
        if self._often is None:
            times = Counter(self._times[address] for address in self._tied)
            tied = sum(self._tied.values()) + 1  # and one of two as if it had been seen
            low, high = 0.0, 1.0
            for _ in range(30):
                often = (low + high) / 2
                expected = 2 * often + sum(
                    number * each * often / (1 - (1 - often) ** each) for each, number in times.items()
                )
                low, high = (often, high) if expected < tied else (low, often)
            self._often = (low + high) / 2
        return self._often

    def expected(self, people: Collection[Mapping[str, Iterable[str]]], bare: Iterable[str]) -> tuple[float, float]:
        """How many of the bare addresses are second ones, as expected and its variance. `people`: addresses, by use, of each."""
        often, mean, variance, two = self.often(), 0.0, 0.0, 0
        odds_of_one = (1 - often) / often
        for addresses in people:
            if len(addresses) < 2:
                continue
            two += 1
            for printed in addresses.values():
                for address in printed:
                    if address in self._tied:
                        never = (1 - often) ** self._times[address]
                        odds = never / (1 - never)
                        mean, variance = mean + odds, variance + odds * (1 + odds)
        mean, variance = (mean + _LEAST * odds_of_one, variance + _LEAST * odds_of_one * (1 + odds_of_one))
        variance += (_UNSURE * mean) ** 2
        # who has two is seldom seen with both
        share, known = max(two / max(len(people), 1), _TWO), len(people)
        if beside := self._beside(bare):
            other = beside * share / (2 - share)  # as many as by the known one, where people use each as often
            unnamed = other + (beside + 1) / (known + 2) * (known - two) * share
            mean, variance = mean + unnamed, variance + unnamed + unnamed**2
        return mean, variance

    def _beside(self, bare: Iterable[str]) -> int:
        """How many known addresses stand in documents without names, beside some of the bare ones that are there alone."""
        small, naming, known_in = self._documents()
        met: set[Hashable] = set()
        for address in bare:
            documents = {None if each in small else each for each in self._in.get(address, ())}
            if documents.isdisjoint(naming):
                met |= documents
        return len(set().union(*(known_in.get(each, ()) for each in met)))

    def _documents(self) -> tuple[set[Hashable], set[Hashable], Mapping[Hashable, set[str]]]:
        """Those that go together as one, for few addresses are in each; where a name stands with one; who is known where."""
        if self._kept_documents is None:
            size = Counter(document for documents in self._in.values() for document in documents)
            small = {document for document, number in size.items() if number < _SMALL}
            known_in: dict[Hashable, set[str]] = defaultdict(set)
            for address in chain(self._known, self._tied):
                for document in self._in[address]:
                    known_in[None if document in small else document].add(address)
            naming = {None if document in small else document for document in self._naming}
            self._kept_documents = small, naming, known_in
        return self._kept_documents
