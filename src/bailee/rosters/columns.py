"""Which column of a list is what, by its head: in English, Spanish, German and French, as programs and people write them.

>>> mapping_of(("Personalnummer", "Vorname", "Name", "E-Mail-Adresse", "Handy", "Eintritt", "Notfallkontakt"))
{'number': (0,), 'given': (1,), 'surname': (2,), 'emails': (3,), 'phones': (4,), 'joined_on': (5,)}
>>> mapping_of(("First Name", "Last Name", "E-mail 1 - Value", "E-mail 2 - Value", "Phone 1 - Value", "Emergency contact phone"))
{'given': (0,), 'surname': (1,), 'emails': (2, 3), 'phones': (4,)}
>>> mapping_of(("Nom", "Prénom", "Date d'embauche")), mapping_of(("Nombre", "Apellidos", "Fecha de nacimiento"))
({'surname': (0,), 'given': (1,), 'joined_on': (2,)}, {'given': (0,), 'surname': (1,), 'born': (2,)})
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

# Heads by field: English; Spanish; German; French; as directories and address books export them.
HEADS: dict[str, str] = {
    "name": "name, full name, display name, employee, staff, staff member, person, customer, client, contact, patient, applicant, candidate, contractor, cn, common name, fn, file as;"
    "nombre completo, nombre y apellidos, apellidos y nombre, empleado, trabajador, cliente, paciente, candidato;"
    "vollstandiger name, mitarbeiter, mitarbeiterin, mitarbeiter in, beschaftigte, beschaftigter, kunde, kundin, bewerber, bewerberin, ansprechpartner, patientin, mitarbeitername, kundenname;"
    "nom complet, nom et prenom, prenom et nom, salarie, employe, collaborateur, candidat",
    "given": "first name, first, given, given name, given names, forename, forenames, christian name; nombre, nombres, nombre de pila, primer nombre; vorname, vornamen; prenom, prenoms",
    "surname": "last name, last, surname, family name, sn; apellido, apellidos, primer apellido; nachname, familienname, zuname; nom de famille, nom usuel, nom d usage",
    "second": "second surname; segundo apellido",
    "former": "maiden name, former name, former surname, birth name, surname at birth, previous name, previous surname, x maidenname; apellido de soltera; geburtsname, fruherer name, madchenname; nom de naissance, nom de jeune fille",
    "nickname": "nickname, nick name, preferred name, known as, goes by, called; apodo, sobrenombre; spitzname, rufname; surnom",
    "emails": "email, e mail, mail, email address, e mail address, e mail value, mail address, proxy addresses; correo, correo electronico, direccion de correo, direccion de correo electronico, mail; e mail adresse, email adresse, mailadresse; courriel, adresse e mail, adresse email, adresse electronique, mel",
    "phones": "phone, telephone, tel, phone number, telephone number, phone value, phone no, mobile, mobile phone, mobile number, cell, cell phone, cell number, landline; telefono, movil, celular, telefono movil, telefono fijo; telefon, telefonnummer, handy, handynummer, mobil, mobiltelefon, mobilnummer, festnetz, rufnummer; portable, tel portable, telephone portable, numero de telephone, fixe",
    "number": "number, id, no, nr, ident, identifier, id number, staff id, staff number, staff no, personnel number, payroll number, payroll id, employee id, employee number, employee no, customer id, customer number, customer no, client id, client number, patient id, patient number, badge number, badge;"
    "numero, numero de empleado, id de empleado, numero de cliente, legajo, codigo de empleado, codigo de cliente; personalnummer, personalnr, personal nr, mitarbeiternummer, mitarbeiternr, kundennummer, kundennr, kunden nr, nummer, patientennummer;"
    "matricule, numero de salarie, numero client, no client, identifiant, code client",
    "born": "date of birth, birth date, birthdate, birthday, dob, born, born on, bday; fecha de nacimiento, nacimiento, f nacimiento; geburtsdatum, geburtstag, geb datum, geboren, geboren am, geb am, geb; date de naissance, naissance, ne le, nee le, date naissance",
    "address": "address, street, street address, mailing address, postal address, address formatted, address street, home address; direccion, domicilio, calle, direccion postal; anschrift, adresse, strasse, wohnadresse, privatanschrift, strasse und hausnummer, strasse nr; adresse postale, rue, domicile",
    "postcode": "zip, zip code, postal code, postcode, address postal code; codigo postal, cp; plz, postleitzahl; code postal",
    "city": "city, town, locality, l, address city; ciudad, poblacion, localidad; ort, stadt, wohnort; ville, commune",
    "state": "state, province, st, address region; provincia, estado; bundesland",
    "country": "country, country region, address country, country name, nation; pais; land, staat; pays",
    "joined_on": "hire date, hired, hired on, date hired, date of hire, start date, started, started on, joined, joined on, date joined, employment start, employment date, since, customer since, client since; fecha de alta, fecha de ingreso, fecha de contratacion, alta, cliente desde; eintritt, eintrittsdatum, eingestellt am, eingetreten am, kunde seit, beginn; date d entree, date d embauche, embauche, entree, client depuis",
    "left_on": "termination date, terminated, terminated on, left, left on, leaving date, leave date, end date, ended, date left, last day, term date; fecha de baja, baja, fecha de salida; austritt, austrittsdatum, ausgetreten am, ende; date de sortie, date de depart, sortie",
    "site": "site, location, office, work location, branch, office location, physical delivery office name; sede, centro, oficina, centro de trabajo; standort, niederlassung, filiale, buro, betriebsstatte; lieu, etablissement, agence, lieu de travail",
    "department": "department, dept, division, team, unit, organization department; departamento, area, seccion; abteilung, bereich; service, departement, direction, equipe",
    "manager": "manager, supervisor, reports to, line manager, boss, relation value; jefe, responsable, supervisora; vorgesetzter, vorgesetzte, fuhrungskraft, leiter; superieur, superieur hierarchique",
    "language": "language, preferred language, mother tongue, lang; idioma, lengua; sprache, muttersprache; langue",
    "category": "person type, kind of person, subject category, person category; tipo de persona; personengruppe; categorie de personne",
}  # fmt: skip
MANY = frozenset({"emails", "phones"})  # a person may have several, so each such column is read
LABELS = {
    "name": "name", "given": "given name", "surname": "surname", "second": "second surname", "former": "former surname",
    "nickname": "nickname", "emails": "e-mail", "phones": "phone", "number": "number", "born": "birth date",
    "address": "home address", "postcode": "postcode", "city": "city", "state": "state", "country": "country", "joined_on": "joined", "left_on": "left",
    "site": "site", "department": "department", "manager": "manager", "language": "language", "category": "category of person",
}  # fmt: skip
SAID = {"email": "emails", "e-mail": "emails", "phone": "phones", "birth-date": "born", "joined": "joined_on", "left": "left_on", "id": "number"}  # fmt: skip
# Words that may stand before a head and leave it what it is; not so emergency, spouse, manager, previous.
_BEFORE = frozenset(
    re.findall(
        r"\w+",
        "employee employees staff customer client contact patient applicant candidate contractor person work home business office personal private primary "
        "other main company direct legal mitarbeiter kunde kunden arbeits privat dienstlich geschaftlich firmen cliente empleado trabajo particular salarie "
        "professionnel professionnelle personnel personnelle bureau the mi",
    )
)


def plain_head(head: str) -> str:
    """A head as it is compared: small letters without accents, words apart, numbers left out.

    >>> plain_head("E-mail 1 - Value"), plain_head("givenName"), plain_head("Straße_und Hausnummer"), plain_head("Téléphone")
    ('e mail value', 'given name', 'strasse und hausnummer', 'telephone')
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", head)
    small = unicodedata.normalize("NFKD", apart.casefold())
    letters = "".join(sign for sign in small if not unicodedata.combining(sign))
    return " ".join(word for word in re.split(r"[^\w]+|_", letters) if word and not word.isdigit())


@cache
def _fields() -> dict[str, str]:
    found: dict[str, str] = {}
    for field, heads in HEADS.items():
        for head in re.split(r"[;,]", heads):
            found.setdefault(plain_head(head), field)
    return found


def field_of(head: str) -> str:
    """The field that a head means; empty where it means none that a roster has."""
    known, words = _fields(), plain_head(head).split()
    while words:
        if field := known.get(" ".join(words), ""):
            return field
        if words[0] not in _BEFORE:
            return ""
        words = words[1:]
    return ""


def mapping_of(heads: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Columns by field, by their heads alone; where two heads mean one field, the first counts, unless there may be several."""
    found: dict[str, tuple[int, ...]] = {}
    for column, head in enumerate(heads):
        field = field_of(head)
        if field and (field in MANY or field not in found):
            found[field] = (*found.get(field, ()), column)
    plain = [plain_head(head) for head in heads]
    if "given" in found and "surname" not in found and "name" in found and plain[found["name"][0]] == "name":
        return _renamed(found, "name", "surname")  # `Name, Vorname`
    if "nom" in plain:
        found["surname" if "given" in found and "surname" not in found else "name"] = (plain.index("nom"),)
        found = dict(sorted(found.items(), key=lambda pair: pair[1]))
    if "given" in found and "surname" not in found and "name" not in found and plain[found["given"][0]] == "nombre":
        return _renamed(found, "given", "name")  # `Nombre` alone is the whole name
    return found


def _renamed(found: dict[str, tuple[int, ...]], before: str, after: str) -> dict[str, tuple[int, ...]]:
    return {after if field == before else field: columns for field, columns in found.items()}
