"""Numbers that python-stdnum publishes for the Americas, Asia, Africa and the Pacific: the valid ones are found, the others not.

They are read from the doctests of the library that is installed; each stands in a letter, a form, a JSON key and a CSV column.
"""

import doctest
import importlib
import re
from functools import cache

import pytest

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

# What is known only by its label, and what has only a placeholder there (ATIN), is not among them.
# detector, module of stdnum, its label in English, its label in a language of the country
VECTORS = """
us-ssn                   | us.ssn         | Social security number           | SSN
us-itin                  | us.itin        | ITIN                             | Individual taxpayer ID
us-ein                   | us.ein         | Employer identification number   | EIN
us-ptin                  | us.ptin        | PTIN                             | Preparer tax identification number
us-routing-number        | us.rtn         | Routing number                   | ABA routing
ca-sin                   | ca.sin         | Social insurance number          | Numéro d'assurance sociale
ca-bc-health-number      | ca.bc_phn      | Personal health number           | PHN
ca-business-number       | ca.bn          | Business number                  | Numéro d'entreprise
au-tfn                   | au.tfn         | Tax file number                  | TFN
au-abn                   | au.abn         | ABN                              | Australian Business Number
au-acn                   | au.acn         | ACN                              | Australian Company Number
nz-ird-number            | nz.ird         | IRD number                       | Tau IRD
nz-bank-account          | nz.bankaccount | Bank account                     | Pūtea pēke
in-aadhaar               | in_.aadhaar    | Aadhaar number                   | आधार संख्या
in-aadhaar-virtual-id    | in_.vid        | Aadhaar virtual ID               | VID
in-pan                   | in_.pan        | PAN                              | पैन
in-gstin                 | in_.gstin      | GSTIN                            | GST number
in-voter-id              | in_.epic       | Voter ID                         | मतदाता पहचान पत्र
sg-uen                   | sg.uen         | UEN                              | Unique Entity Number
za-id-number             | za.idnr        | South African ID number          | Identiteitsnommer
za-tax-number            | za.tin         | Income tax reference number      | Inkomstebelastingnommer
ke-pin                   | ke.pin         | KRA PIN                          | PIN ya KRA
ma-ice                   | ma.ice         | ICE                              | Identifiant commun
tn-matricule-fiscal      | tn.mf          | Matricule fiscal                 | المعرف الجبائي
mz-nuit                  | mz.nuit        | NUIT                             | Número único de identificação tributária
gh-tin                   | gh.tin         | Ghana TIN                        | GRA TIN
gn-nifp                  | gn.nifp        | NIFp                             | NIF permanent
sn-ninea                 | sn.ninea       | NINEA                            | Numéro NINEA
dz-nif                   | dz.nif         | NIF                              | Numéro d'identification fiscale
eg-tax-number            | eg.tn          | Egyptian tax number              | الرقم الضريبي
br-cpf                   | br.cpf         | CPF number                       | Cadastro de Pessoas Físicas
br-cnpj                  | br.cnpj        | CNPJ number                      | CNPJ
mx-curp                  | mx.curp        | CURP number                      | Clave Única de Registro de Población
mx-rfc                   | mx.rfc         | RFC number                       | Registro Federal de Contribuyentes
ar-dni                   | ar.dni         | DNI number                       | Documento Nacional de Identidad
ar-cuit                  | ar.cuit        | CUIT number                      | Clave Única de Identificación Tributaria
ar-cbu                   | ar.cbu         | CBU number                       | Clave Bancaria Uniforme
cl-rut                   | cl.rut         | RUT number                       | Rol Único Tributario
co-nit                   | co.nit         | NIT number                       | Número de identificación tributaria
pe-dni                   | pe.cui         | Peruvian CUI                     | DNI Perú
pe-ruc                   | pe.ruc         | RUC number                       | Registro Único de Contribuyentes
uy-rut                   | uy.rut         | RUT number                       | Registro Único Tributario
ec-cedula                | ec.ci          | Cedula number                    | Cédula de identidad
ec-ruc                   | ec.ruc         | RUC number                       | Registro Único de Contribuyentes
py-ruc                   | py.ruc         | RUC number                       | Registro Único del Contribuyente
cr-cedula                | cr.cpf         | Cedula de identidad              | Cédula de identidad
cr-cedula                | cr.cpj         | Cedula juridica                  | Cédula jurídica
cr-cedula                | cr.cr          | DIMEX number                     | DIMEX
do-cedula                | do.cedula      | Cedula number                    | Cédula de identidad y electoral
do-rnc                   | do.rnc         | RNC number                       | Registro Nacional de Contribuyentes
gt-nit                   | gt.nit         | NIT number                       | Número de identificación tributaria
sv-nit                   | sv.nit         | NIT number                       | Número de identificación tributaria
ve-rif                   | ve.rif         | RIF number                       | Registro de Información Fiscal
cu-identity-number       | cu.ni          | Carnet de identidad              | Carné de identidad
jp-individual-number     | jp.in_         | My Number                        | マイナンバー
jp-corporate-number      | jp.cn          | Corporate number                 | 法人番号
kr-rrn                   | kr.rrn         | Resident registration number     | 주민등록번호
kr-business-number       | kr.brn         | Business registration number     | 사업자등록번호
th-citizen-id            | th.pin         | Thai national ID                 | เลขประจำตัวประชาชน
th-company-number        | th.moa         | Thai tax ID                      | เลขทะเบียนนิติบุคคล
cn-resident-id           | cn.ric         | Resident identity card           | 身份证号码
cn-unified-social-credit-code | cn.uscc   | Unified social credit code       | 统一社会信用代码
tw-business-number       | tw.ubn         | Unified business number          | 統一編號
my-nric                  | my.nric        | MyKad number                     | Kad pengenalan
id-nik                   | id.nik         | NIK                              | Nomor Induk Kependudukan
id-npwp                  | id.npwp        | NPWP                             | Nomor Pokok Wajib Pajak
vn-tax-number            | vn.mst         | Vietnam tax code                 | Mã số thuế
pk-cnic                  | pk.cnic        | CNIC                             | شناختی کارڈ
il-identity-number       | il.idnr        | Israeli ID                       | תעודת זהות
il-company-number        | il.hp          | Israeli company number           | ח.פ.
"""
ROWS = [tuple(part.strip() for part in line.split("|")) for line in VECTORS.strip().split("\n")]
_CALL = re.compile(r"(\w+)\('([^']+)'[,)]")


def vectors(name):
    """Valid and invalid values of a module: as its examples write them, compact, and as it formats them."""
    module = importlib.import_module(f"stdnum.{name}")
    valid, invalid = {}, {}
    for example in doctest.DocTestParser().get_examples(module.__doc__):
        call = _CALL.match(example.source)
        if call is None:
            continue
        value = call[2].strip()
        if module.is_valid(value):
            forms = [value, module.compact(value) if hasattr(module, "compact") else value]
            forms += [module.format(value)] if hasattr(module, "format") else []
            valid.update(dict.fromkeys(forms))
        elif call[1] == "validate":
            invalid[value] = None
    return list(valid), list(invalid)


def situations(label, value):
    key = re.sub(r"\W+", "_", label.lower()).strip("_") if label.isascii() else label
    yield f"{label}: {value}"
    yield f"Please note that the {label} {value} was given to us."
    yield f'{{"name": "A. Sample", "{key}": "{value}"}}'
    yield f"Name;{label};Town\nA. Sample;{value};-\n"


@cache
def found(ident, text):
    """What is at least likely one of `ident` where every detector looks at the text."""
    content = Text.of(text, Locator(("letter.txt",)))
    return [
        text[slice(*content.original_span(one.start, one.end))]
        for one in detect(content)
        if one.detector == ident and one.confidence >= Confidence.LIKELY
    ]


def texts(rows, right):
    for ident, module, *labels in rows:
        for value in vectors(module)[0 if right else 1]:
            for label in labels:
                yield from ((ident, text, value) for text in situations(label, value))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_published_numbers_are_found_beside_a_label(row):
    cases = list(texts([row], True))
    missed = [text for ident, text, value in cases if value not in found(ident, text)]
    assert cases and len(missed) <= 0.1 * len(cases), missed


def test_of_all_published_numbers_99_in_100_are_found():
    cases = list(texts(ROWS, True))
    missed = [text for ident, text, value in cases if value not in found(ident, text)]
    assert len(cases) > 500 and len(missed) <= 0.01 * len(cases), missed


def test_of_all_published_errors_at_most_1_in_100_is_taken_for_a_number():
    cases = list(texts(ROWS, False))
    taken = [text for ident, text, _ in cases if found(ident, text)]
    assert len(cases) > 300 and len(taken) <= 0.01 * len(cases), taken
