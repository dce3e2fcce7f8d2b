"""OpenDocument files, zipped and flat."""

from __future__ import annotations

import base64

from needles_files import Plant, compound, file, package_stream, zipped

NS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "meta": "meta", "form": "form",
        "presentation": "presentation", "svg": "svg-compatible", "number": "datastyle", "script": "script", "chart": "chart",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dr3d="urn:x" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'  # fmt: skip
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
KIND = "application/vnd.oasis.opendocument."


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def remark(plant: Plant, where: str = "") -> str:
    return f"<office:annotation><dc:creator>{plant('author of a comment' + where)}</dc:creator><dc:date>2026-01-01</dc:date>{p(plant('comment' + where))}</office:annotation>"


def packed(kind: str, content: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    files: dict[str, str | bytes] = {
        "mimetype": KIND + kind,
        "content.xml": f"{HEAD}<office:document-content {NS}>{content}</office:document-content>",
        "META-INF/manifest.xml": f'{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}{kind}"/></manifest:manifest>',
    }
    return zipped(files | (parts or {}), stored=("mimetype",))


def meta(plant: Plant) -> str:
    return (
        f"<office:meta><dc:title>{plant('title')}</dc:title><dc:description>{plant('description')}</dc:description><meta:initial-creator>{plant('first author')}</meta:initial-creator><dc:creator>{plant('last author')}</dc:creator><meta:keyword>{plant('keyword')}</meta:keyword><meta:printed-by>{plant('printed by')}</meta:printed-by>"
        f"<meta:template xlink:href='file:///home/{plant('template')}.ott' xlink:title='{plant('title of the template')}'/><meta:user-defined meta:name='{plant('name of a custom property')}'>{plant('custom property')}</meta:user-defined></office:meta>"
    )


def body(plant: Plant) -> str:
    w = plant("word in two spans")
    change = f"<office:change-info><dc:creator>{plant('author of a change')}</dc:creator><dc:date>2026-01-01T00:00:00</dc:date>{p(plant('remark on a change'))}</office:change-info>"
    return (
        f"<text:tracked-changes><text:changed-region text:id='c1'><text:deletion>{change}{p(plant('deletion'))}</text:deletion></text:changed-region><text:changed-region text:id='c2'><text:insertion><office:change-info><dc:creator>x</dc:creator></office:change-info></text:insertion></text:changed-region></text:tracked-changes>"
        f"<text:variable-decls/><text:user-field-decls><text:user-field-decl text:name='{plant('name of a user field')}' office:string-value='{plant('user field')}'/></text:user-field-decls><text:dde-connection-decls><text:dde-connection-decl office:dde-application='{plant('DDE connection')}'/></text:dde-connection-decls>"
        f"<text:h text:outline-level='1'>{plant('heading')}</text:h>{p(plant('body') + remark(plant))}<text:p>{w[:4]}<text:span>{w[4:]}</text:span></text:p>"
        f"<text:p><text:change-start text:change-id='c2'/>{plant('insertion')}<text:change-end text:change-id='c2'/><text:a xlink:href='mailto:{plant('target of a link')}@example.org' office:title='{plant('title of a link')}' office:name='{plant('name of a link')}'>x</text:a><text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>{p(plant('footnote'))}</text:note-body></text:note><text:note text:note-class='endnote'><text:note-body>{p(plant('endnote'))}</text:note-body></text:note></text:p>"
        f"<text:section text:name='{plant('name of a section')}' text:display='none'>{p(plant('hidden section'))}</text:section><text:p><text:hidden-text text:condition='1' text:string-value='{plant('hidden field')}' text:is-hidden='true'/><text:hidden-paragraph/>{plant('hidden paragraph')}<text:conditional-text text:string-value-if-true='{plant('conditional text')}' text:string-value-if-false='x'/><text:placeholder text:description='{plant('description of a placeholder')}'>{plant('placeholder')}</text:placeholder><text:text-input text:description='{plant('description of an input')}'>{plant('input')}</text:text-input><text:drop-down text:name='d'><text:label text:value='{plant('item of a list')}'/></text:drop-down><text:script script:language='x'>{plant('script')}</text:script><text:database-display text:table-name='{plant('table of a database field')}' text:column-name='c'>x</text:database-display></text:p>"
        f"<text:p><draw:frame draw:name='{plant('name of a frame')}'><draw:text-box>{p(plant('text box'))}</draw:text-box><svg:title>{plant('title of a drawing')}</svg:title><svg:desc>{plant('alternative text')}</svg:desc></draw:frame><draw:custom-shape>{p(plant('shape'))}</draw:custom-shape><text:ruby><text:ruby-base>x</text:ruby-base><text:ruby-text>{plant('ruby')}</text:ruby-text></text:ruby><text:bookmark text:name='{plant('bookmark')}'/><text:alphabetical-index-mark text:string-value='{plant('entry of the index')}'/><text:bibliography-mark text:author='{plant('author of a source')}' text:title='{plant('title of a source')}'/></text:p>"
        f"<table:table table:name='{plant('name of a table')}'><table:table-row><table:table-cell>{p(plant('table'))}</table:table-cell><table:table-cell>{p('x')}</table:table-cell></table:table-row></table:table>"
        f"<office:forms><form:form form:name='f' form:datasource='{plant('source of a form')}' form:command='SELECT {plant('query of a form')}'><form:text form:name='{plant('name of a control')}' form:current-value='{plant('value of a control')}' form:value='{plant('default of a control')}' form:title='{plant('hint of a control')}'/><form:listbox><form:option form:label='{plant('option of a control')}' form:value='{plant('value of an option')}'/></form:listbox><form:hidden form:value='{plant('hidden control')}'/><form:checkbox form:label='{plant('label of a control')}'/></form:form></office:forms>"
    )


def styles(plant: Plant) -> str:
    return f"<office:master-styles><style:master-page style:name='Standard'><style:header>{p(plant('header'))}</style:header><style:footer>{p(plant('footer'))}</style:footer><style:header-left>{p(plant('header of left pages'))}</style:header-left><style:header-first>{p(plant('header of the first page'))}</style:header-first></style:master-page></office:master-styles>"


@file("letter.odt")
def _(plant: Plant) -> bytes:
    inner = f"{HEAD}<office:document-content {NS}><office:body><office:chart><chart:chart><chart:title>{p(plant('title of a chart'))}</chart:title><table:table table:name='local-table'><table:table-row><table:table-cell>{p(plant('table of a chart'))}</table:table-cell></table:table-row></table:table></chart:chart></office:chart></office:body></office:document-content>"
    return packed(
        "text",
        f"<office:scripts><office:script script:language='x'>{plant('script of the document')}</office:script></office:scripts><office:body><office:text>{body(plant)}</office:text></office:body>",
        {
            "meta.xml": f"{HEAD}<office:document-meta {NS}>{meta(plant)}</office:document-meta>",
            "styles.xml": f"{HEAD}<office:document-styles {NS}>{styles(plant)}</office:document-styles>",
            "settings.xml": f"{HEAD}<office:document-settings {NS} xmlns:config='urn:oasis:names:tc:opendocument:xmlns:config:1.0'><office:settings><config:config-item config:name='CurrentDatabaseDataSource' config:type='string'>{plant('setting: source of data')}</config:config-item><config:config-item config:name='PrinterName'>{plant('setting: printer')}</config:config-item></office:settings></office:document-settings>",
            "Object 1/content.xml": inner,
            "Object 2": compound({"\x01Ole10Native": package_stream("memo.txt", plant("packed file").encode())}),
            "Basic/Standard/Module1.xml": f'{HEAD}<script:module xmlns:script="http://openoffice.org/2000/script">REM {plant("comment in a macro")}\nP = &quot;{plant("string in a macro")}&quot;</script:module>',
            "manifest.rdf": f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="x"><own>{plant("statement (RDF)")}</own></rdf:Description></rdf:RDF>',
            "META-INF/documentsignatures.xml": f"<document-signatures><X509IssuerName>CN={plant('issuer of a signature')}</X509IssuerName></document-signatures>",
            "Versions/Version1": packed("text", f"<office:body><office:text>{p(plant('earlier version'))}</office:text></office:body>"),
            "VersionList.xml": f"<VL:version-list xmlns:VL='http://openoffice.org/2001/versions-list' xmlns:dc='http://purl.org/dc/elements/1.1/'><VL:version-entry VL:title='Version1' VL:comment='{plant('remark on a version')}' VL:creator='{plant('author of a version')}'/></VL:version-list>",
        },
    )  # fmt: skip


@file("letter.fodt")
def _(plant: Plant) -> bytes:
    inner = base64.b64encode(
        packed("text", f"<office:body><office:text>{p(plant('document inside'))}</office:text></office:body>")
    ).decode()
    return f'{HEAD}<office:document {NS} office:mimetype="{KIND}text">{meta(plant)}{styles(plant)}<office:body><office:text>{body(plant)}<text:p><draw:frame><draw:object-ole><office:binary-data>{inner}</office:binary-data></draw:object-ole></draw:frame></text:p></office:text></office:body></office:document>'.encode()


def table(plant: Plant) -> str:
    cell = "<table:table-cell office:value-type='string'>{}</table:table-cell>"
    return (
        "<office:automatic-styles><style:style style:name='ta2' style:family='table'><style:table-properties table:display='false'/></style:style>"
        f"<number:number-style style:name='N1'><number:text>{plant('words in a number format')}</number:text></number:number-style></office:automatic-styles><office:body><office:spreadsheet>"
        f"<table:tracked-changes><table:cell-content-change table:id='ct1'><office:change-info><dc:creator>{plant('author of a change')}</dc:creator></office:change-info><table:previous><table:change-track-table-cell office:value-type='string'>{p(plant('cell before a change'))}</table:change-track-table-cell></table:previous></table:cell-content-change><table:deletion table:id='ct2'><table:cell-content-deletion><table:change-track-table-cell>{p(plant('deleted cell'))}</table:change-track-table-cell></table:cell-content-deletion></table:deletion></table:tracked-changes>"
        f"<table:content-validations><table:content-validation table:name='v' table:condition='of:cell-content-is-in-list(&quot;{plant('list of a validation')}&quot;)'><table:help-message table:title='{plant('title of a hint')}'>{p(plant('hint'))}</table:help-message><table:error-message table:title='x'>{p(plant('error of a validation'))}</table:error-message></table:content-validation></table:content-validations>"
        f"<table:table table:name='One'><table:title>{plant('title of a sheet')}</table:title><table:desc>{plant('description of a sheet')}</table:desc><table:shapes><draw:frame>{'<draw:text-box>' + p(plant('text box')) + '</draw:text-box>'}</draw:frame></table:shapes>"
        f"<table:table-column table:visibility='collapse'/><table:table-row>{cell.format(p(plant('cell')) + remark(plant))}<table:table-cell office:value-type='float' office:value='{plant('#number')}'>{p('2E+8')}</table:table-cell><table:table-cell table:formula='of:=&quot;{plant('text in a formula')}&quot;' office:value-type='string'>{p(plant('result of a formula'))}</table:table-cell><table:table-cell office:value-type='string' office:string-value='{plant('value that is not shown')}'/></table:table-row>"
        f"<table:table-row table:visibility='collapse'>{cell.format(p(plant('hidden row')))}</table:table-row><table:table-row table:visibility='filter'>{cell.format(p(plant('filtered row')))}</table:table-row><table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row><table:table-row>{cell.format(p(plant('last row') + '<text:a xlink:href=' + chr(39) + 'https://example.org/' + plant('target of a link') + chr(39) + '>x</text:a>'))}</table:table-row>"
        f"<table:scenario table:comment='{plant('comment of a scenario')}'/></table:table><table:table table:name='{plant('name of a hidden sheet')}' table:style-name='ta2'><table:table-row>{cell.format(p(plant('hidden sheet')))}</table:table-row></table:table>"
        f"<table:named-expressions><table:named-range table:name='{plant('named range')}' table:cell-range-address='A1'/><table:named-expression table:name='x' table:expression='&quot;{plant('named expression')}&quot;'/></table:named-expressions>"
        f"<table:database-ranges><table:database-range table:name='{plant('database range')}' table:target-range-address='A1'><table:database-source-sql table:database-name='{plant('database')}' table:sql-statement='SELECT {plant('query')}'/><table:filter><table:filter-condition table:value='{plant('filter')}' table:operator='='/></table:filter></table:database-range></table:database-ranges>"
        f"<table:data-pilot-tables><table:data-pilot-table table:name='{plant('name of a pivot table')}'><table:data-pilot-field table:source-field-name='{plant('field of a pivot table')}'><table:data-pilot-level><table:data-pilot-members><table:data-pilot-member table:name='{plant('member of a pivot table')}'/></table:data-pilot-members></table:data-pilot-level></table:data-pilot-field></table:data-pilot-table></table:data-pilot-tables>"
        f"<table:dde-links><table:dde-link><office:dde-source office:dde-topic='{plant('DDE link')}'/></table:dde-link></table:dde-links></office:spreadsheet></office:body>"
    )


@file("table.ods")
def _(plant: Plant) -> bytes:
    return packed("spreadsheet", table(plant))


@file("table.fods")
def _(plant: Plant) -> bytes:
    return f'{HEAD}<office:document {NS} office:mimetype="{KIND}spreadsheet">{table(plant)}</office:document>'.encode()


def deck(plant: Plant) -> str:
    return (
        f"<office:automatic-styles/><office:body><office:presentation><presentation:header-decl presentation:name='h'>{plant('header of notes')}</presentation:header-decl><presentation:footer-decl presentation:name='f'>{plant('footer')}</presentation:footer-decl>"
        f"<draw:page draw:name='{plant('name of a slide')}'><draw:frame><draw:text-box>{p(plant('slide'))}</draw:text-box></draw:frame><draw:g><svg:desc>{plant('alternative text')}</svg:desc><draw:rect>{p(plant('grouped shape'))}</draw:rect></draw:g>{remark(plant)}<presentation:notes><draw:frame><draw:text-box>{p(plant('notes'))}</draw:text-box></draw:frame></presentation:notes></draw:page>"
        f"<draw:page draw:name='p2' presentation:visibility='hidden'><draw:frame><draw:text-box>{p(plant('hidden slide'))}</draw:text-box></draw:frame><draw:frame><table:table><table:table-row><table:table-cell>{p(plant('table'))}</table:table-cell></table:table-row></table:table></draw:frame></draw:page>"
        f"<presentation:settings><presentation:show presentation:name='{plant('custom show')}'/></presentation:settings></office:presentation></office:body>"
    )


@file("deck.odp")
def _(plant: Plant) -> bytes:
    master = f"<office:master-styles><style:master-page style:name='M'><draw:frame><draw:text-box>{p(plant('master'))}</draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box>{p(plant('master of notes'))}</draw:text-box></draw:frame></presentation:notes></style:master-page></office:master-styles>"
    return packed(
        "presentation",
        deck(plant),
        {"styles.xml": f"{HEAD}<office:document-styles {NS}>{master}</office:document-styles>"},
    )


@file("deck.fodp")
def _(plant: Plant) -> bytes:
    return f'{HEAD}<office:document {NS} office:mimetype="{KIND}presentation">{deck(plant)}</office:document>'.encode()


@file("drawing.odg")
def _(plant: Plant) -> bytes:
    layer = f"<draw:layer-set><draw:layer draw:name='{plant('name of a layer')}'><svg:title>{plant('title of a layer')}</svg:title></draw:layer></draw:layer-set>"
    return packed(
        "graphics",
        f"<office:body><office:drawing><draw:page>{layer}<draw:custom-shape draw:layer='x'>{p(plant('shape'))}</draw:custom-shape><draw:connector>{p(plant('connector'))}</draw:connector></draw:page></office:drawing></office:body>",
    )


@file("base.odb")
def _(plant: Plant) -> bytes:
    content = f"<office:body><db:database xmlns:db='urn:oasis:names:tc:opendocument:xmlns:database:1.0'><db:data-source><db:connection-data><db:connection-resource xlink:href='jdbc:mysql://{plant('address of a database')}'/><db:login db:user-name='{plant('user of a database')}'/></db:connection-data></db:data-source><db:queries><db:query db:name='q' db:command='SELECT {plant('query')}'/></db:queries></db:database></office:body>"
    return packed(
        "base", content, {"database/script": f"CREATE TABLE T(A VARCHAR)\nINSERT INTO T VALUES('{plant('row')}')\n"}
    )
