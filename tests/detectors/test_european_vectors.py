"""The numbers that python-stdnum publishes as valid are found beside a label, those that it publishes as invalid are not.

They are read from the doctests of the library that is installed.
"""

import doctest
import importlib
import re

import pytest

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

# detector, module of stdnum, its label in English, its label in a language of the country
VECTORS = """
at-social-insurance-number | at.vnr    | Austrian social security number     | Sozialversicherungsnummer
at-tax-number              | at.tin    | Austrian tax number                 | Abgabenkontonummer
be-identity-card           | be.eid    | Belgian identity card number        | Identiteitskaartnummer
be-national-number         | be.nn     | National register number            | Rijksregisternummer
be-national-number         | be.bis    | BIS number                          | Numéro national
be-national-number         | be.ssn    | Belgian personal ID                 | NISS
bg-egn                     | bg.egn    | Unified civil number                | ЕГН
bg-foreigner-number        | bg.pnf    | Personal number of a foreigner      | ЛНЧ
ch-ahv                     | ch.ssn    | Swiss social security number        | AHV-Nummer
cy-tax-number              | cy.vat    | Tax identification code             | ΑΦΤ
cz-bank-account            | cz.bankaccount | Czech bank account             | Číslo účtu
cz-rodne-cislo             | cz.rc     | Czech birth number                  | Rodné číslo
de-tax-id                  | de.idnr   | German tax ID                       | Steuer-Identifikationsnummer
de-tax-number              | de.stnr   | German tax number                   | Steuernummer
dk-cpr                     | dk.cpr    | Danish personal identification number | CPR-nummer
ee-isikukood               | ee.ik     | Estonian personal code              | Isikukood
es-bank-account            | es.ccc    | Spanish bank account                | Cuenta bancaria
es-dni                     | es.dni    | Spanish national ID                 | DNI
es-nie                     | es.nie    | Spanish personal ID                 | NIE
eu-vat                     | eu.vat    | VAT number                          | USt-IdNr.
fi-hetu                    | fi.hetu   | Finnish personal identity code      | Henkilötunnus
fi-tax-number              | fi.veronumero | Finnish tax number              | Veronumero
fr-nir                     | fr.nir    | French social security number       | Numéro de sécurité sociale
fr-tax-number              | fr.nif    | French tax number                   | Numéro fiscal
gr-afm                     | gr.vat    | Greek tax number                    | ΑΦΜ
gr-amka                    | gr.amka   | Greek social security number        | ΑΜΚΑ
hr-oib                     | hr.oib    | Croatian personal identification number | OIB
ie-ppsn                    | ie.pps    | Personal Public Service Number      | PPSN
is-kennitala               | is_.kennitala | Icelandic identification number | Kennitala
it-codice-fiscale          | it.codicefiscale | Italian tax code             | Codice fiscale
li-person-number           | li.peid   | PEID                                | Personenidentifikationsnummer
lt-asmens-kodas            | lt.asmens | Lithuanian personal code            | Asmens kodas
lv-personas-kods           | lv.pvn    | Latvian personal code               | Personas kods
nl-bsn                     | nl.bsn    | Citizen service number              | Burgerservicenummer
nl-document-number         | nl.identiteitskaartnummer | Dutch identity card number | Documentnummer
nl-education-number        | nl.onderwijsnummer | Dutch education number     | Onderwijsnummer
no-bank-account            | no.kontonr | Norwegian bank account             | Kontonummer
no-fodselsnummer           | no.fodselsnummer | Norwegian national identity number | Fødselsnummer
pl-nip                     | pl.nip    | Polish tax number                   | NIP
pl-pesel                   | pl.pesel  | Polish national identity number     | PESEL
pt-cartao-de-cidadao       | pt.cc     | Portuguese identity card            | Cartão de cidadão
pt-nif                     | pt.nif    | Portuguese tax number               | NIF
ro-cnp                     | ro.cnp    | Personal numeric code               | Cod numeric personal
se-personnummer            | se.personnummer | Swedish personal identity number | Personnummer
si-emso                    | si.emso   | Unique master citizen number        | EMŠO
si-tax-number              | si.ddv    | Slovenian tax number                | Davčna številka
sk-rodne-cislo             | sk.rc     | Slovak birth number                 | Rodné číslo (Slovensko)
tr-tax-number              | tr.vkn    | Turkish tax number                  | Vergi kimlik no
tr-tckn                    | tr.tckimlik | Turkish national ID               | T.C. Kimlik No
uk-nhs                     | gb.nhs    | NHS number                          | NHS No.
at-company-number          | at.businessid | Firmenbuch Nr.                  | Firmenbuchnummer
be-enterprise-number       | be.vat    | Belgian VAT number                  | Ondernemingsnummer
bg-eik                     | bg.vat    | Bulgarian VAT number                | ЕИК
ch-uid                     | ch.uid    | MWST-Nr.                            | UID-Nummer
cz-company-number          | cz.dic    | Czech VAT number                    | DIČ
dk-cvr                     | dk.cvr    | Danish VAT number                   | CVR-nr.
ee-registry-code           | ee.registrikood | Estonian registry code        | Registrikood
es-cif                     | es.cif    | Spanish VAT number                  | CIF
fi-business-id             | fi.ytunnus | Finnish business ID                | Y-tunnus
fr-siren                   | fr.siren  | SIREN number                        | Numéro SIREN
fr-siret                   | fr.siret  | SIRET number                        | N° SIRET
hu-company-tax-number      | hu.anum   | Hungarian VAT number                | Adószám
is-vat-number              | is_.vsk   | VSK number                          | VSK-númer
it-partita-iva             | it.iva    | Italian VAT number                  | Partita IVA
lt-vat-number              | lt.pvm    | Lithuanian VAT number               | PVM mokėtojo kodas
lv-company-number          | lv.pvn    | Latvian VAT number                  | Reģistrācijas numurs
nl-vat-number              | nl.btw    | Dutch VAT number                    | Btw-nummer
no-organisation-number     | no.orgnr  | Norwegian organisation number       | Organisasjonsnummer
no-organisation-number     | no.mva    | Norwegian VAT number                | Org.nr.
pl-regon                   | pl.regon  | REGON number                        | Numer REGON
ro-cui                     | ro.cui    | Romanian VAT number                 | Cod fiscal
se-organisation-number     | se.orgnr  | Swedish organisation number         | Organisationsnummer
si-company-number          | si.maticna | Slovenian company number           | Matična številka
uk-vat-number              | gb.vat    | UK VAT number                       | VAT Reg No
uk-utr                     | gb.utr    | Unique taxpayer reference           | UTR
"""
ROWS = [tuple(part.strip() for part in line.split("|")) for line in VECTORS.split("\n") if line]
# Modules that know a company's number beside a person's: another kind of value, and another detector's.
OTHERS = {
    "it-codice-fiscale": re.compile(r"\d+"),
    "lv-personas-kods": re.compile(r"(LV )?4.*"),
    "lv-company-number": re.compile(r"\d{6}-.*"),
}
_CALL = re.compile(r"\w+\('([^']+)'[),]")


def vectors(name, ident):
    """Valid and invalid values of a module: as its examples write them, compact, and as it formats them."""
    module = importlib.import_module(f"stdnum.{name}")
    valid, invalid = {}, {}
    for example in doctest.DocTestParser().get_examples(module.__doc__):
        call = _CALL.match(example.source)
        value = call[1].strip() if call else ""
        if not value or (ident in OTHERS and OTHERS[ident].fullmatch(value)):
            continue
        if module.is_valid(value):
            forms = [value, module.compact(value)]
            forms += [module.format(value)] if hasattr(module, "format") else []
            valid.update(dict.fromkeys(forms))
        elif example.source.startswith("validate"):
            invalid[value] = None
    return list(valid), list(invalid)


def situations(label, value):
    key = re.sub(r"\W+", "_", label.lower()).strip("_")
    yield f"{label}: {value}"
    yield f"Dear Sir, {label} {value}, as you asked."
    yield f'{{"name": "A. Muster", "{key}": "{value}"}}'
    yield f"Name;{label};Town\nA. Muster;{value};-\n"


def found(ident, text):
    """What is at least likely one of `ident` where every detector looks at the text."""
    matches = detect(Text.of(text, Locator(("letter.txt",))))
    return [
        text[one.start : one.end] for one in matches if one.detector == ident and one.confidence >= Confidence.LIKELY
    ]


@pytest.mark.parametrize(("ident", "module", "english", "native"), ROWS)
def test_published_numbers_are_found_beside_a_label(ident, module, english, native):
    valid, _ = vectors(module, ident)
    assert valid
    texts = [(text, value) for label in (english, native) for value in valid for text in situations(label, value)]
    # With its country's letters a tax number is the Union's too; NO, IS and IT are words that may stand before a value.
    assert [
        text for text, value in texts if not any(map(value.endswith, (*found(ident, text), *found("eu-vat", text))))
    ] == []


@pytest.mark.parametrize(("ident", "module", "english", "native"), ROWS)
def test_published_errors_are_left(ident, module, english, native):
    _, invalid = vectors(module, ident)
    texts = [text for label in (english, native) for value in invalid for text in situations(label, value)]
    assert [text for text in texts if found(ident, text)] == []
