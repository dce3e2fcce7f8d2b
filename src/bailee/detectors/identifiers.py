"""The judgement that most numbers given by an authority share: their form and check, a label, words near, what stands around.

A detector checks form and check digit by itself and says how rarely another number passes; the rest is the same for all.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bailee.detectors.interface import Candidate, Judgement, Score, Words, words

# Heads of columns that number things or measure them: what has the form of a person's number there is none of it.
THINGS = words(
    "part", "item", "sku", "serial", "s/n", "order", "invoice", "lot", "batch", "tracking", "shipment", "waybill", "container", "model", "asset", "ticket",
    "claim", "quote", "contract", "permit", "parcel", "apn", "meter", "terminal", "till", "trace", "session", "token", "hash", "guid", "uuid", "transaction",
    "receipt", "cheque", "check no", "check number", "amount", "total", "balance", "gross", "rate", "score", "count", "speed", "altitude", "district",
    "plate", "vehicle", "policy", "voucher", "job", "fleet", "upc", "ean", "isbn", "barcode", "sort code", "auth code", "approval code",
    "artikelnummer", "artikelnr", "bestellnummer", "rechnungsnummer", "belegnummer", "vertragsnummer", "aktenzeichen", "seriennummer", "chargennummer", "zählernummer",
    "prüfnummer", "sendungsnummer", "vorgangsnummer", "auftragsnummer", "pedido", "factura", "albarán", "lote", "serie", "folio", "expediente", "póliza", "contrato", "guía",
    "commande", "facture", "dossier", "contrat", "ordine", "fattura", "lotto", "contratto", "polizza", "pratica", "ordernummer", "factuurnummer", "bestelnummer",
    "polisnummer", "zaaknummer", "zamówienia", "faktury", "umowa", "sygnatura", "nota fiscal", "apólice", "processo", "tilausnumero", "laskunumero", "viitenumero",
    "ordernr", "fakturanr", "ordrenr",
)  # fmt: skip
_LAST_WORDS = re.compile(r"((?:[^\W\d_][\w/]*[ ]){0,2}[^\W\d_][\w/]*)[ ]?[.:#=\- (]{0,4}$")
_NUMBER = re.compile(r"(?i)[ .]*(?:no|nr|num|number|code|id|ref)$")


def thing_named(candidate: Candidate) -> re.Match[str] | None:
    """The word directly before a value that numbers things, as a label does: `Policy no 512-44-7313`."""
    last = _LAST_WORDS.search(candidate.before(40).rpartition("\n")[2])
    if last is None:
        return None
    label = _NUMBER.sub("", last[1])
    found = THINGS.search(label[label.rfind(" ") + 1 :]) or THINGS.search(label)
    return found if found is not None and found.end() == found.endpos else None


RARE = 0.1  # of other numbers, this share passes a check digit


def judge_identifier(
    candidate: Candidate, value: str, context: Words, *, chance: float, bare: float = 0.0
) -> Judgement | None:
    """How sure a well-formed identifier is one; None where nothing but its form speaks for it.

    `value` is its normal form, `context` the words that name it, `chance` the share of other values of this form that pass
    its check (1: it has none), `bare` how sure its form alone makes, by a `Shape`, without any word near.
    """
    if candidate.elsewhere:
        return None
    score = Score(bare, "its form is right" if chance > RARE else "its form and check are right")
    if candidate.labelled:
        score.at_least(0.995 if chance <= RARE else 0.95, candidate.said)
    elif candidate.near(context):
        score.at_least(0.995 if chance <= RARE and bare >= 0.5 else 0.96, candidate.seen("words about it stand near"))
    elif candidate.alone and chance <= RARE:
        score.at_least(0.4 + RARE - chance, "stands alone")  # of two that it could be, the one whose check is rarer
    elif candidate.scene.is_code or candidate.scene.is_log:
        score.at_most(0.4, candidate.scene.machines)
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(value) if score.probability else None


def fits_column(candidate: Candidate, check: Callable[[str], object]) -> bool:
    """Whether its column's other values pass the check, where it stands in one: of any numbers, one in ten does by chance.

    Ten of them are looked at: a column may have a million.
    """
    column = candidate.column
    if len(column) < 4:
        return True
    looked = column[:: len(column) // 10 + 1]
    return sum(1 for value in looked if check(value)) >= 0.4 * len(looked)
