"""Tables of staff as offices elsewhere head them: who stands in them is told, and which town she lives in is nobody."""

from __future__ import annotations

import pytest

from bailee import detect

# Heads and rows as programs for payrolls export them. All people are made up.
TABLES = {
    "German": (
        "Nr;Name;Vorname;Straße;Ort;Mobil",
        "Tschentscher;Louis;Maja-Weg 7;Sankt Konrad;0151 23984516",
        "Eigenwillig;Dörthe;Ralf-Heim-Allee 12;Bad Franziska;08-66 65 81",
    ),
    "French": (
        "Matricule;Nom;Prénom;Adresse;Ville;Portable",
        "Pruvost;Hortense;12, rue Jeanne Moreau;Saint-Martin;06 98 23 47 15",
        "Rousset;Frédéric;3, allée Paul Klee;Sainte-Claire;0310916090",
    ),
    "Italian": (
        "Matricola;Cognome;Nome;Indirizzo;Città;Telefono",
        "Desio;Tullio;Via Enzo Rossi 4;Torre Gaia;3419935632",
        "Roero;Licia;Corso Aldo Moro 9;Castel Morabito;+39 0584 702921",
    ),
    "Spanish": (
        "Nº;Apellidos;Nombre;Domicilio;Población;Teléfono",
        "Ripoll;Chita;Pasadizo Martín Diego 5;San Rodolfo;612 345 987",
        "Capdevila;Eloísa;Ronda Jeremías 11;Santa Anabel;+34 979 369 935",
    ),
    "Polish": (
        "Lp;Nazwisko;Imię;Ulica;Miasto;Telefon",
        "Leszcz;Tymon;Jacka Wakuły 46;Tomaszów Mazowiecki;+48 661 973 699",
        "Kuciel;Borys;Eryka Godynia 3;Juliuszów;661 973 584",
    ),
    "Swedish": (
        "Nr;Efternamn;Förnamn;Adress;Ort;Mobil",
        "Ekholm;Siv;Backvägen 8;Sankt Olof;070-272 95 81",
        "Östling;Margit;Erik Dahls gata 3;Vilhelmina;08-63 42 12",
    ),
    "Dutch": (
        "Nr;Achternaam;Voornaam;Adres;Woonplaats;Telefoon",
        "Mansvelt;Esmee;Lorenzodreef 4;Sint Willebrord;(0563) 272951",
        "Zwiers;Sjoerd;Marie Curielaan 9;Anna Paulowna;06 27 29 51 84",
    ),
}


@pytest.mark.parametrize("language", TABLES)
def test_who_stands_in_a_table_is_told_and_no_town_is(language: str) -> None:
    head, *rows = TABLES[language]
    lines = [f"{number};{rows[number % 2]}" for number in range(1, 9)]
    text = "\n".join([head, *lines]) + "\n"
    found = [match for match in detect(text) if match.category == "person-name"]
    names = [name for line in lines for name in line.split(";")[1:3]]
    assert [text[match.start : match.end] for match in found] == names
    phones = [text[match.start : match.end] for match in detect(text) if match.category == "phone-number"]
    assert phones == [line.split(";")[5] for line in lines]


def test_a_postcode_of_brazil_is_no_mobile_of_turkey() -> None:
    brazil = "Nome completo;CEP\nKamilly Siqueira;32729-518\nPedro Miguel Farias;60530424\nAna Moura;41761-052\n"
    assert not [match for match in detect(brazil) if match.category == "phone-number"]
    turkey = "Soyadı;Cep\nYıldız;0532 441 87 26\nKaya;0541 772 13 95\n"
    assert len([match for match in detect(turkey) if match.category == "phone-number"]) == 2


def test_a_column_that_says_name_and_no_more_may_be_of_things() -> None:
    things = "Code;Nom;Prix\nA1;Chaise longue;120\nA2;Table basse;80\nA3;Abat-jour rond;40\nA4;Tapis rouge;60\n"
    assert not [match for match in detect(things) if match.category == "person-name"]
