"""What elements of well-known XML mean in words: clinical documents (HL7 CDA), payments (ISO 20022), invoices (UBL, UN/CEFACT).

>>> label("StrtNm"), label("salary"), identifier({"root": "2.16.840.1.113883.4.1", "extension": "078-05-1120"})
('Street', 'salary', 'Social Security number: 078-05-1120')
>>> one_line(["Street: Ahornweg", "House number: 14", "Postal code: 50667", "City: Köln"])
'Address: Ahornweg 14, 50667 Köln'
>>> one_line(["streetAddressLine: 1357 Amber Drive", "city: Beaverton", "state: OR", "postalCode: 97006"])
'Address: 1357 Amber Drive, Beaverton, OR 97006'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_LABELS = {
    "StrtNm": "Street", "BldgNb": "House number", "BldgNm": "Building", "PstCd": "Postal code", "TwnNm": "City", "CtrySubDvsn": "State", "Ctry": "Country",
    "AdrLine": "Address", "PstBx": "PO box", "Nm": "Name", "BirthDt": "Date of birth", "CityOfBirth": "Place of birth", "PhneNb": "Phone", "MobNb": "Mobile",
    "FaxNb": "Fax", "EmailAdr": "E-mail", "Ustrd": "Note", "BICFI": "BIC",
    "birthTime value": "Date of birth", "deceasedTime value": "Date of death", "telecom value": "Phone", "ID_BirthDate": "Date of birth",
}  # fmt: skip
# Object identifiers of registers, as clinical documents name them: https://oidref.com
_REGISTERS = {
    "2.16.840.1.113883.4.1": "Social Security number", "2.16.840.1.113883.4.6": "NPI", "2.16.840.1.113883.4.4": "EIN", "2.16.840.1.113883.4.572": "Medicare number",
    "2.16.840.1.113883.4.927": "Medicare number", "2.16.840.1.113883.4.814": "DEA number", "2.16.840.1.113883.2.1.4.1": "NHS number",
    "1.2.36.1.2001.1003.0": "IHI", "2.16.840.1.113883.2.4.6.3": "BSN",
}  # fmt: skip
_DIAGNOSES = frozenset({"2.16.840.1.113883.6.90", "2.16.840.1.113883.6.3"})  # ICD-10-CM, ICD-10
SAID = frozenset({"root", "extension", "code", "codeSystem", "codeSystemName", "displayName"})  # by `identifier`
ADDRESSES = frozenset({"addr", "PstlAdr", "PostalAddress", "PostalTradeAddress", "PhysicalAddress"})
_STREET = ("Street", "streetAddressLine", "StreetName", "LineOne", "streetName")
_NUMBER = ("House number", "BuildingNumber", "houseNumber")
_MORE = ("Address", "Building", "AdditionalStreetName", "LineTwo", "LineThree", "additionalLocator", "unitID")
_CODE = ("Postal code", "postalCode", "PostalZone", "PostcodeCode")
_TOWN = ("City", "city", "CityName")
_STATE = ("State", "state", "CountrySubentity", "CountrySubDivisionName", "county")
_LAND = ("Country", "country", "IdentificationCode", "CountryID")
_KNOWN = frozenset((*_STREET, *_NUMBER, *_MORE, *_CODE, *_TOWN, *_STATE, *_LAND, "addr use"))


def label(name: str) -> str:
    """What an element, or an attribute behind the name of its element, is called."""
    return _LABELS.get(name, name)


def identifier(attributes: Mapping[str, str]) -> str:
    """A number in a register that is known by its object identifier, or a coded diagnosis, as a line; empty where it is none."""
    if (register := _REGISTERS.get(attributes.get("root", ""))) and (number := attributes.get("extension")):
        return f"{register}: {number}"
    if attributes.get("codeSystem") in _DIAGNOSES and (code := attributes.get("code")):
        said = attributes.get("displayName", "")
        return f"Diagnosis code: {code}" + (f"\nDiagnosis: {said}" if said else "")
    return ""


def one_line(lines: Sequence[str]) -> str:
    """The lines of an address as one, or an empty string where something else stands among them."""
    fields: dict[str, list[str]] = {}
    for line in lines:
        name, parted, value = line.partition(": ")
        if not parted or name not in _KNOWN:
            return ""
        fields.setdefault(name, []).append(value)

    def said(names: Sequence[str]) -> str:
        return " ".join(value for name in names for value in fields.get(name, ()))

    street = " ".join(filter(None, (said(_STREET), said(_NUMBER))))
    code, town, state, land = said(_CODE), said(_TOWN), said(_STATE), said(_LAND)
    place = ", ".join(filter(None, (town, " ".join(filter(None, (state, code)))))) if state else " ".join(filter(None, (code, town)))  # fmt: skip
    whole = ", ".join(filter(None, (street, said(_MORE), place, land)))
    return f"Address: {whole}" if street or said(_MORE) else ""
