"""What a person may ask for. Which law gives which of them, `laws.toml` says.

>>> Right("erase").label, Right.ACCESS.gives_values
('Erase it', True)
"""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """One thing to ask for. A request may ask for several."""

    ACCESS = "access"  # GDPR Art. 15, CCPA "know"
    COPY = "copy"  # GDPR Art. 15(3) and 20
    CORRECT = "correct"  # Art. 16
    ERASE = "erase"  # Art. 17, CCPA "delete"
    RESTRICT = "restrict"  # Art. 18
    OBJECT = "object"  # Art. 21
    OPT_OUT = "opt-out"  # of sale and sharing: CCPA § 1798.120
    WITHDRAW = "withdraw"  # consent: Art. 7(3)
    APPEAL = "appeal"  # against an answer: laws of US states
    SURVEILLANCE = "surveillance-records"  # of a worker: Workplace Privacy Act 2011 (ACT) s 23

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def gives_values(self) -> bool:
        """Whether it ends with data in the hands of whoever asks: then identity counts most."""
        return self in (Right.ACCESS, Right.COPY, Right.SURVEILLANCE)

    @property
    def changes_data(self) -> bool:
        """Whether something is done in the stores: then who asks has to be who they are, too, or somebody else's data is lost."""
        return self in (Right.CORRECT, Right.ERASE, Right.RESTRICT, Right.OBJECT)

    @property
    def todo(self) -> str:
        """What has to be done in each store that holds something of theirs; empty where a store has nothing to do with it."""
        return _TODO.get(self, "")


_LABELS = {
    Right.ACCESS: "Tell me what you hold",
    Right.COPY: "Give me a copy",
    Right.CORRECT: "Correct it",
    Right.ERASE: "Erase it",
    Right.RESTRICT: "Stop using it, and keep it",
    Right.OBJECT: "I object to what you do with it",
    Right.OPT_OUT: "Do not sell or share it",
    Right.WITHDRAW: "I take my consent back",
    Right.APPEAL: "I appeal against your answer",
    Right.SURVEILLANCE: "Show me what was recorded of me at work",
}
_TODO = {
    Right.ACCESS: "look through what was found, and for what a scan cannot read",
    Right.COPY: "copy what is theirs, with other people's data taken out",
    Right.CORRECT: "write what is right in place of what is wrong",
    Right.ERASE: "erase what is theirs, where nothing says that it has to be kept",
    Right.RESTRICT: "mark it, move it apart or close it, so that nobody uses it",
    Right.OBJECT: "stop using it for what they object to",
    Right.SURVEILLANCE: "take out what was recorded of them, with other people made unrecognisable",
}


def rights_of(texts: object) -> tuple[Right, ...]:
    """Rights by their idents, in the order of the list above, each once; unknown ones are left to the caller's words.

    >>> rights_of(["erase", "access", "erase"])
    (<Right.ACCESS: 'access'>, <Right.ERASE: 'erase'>)
    """
    asked = set(texts) if isinstance(texts, list | tuple | set | frozenset) else set()
    return tuple(right for right in Right if right in asked)
