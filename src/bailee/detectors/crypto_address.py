"""Address of a crypto currency (Bitcoin, Ethereum, Litecoin, Dogecoin, Tron, Ripple, Cardano, Monero, Solana).

>>> found("crypto-address", "my wallet: 16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ")
[('16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ', 'verified')]
>>> found("crypto-address", "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2")
[]
>>> found("crypto-address", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4")  # as QR codes have it
[('BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'verified')]
>>> found("crypto-address", "pay 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
[('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'verified')]
"""

from __future__ import annotations

import hashlib
import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, words
from bailee.detectors.tokens import is_random

CATEGORY = "bank-account"
SOURCE = "https://en.bitcoin.it/wiki/Invoice_address"

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_B = "[1-9A-HJ-NP-Za-km-z]"

SHAPES = (
    Shape(
        r"(?<![\w/+])(?P<value>(?:bc1|ltc1|addr1)[02-9ac-hj-np-z]{11,110}|(?:BC1|LTC1)[02-9AC-HJ-NP-Z]{11,110})(?![\w/+=])",
        triggers=(
            r"bc1[ac-hj-np-z02-9]{8}",
            r"ltc1[ac-hj-np-z02-9]{8}",
            r"addr1[ac-hj-np-z02-9]{8}",
            r"BC1[AC-HJ-NP-Z02-9]{8}",
            r"LTC1[AC-HJ-NP-Z02-9]{8}",
        ),
        before=16,
        after=120,
    ),
    Shape(
        r"(?<![\w/+])(?P<value>0x[0-9a-fA-F]{40})(?![\w])",
        triggers=("0x[0-9a-fA-F]{20}",),
        before=24,
        after=26,
        then=r"[0-9a-fA-F]{21}(?!\w)",
    ),
    Shape(
        rf"(?<![\w/+=.\-])(?P<value>[13]{_B}{{25,33}})(?![\w/+=])",
        triggers=(rf"[^A-Za-z0-9/+=._\-][13]{_B}{{25}}",),
        before=30,
        after=12,
    ),
)
LABELS = (  # the forms that are too short or too common to be looked for without a word
    Label(
        (
            "bitcoin", "btc", "wallet", "wallet address", "crypto", "xbt", "litecoin", "ltc", "dogecoin", "doge", "tron", "trc20", "usdt", "xrp", "ripple", "monero", "xmr", "solana",
            "deposit address", "crypto address",
        ),
        rf"(?P<value>[13LMDT]{_B}{{25,34}}|r{_B}{{24,34}}|[48]{_B}{{94}}|{_B}{{43,44}})(?![\w/+=])",
        reach=48,
    ),
)  # fmt: skip
_CONTEXT = words(
    "ethereum", "eth", "wallet", "crypto", "metamask", "erc20", "usdt", "usdc", "token", "coin", "coinbase", "binance", "blockchain", "deposit", "withdraw", "payout", "donate", "send to", "ledger",
)  # fmt: skip
_SOLANA = words("solana", "sol", "phantom")


def _base58(value: str, alphabet: str = _BASE58) -> bytes:
    """The bytes of an address; empty where its check is wrong."""
    number = 0
    for character in value:
        digit = alphabet.find(character)
        if digit < 0:
            return b""
        number = number * 58 + digit
    data = number.to_bytes(25, "big") if number.bit_length() <= 200 else b""
    return data if hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()[:4] == data[-4:] else b""


_AS_BECH32, _AS_BECH32M = 1, 0x2BC830A3


def _bech32(value: str) -> int:
    """What the check of a bech32 text comes to (BIP 173): one of the two above where it is right."""
    prefix, _, data = value.rpartition("1")
    values = [ord(character) >> 5 for character in prefix] + [0] + [ord(character) & 31 for character in prefix]
    values += [_BECH32.find(character) for character in data]
    check = 1
    for number in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ number
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> bit & 1 else 0
    return check


def _is_segwit(value: str) -> bool:
    """Whether an address of Bitcoin or Litecoin is right: its check, its version, and the length of what follows (BIP 141, 173, 350).

    >>> _is_segwit("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"), _is_segwit("bc1ppzry7g5z8k")
    (True, False)
    """
    data = [_BECH32.find(character) for character in value.rpartition("1")[2]]
    version, program = data[0], data[1:-6]
    length, over = divmod(len(program) * 5, 8)
    if min(data) < 0 or version > 16 or not 2 <= length <= 40 or over > 4 or program[-1] & ((1 << over) - 1):
        return False
    if version == 0:
        return length in (20, 32) and _bech32(value) == _AS_BECH32
    return _bech32(value) == _AS_BECH32M


_ROUNDS = (
    0x1, 0x8082, 0x800000000000808A, 0x8000000080008000, 0x808B, 0x80000001, 0x8000000080008081, 0x8000000000008009, 0x8A, 0x88, 0x80008009, 0x8000000A,
    0x8000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x800A, 0x800000008000000A, 0x8000000080008081,
    0x8000000000008080, 0x80000001, 0x8000000080008008,
)  # fmt: skip
_WORD = (1 << 64) - 1


def _turned(value: int, bits: int) -> int:
    return (value << bits | value >> (64 - bits)) & _WORD if bits else value


def keccak256(data: bytes) -> bytes:
    """Keccak-256 of at most 135 bytes: SHA-3 before its standard, as Ethereum has it; hashlib does not.

    >>> keccak256(b"").hex()[:16]
    'c5d2460186f7233c'
    """
    block = bytearray(136)
    block[: len(data)] = data
    block[len(data)] ^= 1
    block[135] ^= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for index in range(17):
        lanes[index % 5][index // 5] = int.from_bytes(block[8 * index : 8 * index + 8], "little")
    for constant in _ROUNDS:
        parity = [lanes[x][0] ^ lanes[x][1] ^ lanes[x][2] ^ lanes[x][3] ^ lanes[x][4] for x in range(5)]
        for x in range(5):
            change = parity[x - 1] ^ _turned(parity[(x + 1) % 5], 1)
            for y in range(5):
                lanes[x][y] ^= change
        x, y, current = 1, 0, lanes[1][0]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x][y] = lanes[x][y], _turned(current, (step + 1) * (step + 2) // 2 % 64)
        for y in range(5):
            row = [lanes[x][y] for x in range(5)]
            for x in range(5):
                lanes[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5])
        lanes[0][0] ^= constant
    return b"".join((lanes[index % 5][index // 5] & _WORD).to_bytes(8, "little") for index in range(4))


def _capitals_fit(address: str) -> bool:
    """Whether capitals are where EIP-55 puts them: a letter is one where the hash's figure is 8 or more."""
    digest = keccak256(address.lower().encode()).hex()
    return all(
        character.isdigit() or character.isupper() == (int(mark, 16) >= 8)
        for character, mark in zip(address, digest, strict=False)
    )


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if value.startswith("0x"):
        return _ethereum(candidate, value[2:])
    if re.match(r"(?:bc1|ltc1)", value, re.IGNORECASE):
        right = _is_segwit(value.lower())
    elif value.startswith("addr1"):
        right = _bech32(value) == _AS_BECH32
    elif value[0] in "13LMDT" and len(value) <= 35:
        right = bool(_base58(value))
    elif value[0] == "r" and len(value) <= 35:
        right = bool(_base58(value, _RIPPLE))
    elif len(value) == 95:
        return (
            Score(0.0, "form of Monero's addresses").at_least(0.95, candidate.said).judgement(value)
            if is_random(value)
            else None
        )
    else:
        known = candidate.labelled and candidate.near(_SOLANA, 60, 20) and is_random(value)
        return (
            Score(0.0, "form of Solana's addresses")
            .at_least(0.93, candidate.seen("words about it stand near"))
            .judgement(value)
            if known
            else None
        )
    folded = value.lower() if value.startswith(("BC1", "LTC1")) else value
    return Judgement(0.99, folded, ("checksum is right",)) if right else None


def _ethereum(candidate: Candidate, address: str) -> Judgement | None:
    letters = re.sub(r"\d", "", address)
    if len(set(address.lower())) < 8:
        return None
    mixed = letters != letters.lower() and letters != letters.upper()
    if mixed:
        if not _capitals_fit(address):
            return None
        score = Score(0.99, "its capitals are a right check")
        if candidate.scene.is_code:
            score.at_most(0.6, "stands in source code, where contracts do")
    else:
        score = Score(0.4, "forty hexadecimal figures")
        if candidate.near(_CONTEXT, 64, 24) and not candidate.scene.is_code:
            score.at_least(0.93, candidate.seen("words about a wallet stand near"))
    return score.judgement(candidate.value.lower())
