"""Macros: what people wrote stays text, whatever it is; forms carry their token; fields say their errors."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from bailee.web import charts
from bailee.web.jinja import attributes, environment, with_query
from bailee.web.layout import Banner, Flash, Layout, Place, SectionLink, Who

ENVIRONMENT = environment()
BAD = "<img src=x onerror=alert(1)>\"' onfocus=alert(2) &amp;"


def made(source: str, **context: Any) -> str:
    return ENVIRONMENT.from_string('{% import "components.html" as c %}' + source).render(context)


@pytest.mark.parametrize(
    "call",
    [
        "c.state('red', '', x)",
        "c.cell('red', x, x, x, x, x)",
        "c.draft(x) ~ c.reviewed(x) ~ c.new(x) ~ c.law_quote(x) ~ c.duty(x, x, x, x, x)",
        "c.button(x, x, x, data_x=x, title=x)",
        "c.link_button(x, '/' ~ x, x, x)",
        "c.off(x, x) ~ c.act(x, x, '', fields={x: x}) ~ c.copy(x)",
        "c.field(x, x, x, hint=x, error=x) ~ c.textarea(x, x, x) ~ c.select(x, x, [(x, x)], x)",
        "c.checkbox(x, x, x, hint=x, error=x) ~ c.radios(x, x, [(x, x, x)], x, hint=x, error=x)",
        "c.error_summary([(x, x), ('', x)], x)",
        "c.cd(x, x) ~ c.pager('/a?q=' ~ x, x, x, x, x) ~ c.views([(x, x, 1, true)], x)",
        "c.filters(x, [(x, x, [(x, x)], x)], {x: x}, x) ~ c.keys([(x, x)])",
        "c.loading(x) ~ c.said(x, x) ~ c.figures([(x, x)]) ~ c.timeline([('done', x, x)])",
        "c.ladder([(x, x)]) ~ c.path([x, x]) ~ c.reasons([x], [x]) ~ c.facts([(x, x)]) ~ c.progress(1, 2, x, x)",
        "c.heat(x, [x], [(x, [(x, 1)])], x) ~ c.stacked(x, [(x, {'red': 1})], 1) ~ c.limits(x, [(x, 1, 1)])",
    ],
)
def test_what_people_wrote_stays_text(call: str) -> None:
    tree = HTMLParser(made("{{ " + call + " }}", x=BAD))
    assert tree.css("img") == []
    assert [node.attributes for node in tree.css("*") if any(name.startswith("on") for name in node.attributes)] == []


def test_names_in_the_frame_stay_text() -> None:
    place = Place(BAD, "/a")
    layout = Layout(
        place, Place(BAD + "2", "/b"), (place,), (SectionLink("a", BAD, "/a", 1),), "a", 1, "/a", "/s", BAD, BAD, "/n",
        Who(BAD, BAD, "/w", "/out"), BAD, "/theme", "/?" + BAD, (Banner("glass", BAD, BAD, place, place),),
        (Flash(BAD), Flash(BAD, "problem")), "/h", language=BAD, version=BAD,
    )  # fmt: skip
    tree = HTMLParser(made_message(layout))
    assert tree.css("img") == []
    assert [node.attributes for node in tree.css("*") if any(name.startswith("on") for name in node.attributes)] == []
    assert tree.css_first("html").attributes.get("data-theme") is None  # no theme of ours


def made_message(layout: Layout) -> str:
    return ENVIRONMENT.get_template("message.html").render(
        layout=layout, title=BAD, text=BAD, hint=BAD, link=("/a", BAD)
    )


def test_every_form_that_acts_carries_its_token() -> None:
    token = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="t">')
    layout = Layout(
        Place("A", "/a"),
        account=Who("B", sign_out_url="/out"),
        sections=(SectionLink("a", "A", "/a"),),
        theme_url="/theme",
        banners=(Banner("glass", "C.", act=Place("End it", "/end")),),
        flashes=(Flash("D", undo=Place("Undo", "/undo")),),
    )
    page = ENVIRONMENT.from_string(
        '{% extends "base.html" %}{% import "components.html" as c %}{% block title %}T{% endblock %}{% block content %}'
        '{{ c.act("A", "/x", csrf_input) }}{% call c.form("/y", csrf_input) %}{% endcall %}{{ c.said("x", "/u", csrf_input) }}'
        "{% endblock %}"
    ).render(layout=layout, csrf_input=token)
    forms = HTMLParser(page).css("form[method=post]")
    assert len(forms) == 7
    assert [form.attributes["action"] for form in forms if not form.css("[name=csrfmiddlewaretoken]")] == []


def test_a_field_with_an_error_says_it_and_is_found_from_the_top() -> None:
    tree = HTMLParser(
        made("{{ c.error_summary([('f-n', 'Write it.')]) }}{{ c.field('n', 'Name', hint='h', error='Write it.') }}")
    )
    field = tree.css_first("input")
    assert field.attributes["aria-invalid"] == "true"
    assert field.attributes["aria-describedby"] == "f-n-hint f-n-error"
    assert tree.css_first("#f-n-error").text() == "Error: Write it."
    assert tree.css_first(".summary a").attributes["href"] == "#f-n"


def test_a_password_is_never_given_back() -> None:
    assert "secret" not in made("{{ c.field('p', 'Password', 'secret', 'password') }}")


def test_a_form_of_django_has_labels_help_and_errors() -> None:
    from bailee.store import database

    database.set_up_django()
    from django import forms

    class Sample(forms.Form):
        name = forms.CharField(help_text="As on your pay slip")
        agrees = forms.BooleanField(label="I have read it")
        note = forms.CharField(required=False, widget=forms.Textarea)

        def clean(self) -> None:
            raise forms.ValidationError("Two people cannot sign at once.")

    tree = HTMLParser(made("{{ c.bound_form(form) }}", form=Sample({"note": BAD})))
    assert next(each.text(strip=True) for each in tree.css(".summary li")) == "Two people cannot sign at once."
    described = str(tree.css_first("[name=name]").attributes["aria-describedby"]).split()
    assert all(tree.css_first(f"#{ident}") is not None for ident in described) and len(described) == 2
    assert tree.css_first("label[for=id_note] .optional") is not None and tree.css("img") == []


def test_a_head_sorts_and_keeps_the_rest_of_the_query() -> None:
    source = '{% call(row) c.table("T", [{"label": "A", "sort": "a"}, {"label": "B", "sort": "b"}], [], path="/x/?q=1&after=c", sort="a", down=true) %}{% endcall %}'
    heads = HTMLParser(made(source)).css("th")
    assert [head.attributes.get("aria-sort") for head in heads] == ["descending", None]
    assert [head.css_first("a").attributes["href"] for head in heads] == ["/x/?q=1&sort=a", "/x/?q=1&sort=b"]


def test_an_address_stays_on_this_server() -> None:
    assert with_query("//evil.example/a?b=1", c=2) == "/a?b=1&c=2"
    assert with_query("https://evil.example/a", c="&x=1") == "/a?c=%26x%3D1"


def test_a_name_that_is_not_there_fails_when_the_page_is_made() -> None:
    with pytest.raises(UndefinedError):
        made("{{ nobody }}")


def test_attributes_of_no_value_are_left_out() -> None:
    assert attributes({"a": None, "b": False, "c": "", "class_": "x"}) == Markup(' c="" class="x"')


def test_drawings_need_nothing_inline() -> None:
    drawn = [charts.spark([1, 2, 3]), charts.limit_bar(1, 2), charts.hatched(), charts.states({"red": 1, "green": 2})]
    assert [each for each in drawn if "style" in each or "aria-hidden" not in each] == []
    assert charts.spark([]) == "" and charts.limit_bar(0, 0).count("<rect") == 1
