"""HTML, RTF, books."""

from __future__ import annotations

import base64

from needles_files import Plant, file, zipped


@file("page.html")
def _(plant: Plant) -> bytes:
    def packed(text: str) -> str:
        return base64.b64encode(text.encode()).decode()

    return f"""<!DOCTYPE html><html><head><title>{plant("title")}</title><meta name="author" content="{plant("meta")}"><meta property="og:description" content="{plant("meta property")}">
<link rel="me" href="mailto:{plant("link element")}@example.org"><base href="https://example.org/{plant("base")}/">
<style>p::after {{ content: "{plant("content in a style sheet")}" }} /* {plant("comment in a style sheet")} */</style>
<script type="application/ld+json">{{"name": "{plant("JSON in a script")}", "u": "\\u007a{plant("escaped JSON in a script")[1:]}"}}</script><script>var a = "{plant("script")}"; // {plant("comment in a script")}
</script></head><body onload="go('{plant("event attribute")}')">
<p>{plant("paragraph")} <b>{(w := plant("word in two elements"))[:4]}</b>{w[4:]}</p><a href="mailto:{plant("mailto")}@example.org?subject={plant("subject in mailto")}">a</a><a href="tel:+1{plant("#tel")}">b</a>
<img src="x.png" alt="{plant("alt")}" title="{plant("title attribute")}" srcset="{plant("srcset")}.png 2x" longdesc="{plant("longdesc")}">
<input value="{plant("value of a field")}" placeholder="{plant("placeholder")}"><input type="hidden" name="id" value="{plant("hidden field")}"><input type="password" value="{plant("password field")}"><textarea>{plant("textarea")}</textarea>
<select><option value="{plant("value of an option")}">{plant("option")}</option></select><button value="{plant("value of a button")}">x</button><datalist><option value="{plant("suggestion")}"></datalist>
<div data-owner="{plant("data attribute")}" data-json='{{"a": "{plant("JSON in an attribute")}"}}' aria-label="{plant("label for readers")}" style="background: url({plant("address in a style")}.png)"></div>
<!-- {plant("comment")} --><!--[if IE]><p>{plant("conditional comment")}</p><![endif]-->
<div style="display:none">{plant("element not displayed")}</div><div hidden>{plant("hidden element")}</div><span style="visibility:hidden">{plant("invisible element")}</span><p style="color:#fff">{plant("white element")}</p>
<template><p data-x="{plant("attribute in a template")}">{plant("template")}</p></template><noscript>{plant("noscript")}<p title="{plant("attribute in noscript")}"></p></noscript><iframe srcdoc="&lt;p&gt;{plant("srcdoc")}&lt;/p&gt;"></iframe><iframe>{plant("text in an iframe")}</iframe>
<img src="data:image/svg+xml;base64,{packed("<svg xmlns='http://www.w3.org/2000/svg'><text>" + plant("picture in a data address") + "</text></svg>")}"><a href="data:text/plain;base64,{packed(plant("text in a data address"))}" download>c</a><a href="data:text/plain,{plant("plain data address")}">d</a>
<object data="data:text/html;base64,{packed("<p>" + plant("page in a data address") + "</p>")}"></object><div itemscope><meta itemprop="taxID" content="{plant("microdata")}"><data value="{plant("data element")}">x</data><time datetime="{plant("time element")}">y</time></div>
<table><caption>{plant("caption")}</caption><tr><th abbr="{plant("abbr of a head")}">name</th><th>no</th></tr><tr><td title="{plant("title in a table")}">Ann</td><td>{plant("cell")}</td></tr><tr><td>Bo</td><td><input value="{plant("field in a table")}"></td></tr></table>
<details><summary>s</summary>{plant("details")}</details><dialog>{plant("dialog")}</dialog><svg><title>{plant("title of a drawing")}</title><text>{plant("text of a drawing")}</text></svg><math><mi>{plant("formula")}</mi></math><abbr title="{plant("abbreviation")}">x</abbr><p>&#122;{plant("character reference")[1:]}</p><del>{plant("deleted element")}</del><map><area alt="{plant("area")}" href="x"></map><x-card owner="{plant("attribute of an own element")}"></x-card>
</body></html>""".encode()


@file("no-charset.html")
def _(plant: Plant) -> bytes:
    return f"<html><body><p>{plant('page in UTF-16 without a mark')}</p><p>caf\u00e9</p></body></html>".encode(
        "utf-16-le"
    )


@file("deep.html")
def _(plant: Plant) -> bytes:
    return (
        "<html><body>"
        + "<div>" * 200_000
        + f"<p title='{plant('attribute below 200,000 elements')}'>{plant('text below 200,000 elements')}</p><!-- {plant('comment below 200,000 elements')} -->"
    ).encode()


@file("letter.rtf")
def _(plant: Plant) -> bytes:
    nested = rb"{\*\shpinst{\sp{\sn wzDescription}{\sv %s}}{\sp{\sn gtextUNICODE}{\sv %s}}{\shptxt %s\par}}" % tuple(
        plant(place).encode() for place in ("alternative text of a shape", "WordArt", "text box")
    )
    wide = "".join(f"\\u{ord(letter)}?" for letter in plant("Unicode escapes"))
    coded = "".join(f"\\'{ord(letter):02x}" for letter in plant("hexadecimal escapes"))
    note = plant("packed file").encode()
    native = (
        b"\x02\0note.txt\0C:\\note.txt\0\0\0\x03\0"
        + (12).to_bytes(4, "little")
        + b"C:\\note.txt\0"
        + len(note).to_bytes(4, "little")
        + note
    )
    ole1 = (
        b"\x01\x05\0\0\x02\0\0\0"
        + (8).to_bytes(4, "little")
        + b"Package\0"
        + bytes(8)
        + len(native).to_bytes(4, "little")
        + native
    )
    s = plant("word in two groups")
    return (
        r"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Arial;}}}}{{\info{{\title {}}}{{\author {}}}{{\doccomm {}}}{{\company {}}}{{\*\manager {}}}{{\*\hlinkbase {}}}}}".format(*tuple(plant(p) for p in ("title", "author", "comment on the document", "company", "manager", "base of links")))
        + r"{{\*\userprops{{\propname {}}}\proptype30{{\staticval {}}}}}".format(plant("name of a custom property"), plant("custom property"))
        + r"{{\*\docvar {{{}}}{{{}}}}}{{\*\revtbl {{Unknown;}}{{{};}}}}".format(plant("name of a document variable"), plant("document variable"), plant("author of a change"))
        + r"{{\header {}}}{{\footerf {}}}\pard {}\par{{\b {}}}{}\par".format(plant("header"), plant("first footer"), plant("body"), s[:5], s[5:])
        + r"{{\*\atnid XX}}{{\*\atnauthor {}}}\chatn{{\*\annotation {}}}".format(plant("author of a comment"), plant("comment"))
        + r'{{\field{{\*\fldinst{{HYPERLINK "mailto:{}@example.org"}}}}{{\fldrslt {}}}}}'.format(plant("target of a link"), plant("result of a field"))
        + r"{{\v {}}}{{\cf1\fs2 {}}}{{\deleted\revauthdel1 {}}}{{\revised\revauth1 {}}}".format(*tuple(plant(p) for p in ("hidden text", "small text", "deletion", "insertion")))
        + r"{{\footnote\ftnalt {}}}{{\footnote {}}}{{\*\bkmkstart {}}}".format(plant("endnote"), plant("footnote"), plant("bookmark"))
        + r"\trowd\cellx1000\intbl {}\cell\row".format(plant("table")) + wide + "\\par " + coded
        + r"{{\*\formfield{{\fftype0{{\*\ffname {}}}{{\*\ffdeftext {}}}{{\*\ffl {}}}{{\*\ffhelptext {}}}}}}}".format(*tuple(plant(p) for p in ("name of a form field", "default of a form field", "entry of a list", "help of a form field")))
        + r"{{\*\datafield 0}}{{\xe{{{}}}}}{{\tc {}}}{{\shp".format(plant("entry of the index"), plant("entry of the contents"))
        + nested.decode() + r"}{\object\objemb{\*\objclass Package}{\*\objdata " + ole1.hex() + r"}{\result{\pict\wmetafile8 00}}}"
        + r"{{\*\unknowngroup {}}}{{\*\mailmerge{{\mmconnectstr {}}}{{\mmquery {}}}}}}}".format(plant("group of another program"), plant("source of a mail merge"), plant("query of a mail merge"))
    ).encode()  # fmt: skip


@file("book.epub")
def _(plant: Plant) -> bytes:
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
            "OEBPS/content.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{plant("author")}</dc:creator><dc:title>{plant("title")}</dc:title><meta name="own" content="{plant("meta")}"/></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
            "OEBPS/a.xhtml": f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{plant("title of a chapter")}</title></head><body><p>{plant("chapter")}<img alt="{plant("alternative text")}" src="x"/></p><!-- {plant("comment")} --></body></html>',
            "OEBPS/b.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{plant("chapter that nothing names")}</p></body></html>',
            "OEBPS/toc.ncx": f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>{plant("contents")}</text></navLabel></navPoint></navMap></ncx>',
            "OEBPS/notes.txt": plant("file of another sort"),
        },
        stored=("mimetype",),
    )


@file("book.fb2")
def _(plant: Plant) -> bytes:
    inner = base64.b64encode(
        f"<svg xmlns='http://www.w3.org/2000/svg'><text>{plant('file inside')}</text></svg>".encode()
    ).decode()
    s = plant("word in two elements")
    return f'<?xml version="1.0" encoding="utf-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><author><first-name>{plant("author")}</first-name></author><annotation><p>{plant("annotation")}</p></annotation></title-info><document-info><id>{plant("ident")}</id></document-info><custom-info info-type="x">{plant("custom information")}</custom-info></description><body><section><p>{plant("body")}</p><p>{s[:4]}<strong>{s[4:]}</strong></p><a l:href="mailto:{plant("target of a link")}@example.org">x</a></section></body><body name="notes"><section><p>{plant("notes")}</p></section></body><binary id="a.svg" content-type="image/svg+xml">{inner}</binary></FictionBook>'.encode()
