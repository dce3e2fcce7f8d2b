"""The sample company's monitoring tools: what it plants is what a scan is to tell, and tools that are only named are none."""

from __future__ import annotations

from pathlib import Path

from bailee.demo.company import make_company
from bailee.demo.declared import declared
from bailee.demo.tools import LISTED, PLANTED, SOFTWARE_LIST
from bailee.monitoring.collect import SCAN, Tallies, from_list
from bailee.monitoring.contents import look
from bailee.monitoring.product import load
from bailee.monitoring.software import read


def test_the_tools_that_are_planted_are_told_by_their_files_and_no_other(tmp_path: Path) -> None:
    manifest = make_company(tmp_path, seed=11)
    tallies = Tallies(SCAN)
    for path in sorted(tmp_path.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            texts = (
                [content.decode("utf-8")]
                if path.suffix in (".log", ".txt", ".conf", ".yml", ".csv", ".ini") and content.isascii()
                else []
            )
            tallies.file(str(path), "company", 1, in_file=look(str(path), texts, ("web-history",) if texts else ()))
    found = {trace.product for trace in tallies.traces()}
    assert {"spyrix", "kickidler", "frigate", "asterisk", "piler", "squid", "fortigate"} <= found
    assert found <= {*PLANTED, *LISTED} and set(manifest.tools) == set(PLANTED)
    assert not {"teramind", "hubstaff", "blue-iris", "activtrak", "veriato"} & found
    listed = {trace.product for trace in from_list(read((tmp_path / SOFTWARE_LIST).read_text("utf-8")), "list")}
    assert listed == set(LISTED)


def test_some_are_declared_and_some_are_not() -> None:
    said = {tool["tool"] for tool in declared(11)["tools"]}
    assert said <= set(load()) and said & set(PLANTED) and not {"spyrix", "kickidler"} & said
