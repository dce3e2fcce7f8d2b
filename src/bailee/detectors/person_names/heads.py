"""Heads of columns: how tables of other languages than English name people, and how any names places.

>>> is_sure("Nachname"), is_sure("Apellido 1"), is_sure("Imię i nazwisko"), is_sure("Nom"), is_sure("Nombre del producto")
(True, True, True, False, False)
>>> is_plain("Nom"), is_plain("Nombre:"), is_plain("Nombre del producto")
(True, True, False)
>>> is_place("Città"), is_place("Billing City"), is_place("Stadtplaner"), is_place("Address of parent")
(True, True, False, True)

A head that says *family name* or *given name* is of people whatever stands below. One that says *name* and no more may be of a firm, a
town or a file: what stands below decides. Languages of the EU, Norway, Switzerland, Turkey, Brazil and Japan.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bailee.detectors.interface import words

FAMILY_OR_GIVEN = (
    "nachname", "familienname", "zuname", "geburtsname", "vorname", "vornamen", "rufname",  # German
    "nom de famille", "nom d'usage", "nom de naissance", "prénom", "prénoms", "prenom", "nom et prénom", "nom complet",  # French
    "apellido", "apellidos", "primer apellido", "segundo apellido", "nombre completo", "nombre y apellidos", "nombres y apellidos",  # Spanish
    "cognome", "cognome e nome", "nome e cognome", "nominativo",  # Italian
    "apelido", "sobrenome", "nome completo", "nome próprio", "nome da mãe", "nome do pai", "nome social",  # Portuguese
    "achternaam", "voornaam", "voornamen", "voorletters", "roepnaam", "volledige naam",  # Dutch
    "efternamn", "förnamn", "fornavn", "etternavn", "efternavn", "sukunimi", "etunimi", "etunimet",  # Swedish, Norwegian, Danish, Finnish
    "nazwisko", "imię", "imiona", "imię i nazwisko", "nazwisko i imię", "nazwisko rodowe",  # Polish
    "příjmení", "priezvisko", "jméno a příjmení", "meno a priezvisko", "krstné meno", "křestní jméno",  # Czech, Slovak
    "vezetéknév", "keresztnév", "családi név", "utónév", "teljes név",  # Hungarian
    "prenume", "nume de familie", "nume și prenume", "prezime", "ime i prezime", "ime in priimek", "priimek",  # Romanian, Croatian, Slovene
    "perekonnanimi", "eesnimi", "uzvārds", "vārds", "pavardė", "vardas",  # Estonian, Latvian, Lithuanian
    "soyadı", "soyad", "adı soyadı", "ad soyad",  # Turkish
    "фамилия", "имя", "отчество", "фио", "прізвище", "презиме", "име и фамилия", "επώνυμο", "ονοματεπώνυμο",  # Russian, Ukrainian, Bulgarian, Greek
    "氏名", "名前", "姓名", "성명", "이름",  # Japanese, Chinese, Korean
)  # fmt: skip
PLAIN = (
    "nom", "nombre", "nombres", "nome", "naam", "namn", "navn", "nimi", "jméno", "meno", "név", "nume", "ime", "όνομα",
)  # fmt: skip
PLACES = (
    "city", "town", "village", "suburb", "street", "address", "county", "state", "province", "country", "region", "place of birth", "birthplace",
    "ort", "wohnort", "stadt", "gemeinde", "straße", "strasse", "anschrift", "adresse", "geburtsort", "bundesland", "land",
    "ville", "commune", "rue", "pays", "département", "lieu de naissance", "localité",
    "ciudad", "población", "localidad", "municipio", "domicilio", "dirección", "calle", "provincia", "país", "lugar de nacimiento", "colonia",
    "città", "comune", "indirizzo", "località", "luogo di nascita", "paese",
    "cidade", "endereço", "rua", "bairro", "município", "morada", "localidade", "concelho", "freguesia", "logradouro", "naturalidade",
    "plaats", "woonplaats", "adres", "straat", "straatnaam", "gemeente", "geboorteplaats",
    "stad", "postort", "adress", "gatuadress", "kommun", "poststed", "gade", "kommune", "kaupunki", "osoite", "katuosoite", "postitoimipaikka",
    "miasto", "miejscowość", "ulica", "gmina", "powiat", "województwo", "miejsce urodzenia", "město", "obec", "ulice", "adresa", "mesto",
    "város", "település", "utca", "cím", "oraș", "localitate", "strada", "județ", "grad", "kraj", "linn", "aadress", "pilsēta", "adrese", "miestas", "adresas",
    "şehir", "ilçe", "город", "адрес", "улица", "місто", "адреса", "град", "πόλη", "διεύθυνση", "住所", "地址", "주소",
)  # fmt: skip
_PLACE = words(*PLACES)
_HEADS = frozenset((*FAMILY_OR_GIVEN, *PLAIN, *PLACES))
_SURE = words(*FAMILY_OR_GIVEN)
_PLAIN = re.compile(rf"(?i)[\W\d_]*(?:{'|'.join(PLAIN)})[\W\d_]*")


@lru_cache(maxsize=256)
def is_sure(heading: str) -> bool:
    """Whether it says family name, given name, or both."""
    return _SURE.search(heading) is not None


def is_head(value: str) -> bool:
    """Whether a value is nothing but such a head itself.

    >>> is_head("Nazwisko"), is_head("Leszcz")
    (True, False)
    """
    return value.lower() in _HEADS


@lru_cache(maxsize=256)
def is_plain(heading: str) -> bool:
    """Whether it says name and no more."""
    return _PLAIN.fullmatch(heading) is not None


@lru_cache(maxsize=256)
def is_place(heading: str) -> bool:
    """Whether it names a place or an address: towns and streets are called after people."""
    return _PLACE.search(heading) is not None
