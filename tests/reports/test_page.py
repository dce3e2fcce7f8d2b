"""The page says what the report says, in words, with nothing from outside and nothing that a name could smuggle in."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from bailee.cli.scan.report_file import sarif_of
from bailee.inventory import Coverage
from bailee.matrix import count
from bailee.reports import page, shapes, shown
from bailee.reports.report import Left
from bailee.vocabulary import DATA_CATEGORIES, Locator, Reason, State, SubjectCategory
from reports.sample_report import EMPLOYEE, HOLDINGS, holding, sample

NOBODY = Coverage(0, 0, 0, 0, ())


def parsed(**given: object) -> HTMLParser:
    return HTMLParser(page.render(sample(**given)))  # type: ignore[arg-type]


def words(node: Node | None) -> str:
    assert node is not None
    return " ".join(node.text(separator=" ").split())


def one(tree: HTMLParser, selector: str) -> Node:
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


def test_a_cell_is_read_as_column_state_and_reason() -> None:
    rows = [row for row in parsed().css("tr.row") if words(row.css_first("th")) == "Social Security numbers"]
    assert [words(cell) for cell in rows[0].css("a.cell")][
        2
    ] == "Secured : Exposed . Not encrypted. 12 accounts can open it."


def test_a_scan_that_was_stopped_says_so_to_whoever_gets_the_report() -> None:
    whole = sample(coverage=Coverage(23, 0, 0, 9_000, ()))
    told = replace(whole, looked=replace(whole.looked, is_stopped=True))
    line = words(one(HTMLParser(page.render(told)), ".coverage"))
    assert line.startswith("Read 23 files. The scan was stopped before its end:") and "Read all" not in line
    assert "whole" in str(one(HTMLParser(page.render(whole)), ".coverage").attributes["class"])
    assert "whole" not in str(one(HTMLParser(page.render(told)), ".coverage").attributes["class"])
    assert [shapes.report(each)["stopped"] for each in (told, whole)] == [True, False]
    complete = [sarif_of(each)["runs"][0]["invocations"][0]["executionSuccessful"] for each in (told, whole)]
    assert complete == [False, True]


def test_every_cell_opens_a_panel_with_why_rule_next_step_and_evidence() -> None:
    tree = parsed()
    cells = tree.css("a.cell")
    assert len(cells) == 3 * len(HOLDINGS)
    for cell in cells:
        panel = one(tree, str(cell.attributes["href"]))
        assert [words(head) for head in panel.css("h4")] == ["Why", "Rule", "Next step", "Evidence"]
        assert panel.css("a.close")[0].attributes["href"] == f"#{cell.attributes['id']}"


def test_every_link_on_the_page_leads_somewhere_and_no_ident_is_there_twice() -> None:
    tree = parsed()
    idents = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(idents) == len(set(idents))
    aimed_at = {str(link.attributes["href"]).removeprefix("#") for link in tree.css("a")}
    assert aimed_at <= set(idents)


def test_the_tally_counts_the_cells_of_the_table() -> None:
    tree = parsed()
    states = {state.value: number for state, number in count(sample().rows).items()}
    assert [words(line) for line in tree.css("ul.tally li")] == [
        f"{states[s.value]} {s.value}" for s in (State.RED, State.AMBER, State.UNKNOWN, State.GREEN)
    ]
    assert words(one(tree, "#tally")) == f"{len(tree.css('td.state'))} cells"


def test_start_here_holds_five_steps_that_open_their_cell() -> None:
    steps = parsed().css("ol.steps li")
    assert len(steps) == 5
    assert words(steps[0].css_first("strong")) == "Encrypt 41 files"
    assert re.fullmatch(r"#p\d+-secured", str(steps[0].css("strong a")[0].attributes["href"]))


def test_what_was_not_read_stands_above_the_table_with_its_remedy_below() -> None:
    tree = parsed()
    assert words(one(tree, ".coverage")).startswith("Could not read 1 of 413 files: 1 encrypted.")
    assert "ask for the password" in words(one(tree, "table.causes"))
    assert "HR/2019.zip" in words(one(tree, "#read").parent)


def test_everything_read_is_said_too() -> None:
    tree = parsed(coverage=Coverage(412, 0, 0, 5_000, ()), skipped=())
    assert words(one(tree, ".coverage.whole")) == "Read all 412 files."


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "'; --", "</style><b>"]
)
def test_a_hostile_name_is_text(name: str) -> None:
    tree = parsed(
        organisation=name,
        places=(name,),
        holdings=(holding("payment-card", EMPLOYEE, 1, 2, stores=(name,), purposes=(name,)),),
        skipped=(Left(Locator((name, name)), Reason.DAMAGED),),
    )
    assert words(one(tree, "h1")) == " ".join(name.split())
    assert not tree.css("script, img, b[onclick], main > style, [onerror]")
    assert " ".join(f"{name} / {name}".split()) in words(one(tree, "#read").parent)


def test_a_name_that_is_no_utf_8_can_be_written() -> None:
    text = page.render(sample(skipped=(Left(Locator(("caf\udce9.zip",)), Reason.DAMAGED),)))
    assert "caf\\xe9.zip" in text and text.encode("utf-8")


def test_nothing_read_says_so_and_what_to_type() -> None:
    tree = parsed(holdings=(), coverage=NOBODY, skipped=(), looked_at=False, places=())
    assert "Nothing was read yet. Scan a folder: bailee scan FOLDER." in words(one(tree, "main"))
    assert words(one(tree, ".coverage")) == "Nothing was looked at yet." and not tree.css(".coverage.whole")


def test_nothing_found_is_not_nothing_read() -> None:
    tree = parsed(holdings=(), coverage=Coverage(30, 0, 0, 100, ()), skipped=())
    assert "No personal data was found in the 30 files that were read." in words(one(tree, "main"))
    assert not tree.css("table.matrix")


def test_the_page_needs_nothing_from_outside() -> None:
    text = page.render(sample())
    assert not re.search(r"""(src|href)=["'](?!#|data:)""", text)
    assert re.findall(r"url\((?!data:|#)", text) == []
    assert "@import" not in text and "<script" not in text


def test_the_served_page_has_no_inline_style_or_script() -> None:
    tree = HTMLParser(page.render(sample(), stylesheet="/static/bailee.css"))
    assert not tree.css("style, script, [style], [onclick]")
    assert [link.attributes["href"] for link in tree.css("link[rel=stylesheet]")] == ["/static/bailee.css"]


def test_the_same_report_gives_the_same_page() -> None:
    assert page.render(sample()) == page.render(sample())


def test_the_worst_group_comes_first_and_rows_in_order_are_folded_with_their_number() -> None:
    good = [category for category in DATA_CATEGORIES if category not in {each.category for each in HOLDINGS}][:28]
    holdings = [*HOLDINGS, *(holding(category, SubjectCategory.VISITOR, 1, 2) for category in good)]
    tree = parsed(holdings=holdings)
    heads = [words(head) for head in tree.css("h3.about")]
    assert heads[0].startswith("Employees") and heads[-1].startswith(("People not yet placed", "Visitors"))
    assert len(tree.css("tr.row")) == len(holdings)
    folded = sum(len(fold.css("tr.row")) for fold in tree.css("details.folded"))
    assert folded == len(holdings) - shown.AT_FIRST
    assert re.match(r"\d+ more: ", words(one(tree, "details.folded summary"))) or re.match(
        r"\d+ rows: ", words(one(tree, "details.folded summary"))
    )


def test_five_thousand_rows_are_a_page_in_seconds() -> None:
    many = [
        holding(category, subject, n + 1, n + 3)
        for n in range(20)
        for category in DATA_CATEGORIES
        for subject in SubjectCategory
    ][:5000]
    report = sample(holdings=many)
    begun = time.process_time()
    text = page.render(report)
    assert time.process_time() - begun < 8
    assert text.count('class="row"') == 5000
