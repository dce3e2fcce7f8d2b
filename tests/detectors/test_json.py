"""JSON as it is printed for people is data, not source code: names and addresses in it are told."""

import json

from bailee.detectors import detect
from bailee.detectors.interface import Scene
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

RECORD = {
    "id": 4821,
    "patient": "Henry Baker",
    "address": {"street": "8557 Christopher Street", "city": "Albany", "zip": "12207"},
    "tags": ["new", "north side"],
    "active": True,
}
CODE = "function show() {\n  const row = {\n    patient: name,\n  };\n  return row;\n}\n"


def _scene(content: str) -> Scene:
    return Scene(Text(Locator(("item",)), content))


def test_names_and_addresses_in_indented_json() -> None:
    text = json.dumps([RECORD, RECORD], indent=2)
    told = [
        match.detector for match in detect(Text(Locator(("item",)), text)) if match.confidence > Confidence.POSSIBLE
    ]
    assert told.count("person-name") == 2
    assert told.count("postal-address") == 2


def test_what_only_looks_like_json_is_source_code() -> None:
    assert not _scene(json.dumps(RECORD, indent=4)).is_code
    assert _scene(CODE).is_code
    assert _scene("{\n" + CODE + "}\n").is_code
