"""Hash of a password, as systems keep it (shadow and htpasswd files, directories, dumps of Windows).

>>> [confidence for _, confidence in found("password-hash", "jroe:$6$rounds=5000$q8Zt2mXa$" + "k3Tg9VbN1cYw5RxQ7LpHsJ0dFmZuEoAi" * 2 + "aBcDeFgHiJkLmNoPqRsT12:19700:0:99999:7:::")]
['verified']
>>> found("password-hash", "kim:1104:aad3b435b51404eeaad3b435b51404ee:9f3c1e7a5b8d4062c7e1f09a3b5d8e24:::")
[('9f3c1e7a5b8d4062c7e1f09a3b5d8e24', 'verified')]
>>> found("password-hash", 'preg_replace("/(a)(b)/", "$2$1$5", $x); $2a$10$ is the prefix')
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape
from bailee.detectors.tokens import entropy
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://hashcat.net/wiki/doku.php?id=example_hashes"

_B = "[./A-Za-z0-9]"
SHAPES = (
    Shape(
        rf"(?<![\w$])(?P<value>\$2[abxy]?\$\d\d\${_B}{{53}}"
        rf"|\$(?:1|apr1)\${_B}{{1,8}}\${_B}{{22}}"
        rf"|\$5\$(?:rounds=\d{{1,9}}\$)?{_B}{{1,16}}\${_B}{{43}}|\$6\$(?:rounds=\d{{1,9}}\$)?{_B}{{1,16}}\${_B}{{86}}"
        rf"|\$(?:y|gy|7)\${_B}{{1,12}}\${_B}{{8,86}}\${_B}{{43}}|\$[PH]\$[5-9A-Z]{_B}{{30}}"
        r"|\$argon2(?:id|i|d)\$(?:v=\d+\$)?m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{16,128})(?![\w./$])",
        triggers=(
            r"\$2[abxy]\$[0-9][0-9]\$[./A-Za-z0-9]", r"\$1\$[./A-Za-z0-9]{2}", r"\$apr1\$", r"\$[56]\$[./A-Za-z0-9=]{4}", r"\$y\$j", r"\$gy\$j", r"\$[PH]\$[5-9A-Z][./A-Za-z0-9]{4}",
            r"\$argon2i",
        ),
        before=14,
        after=260,
    ),
    Shape(
        r"(?P<value>\{(?i:SSHA|SHA|SMD5|MD5|SSHA256|SSHA512|SHA256|SHA512|CRYPT)\}[A-Za-z0-9+/$.]{16,120}={0,2})",
        triggers=(r"SHA\}", r"MD5\}", r"SHA256\}", r"SHA512\}", r"\{CRYPT\}", r"sha\}", r"md5\}", r"\{crypt\}"),
        before=10,
        after=130,
        then=r"\}[A-Za-z0-9+/$.]{16}",
    ),
    Shape(
        r"(?<!\w)(?P<value>(?:pbkdf2_sha(?:256|1|512)|bcrypt_sha256|scrypt)\$\d{1,7}\$[\w+/=.]{4,64}\$[A-Za-z0-9+/=$.]{20,120}|pbkdf2:sha\d{1,3}:\d{1,7}\$\w{4,40}\$[0-9a-f]{40,128}|scrypt:\d+:\d+:\d+\$\w{4,40}\$[0-9a-f]{64,128})",
        triggers=(r"pbkdf2[_:]sha", r"scrypt[$:][0-9]", "bcrypt_sha256"),
        before=16,
        after=300,
    ),
    Shape(  # user:number:LM:NT:::, as pwdump, secretsdump and samba write it
        r"[^:\n]{1,80}:\d{1,10}:(?P<lm>[0-9a-fA-F]{32}|NO PASSWORD\*{21}|X{32}):(?P<value>[0-9a-fA-F]{32}):",
        triggers=(":::",),
        before=170,
        after=4,
    ),
    Shape(
        r"(?<![\w*])(?P<value>\*[0-9A-F]{40}|0x0[12]00[0-9A-F]{48,136})(?!\w)",
        triggers=(r"['\"\s:,(]\*[0-9A-F]{8}", "0x0[12]00[0-9A-F]{8}"),
        before=14,
        after=140,
    ),
)  # fmt: skip
_EMPTY = ("31d6cfe0d16ae931b73c59d7e0c089c0", "aad3b435b51404eeaad3b435b51404ee")  # of no password


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    tail = value.rpartition("$")[2] if "$" in value else value.rpartition("}")[2]
    if entropy(tail) < 2.8 or value.lower() in _EMPTY:
        return None
    score = Score(0.99, "form of a stored password's hash")
    if candidate.scene.is_code:
        score.at_most(0.7, "stands in source code, where tests hold such hashes")
    return score.judgement(value)


def mask(match: Match) -> str:
    return "•••• hash ••••"
