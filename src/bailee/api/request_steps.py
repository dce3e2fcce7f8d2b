"""Steps of a request of a person about their own data, as they are sent: `act` tells them apart."""

from __future__ import annotations

from bailee.api.interface import Request, Text, Word


class Confirm(Request, frozen=True, kw_only=True, tag_field="act", tag="confirm"):
    mailed: bool = False


class Match(Request, frozen=True, kw_only=True, tag_field="act", tag="match"):
    """Who they are here: of the roster, or by what they brought, which is kept as a keyed fingerprint alone."""

    who: Text = ""
    email: Text = ""
    phone: Text = ""
    account: Text = ""
    name: Text = ""


class AskIdentity(Request, frozen=True, kw_only=True, tag_field="act", tag="ask-identity"):
    why: Text = ""
    mailed: bool = False


class Identify(Request, frozen=True, kw_only=True, tag_field="act", tag="identify"):
    """How they showed who they are; never what stands on it."""

    method: Word
    seen: Text = ""


class AskMeaning(Request, frozen=True, kw_only=True, tag_field="act", tag="ask"):
    question: Text
    mailed: bool = False


class Clarify(Request, frozen=True, kw_only=True, tag_field="act", tag="clarify"):
    answer: Text


class Join(Request, frozen=True, kw_only=True, tag_field="act", tag="join"):
    into: Word
    why: Text = ""


class Extend(Request, frozen=True, kw_only=True, tag_field="act", tag="extend"):
    why: Text
    mailed: bool = False


class Except(Request, frozen=True, kw_only=True, tag_field="act", tag="except"):
    what: Text
    ground: Word
    why: Text = ""
    store: Text = ""
    right: Text = ""


class DoneIn(Request, frozen=True, kw_only=True, tag_field="act", tag="done"):
    store: Word
    right: Word
    how: Text = ""


class Tell(Request, frozen=True, kw_only=True, tag_field="act", tag="tell"):
    who: Word
    how: Text = ""


class Answer(Request, frozen=True, kw_only=True, tag_field="act", tag="answer"):
    how: Text = ""
    mailed: bool = False


class Refuse(Request, frozen=True, kw_only=True, tag_field="act", tag="refuse"):
    ground: Word
    why: Text = ""
    mailed: bool = False


class Withdraw(Request, frozen=True, kw_only=True, tag_field="act", tag="withdraw"):
    why: Text = ""


class Reopen(Request, frozen=True, kw_only=True, tag_field="act", tag="reopen"):
    why: Text


class Note(Request, frozen=True, kw_only=True, tag_field="act", tag="note"):
    says: Text


Step = (
    Confirm | Match | AskIdentity | Identify | AskMeaning | Clarify | Join | Extend | Except | DoneIn | Tell | Answer | Refuse | Withdraw
    | Reopen | Note
)  # fmt: skip
