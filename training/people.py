"""People with names of many origins, for generated text.

Names come from Faker's lists (MIT) and, where Faker has none in Latin script, from short lists written for this project.
A name's hash decides whether it is for training or for the set held apart, so that the latter measures names never seen.
"""

from __future__ import annotations

import importlib
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache
from random import Random

FAKER = {
    "English": ("en_US", "en_GB", "en_IE", "en_NZ"),
    "Spanish": ("es_ES", "es_MX", "es_AR", "es_CO"),
    "Portuguese": ("pt_BR", "pt_PT"),
    "French": ("fr_FR", "fr_QC"),
    "German": ("de_DE", "de_AT", "de_CH"),
    "Italian": ("it_IT",),
    "Dutch": ("nl_NL", "nl_BE"),
    "Nordic": ("sv_SE", "no_NO", "da_DK", "fi_FI"),
    "Eastern European": ("pl_PL", "cs_CZ", "sk_SK", "hu_HU", "ro_RO", "hr_HR", "sl_SI", "lt_LT", "lv_LV", "et_EE"),
    "Turkish": ("tr_TR",),
    "Indian": ("en_IN",),
    "African": ("yo_NG", "zu_ZA", "tw_GH", "ha_NG", "ig_NG", "sw"),
}
OWN = {
    "Chinese": (
        "Wei Fang Min Jing Li Na Xiu Ying Hui Ling Yan Juan Xia Lei Tao Chao Qiang Peng Jun Gang Hao Yu Bo Ming Xin Jie Mei Hong Xue Yang Ping Zhen Dong Feng Guang Hai Jian Kai Kun Long Ning Qi Rui Sheng Shu Ting Wen Xiang Yong Yun Zhi",
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Han Feng Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Shen Yao Tan Lim Ng Wong Chan Cheung Lau Ho Kwok Leung Teo Goh Koh Ong Chua Yeo Sim Toh Chong Foo",
    ),
    "Vietnamese": (
        "Anh Bình Châu Chi Dũng Duy Đức Giang Hà Hải Hằng Hạnh Hiếu Hoa Hoàng Hùng Hương Huy Khánh Lan Linh Long Mai Minh My Nam Nga Ngọc Nhung Phong Phúc Phương Quân Quang Quỳnh Sơn Tâm Thảo Thành Thắng Thu Thủy Tiến Trang Trung Tú Tuấn Tùng Uyên Vân Việt Vinh Yến",
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Lâm Mai Tô Cao Đoàn Trịnh",
    ),
    "Korean": (
        "Min-jun Seo-yeon Ji-hoon Ha-eun Do-yun Ye-jun Soo-jin Hyun-woo Eun-ji Sung-min Jae-hyun Mi-kyung Young-ho Kyung-hee Dong-hyun Hye-jin Sang-woo Yoo-na In-sung Chul-soo Minho Jiyeon Taeyang Yuna Jihye Seungho",
        "Kim Lee Park Choi Jung Jeong Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo Hong Bae Moon Noh Ryu Nam",
    ),
    "Japanese": (
        "Haruto Yuto Sota Yuki Hayato Haruki Ryusei Kenji Takashi Hiroshi Akira Satoshi Daisuke Kazuo Yui Hina Sakura Aoi Misaki Yoko Keiko Akiko Naoko Emi Ayumi Tomoko Mayumi Shinji Ichiro Noriko",
        "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Saito Mori Abe Ikeda Hashimoto Ogawa Okada Fujita Goto Hasegawa Murakami",
    ),
    "Arabic": (
        "Mohammed Muhammad Ahmed Mahmoud Ali Hassan Hussein Omar Youssef Khalid Abdullah Abdulrahman Ibrahim Tariq Faisal Samir Karim Rashid Bilal Nasser Walid Zaid Fatima Aisha Maryam Zainab Khadija Layla Noor Amina Salma Hala Rania Yasmin Huda Leila Nadia Samira Sana Dalia Abdul Mustafa Hamza Jamal",
        "Al-Farsi Haddad Khoury Mansour Nasser Saleh Hamdan Al-Masri Abbas Aziz Darwish Ghanem Hariri Ibrahim Jaber Kassem Khalil Maalouf Najjar Odeh Qasim Rahman Sabbagh Shaheen Tawfik Zaki El-Sayed Al-Rashid Bakr Fakhouri Habib Issa Abdelrahman Benali Bouzid Cherif Mebarki Toumi Zidane",
    ),
    "South Asian": (
        "Aarav Priya Rahul Anjali Vikram Sunita Rajesh Deepa Sanjay Kavita Amit Pooja Arjun Lakshmi Suresh Meena Ravi Anita Vijay Shreya Nikhil Divya Manoj Rekha Harpreet Gurpreet Jaspreet Manpreet Imran Farhan Ayesha Bilal Sadia Usman Nasreen Tanvir Rafiq Shabnam Nimal Chaminda Kumari Dilani Thanh Bishnu Sita Karthik Senthil Murugan Venkatesh Balasubramaniam Padma Revathi",
        "Patel Sharma Singh Kumar Gupta Reddy Iyer Nair Menon Rao Desai Mehta Joshi Chatterjee Banerjee Mukherjee Das Ghosh Kapoor Malhotra Khan Ahmed Hussain Chowdhury Rahman Islam Begum Akhtar Qureshi Siddiqui Perera Fernando Silva Jayawardena Wickramasinghe Gunawardena Thapa Gurung Shrestha Kaur Gill Dhillon Sandhu Subramanian Krishnan Pillai Venkataraman Chakraborty Bhattacharya Agarwal Srinivasan",
    ),
    "Malay": (
        "Ahmad Siti Nurul Mohd Azlan Farah Hafiz Aminah Zulkifli Rosnah Faizal Norhayati Azman Rohani Shahrul Izzati Hakim Aisyah Kamarul Zainab Ismail Razak Hamidah Syafiq Nadiah",
        "Abdullah Rahman Ismail Hassan Ibrahim Othman Yusof Ahmad Hashim Zainal Salleh Osman Bakar Kassim Jaafar Sulaiman Mohamad Daud Latif Hamzah",
    ),
    "African": (
        "Chinedu Ngozi Oluwaseun Adaeze Emeka Folake Kwame Ama Kofi Akosua Wanjiru Kamau Achieng Otieno Thabo Nomvula Sipho Lerato Tendai Rudo Tariro Farai Abebe Tigist Selam Dawit Amadou Fatoumata Moussa Aissatou Ousmane Mariama Kagiso Zanele Bongani Chipo Nyasha Makena Baraka Neema Juma Amara Chidi Ifeoma Uche Temitope Babatunde Olumide",
        "Okafor Adeyemi Nwosu Okonkwo Eze Balogun Mensah Owusu Asante Boateng Kamau Otieno Wanjiku Mwangi Odhiambo Nkosi Dlamini Ndlovu Khumalo Mokoena Moyo Sibanda Ncube Chikwanha Tesfaye Bekele Haile Diallo Traore Keita Sow Ndiaye Diop Coulibaly Abubakar Musa Danjuma Obi Achebe Onyango Njoroge Kipchoge Mutua Mbeki Phiri Banda Zulu Tshabalala",
    ),
    "Slavic romanised": (
        "Oleksandr Olena Serhiy Natalia Dmytro Iryna Andriy Oksana Volodymyr Tetiana Ivan Svetlana Sergei Tatiana Dmitry Ekaterina Mikhail Olga Nikolai Anastasia Aleksei Irina Yuri Galina Boris Ludmila Vladimir Larisa Georgi Desislava Stoyan Milena Dragan Jelena Zoran Snezana Goran Ivana",
        "Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Oliynyk Ivanov Petrov Sidorov Smirnov Kuznetsov Popova Volkova Sokolova Morozova Novikov Kozlov Lebedev Fedorov Pavlova Dimitrov Georgieva Stoyanov Petrova Jovanovic Petrovic Nikolic Markovic Djordjevic Stojanovic Ilic Pavlovic",
    ),
    "Greek": (
        "Georgios Maria Dimitris Eleni Konstantinos Katerina Ioannis Vasiliki Nikolaos Sofia Christos Panagiotis Despina Spyros Stavros Athanasios",
        "Papadopoulos Papadopoulou Vlachos Angelopoulos Nikolaidis Georgiou Dimitriou Konstantinou Ioannou Karagiannis Makris Economou Antoniou Christodoulou Pappas",
    ),
    "Filipino": (
        "Jose Maricel Rodel Jocelyn Reynaldo Rowena Jericho Cristina Danilo Marites Ronaldo Analyn Arnel Lorna Rommel",
        "Santos Reyes Cruz Bautista Ocampo Garcia Mendoza Torres Dela Cruz Villanueva Aquino Pangilinan Macaraeg Dimaculangan Salazar Magsaysay",
    ),
}
SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "bra",
    "ca",
    "ce",
    "cha",
    "co",
    "da",
    "de",
    "di",
    "dro",
    "el",
    "en",
    "fa",
    "fi",
    "ga",
    "ge",
    "go",
    "ha",
    "he",
    "hi",
    "is",
    "ja",
    "ka",
    "ke",
    "ki",
    "la",
    "le",
    "li",
    "lo",
    "lu",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "ni",
    "no",
    "ol",
    "or",
    "pa",
    "pe",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "sha",
    "si",
    "so",
    "sta",
    "ta",
    "te",
    "ti",
    "to",
    "ul",
    "va",
    "ve",
    "vi",
    "wa",
    "yo",
    "za",
    "ze",
    "zi",
    "zo",
]
WEIGHTS = {"English": 34, "Spanish": 8, "Indian": 5, "South Asian": 6, "Eastern European": 6, "Slavic romanised": 4}


def held_apart(name: str) -> bool:
    """Whether a name is for the set that is never trained on: one in six."""
    return zlib.crc32(name.lower().encode()) % 6 == 0


def _values(names: object) -> list[str]:
    return [name for name in names if isinstance(name, str)] if isinstance(names, dict | list | tuple) else []


def _latin(name: str) -> bool:
    return 2 <= len(name) <= 22 and all(letter in "-'’ ." or "LATIN" in unicodedata.name(letter, "") for letter in name)


@cache
def lists() -> dict[str, tuple[list[str], list[str]]]:
    """Given names and surnames by origin, sorted."""
    out: dict[str, tuple[set[str], set[str]]] = {}
    for origin, locales in FAKER.items():
        given, last = out.setdefault(origin, (set(), set()))
        for locale in locales:
            try:
                provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
            except ImportError:
                continue
            for attribute in dir(provider):
                values = [name for name in _values(getattr(provider, attribute)) if _latin(name)]
                if attribute.startswith("first_name"):
                    given.update(values)
                elif attribute.startswith("last_name"):
                    last.update(values)
    for origin, (first, family) in OWN.items():
        given, last = out.setdefault(origin, (set(), set()))
        given.update(first.split())
        last.update(family.split())
    return {origin: (sorted(given), sorted(last)) for origin, (given, last) in sorted(out.items()) if given and last}


@dataclass(frozen=True)
class Person:
    """One generated person."""

    given: str
    middle: str
    surname: str
    origin: str

    @property
    def full(self) -> str:
        return f"{self.given} {self.surname}"


def _pick(rng: Random, names: list[str], apart: bool) -> str:
    for _ in range(60):
        name = rng.choice(names)
        if held_apart(name) is apart:
            return name
    return rng.choice(names)


def _invented(rng: Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()


def person(rng: Random, apart: bool = False, origin: str = "") -> Person:
    names = lists()
    if not origin:
        origins = list(names)
        origin = rng.choices(origins, [WEIGHTS.get(one, 3) for one in origins])[0]
    given, last = names[origin]
    first, surname = _pick(rng, given, apart), _pick(rng, last, apart)
    roll = rng.random()
    if roll < 0.06:  # in no list at all
        surname = _invented(rng)
    if roll < 0.02:
        first = _invented(rng)
    if origin == "Chinese" and rng.random() < 0.6:
        second = _pick(rng, given, apart)
        first = first + rng.choice([second.lower(), f" {second}", f"-{second.lower()}"])
    if origin in ("Spanish", "Portuguese") and rng.random() < 0.35:
        surname += " " + _pick(rng, last, apart)
    if origin == "Malay" and rng.random() < 0.6:
        surname = rng.choice(["bin ", "binti ", "Bin ", "BIN "]) + surname
    if origin == "Arabic" and rng.random() < 0.2:
        surname = rng.choice(["bin ", "ibn ", "Abu ", "al-", "El "]) + surname.removeprefix("Al-").removeprefix("El-")
    if origin == "Dutch" and rng.random() < 0.35:
        surname = rng.choice(["van ", "de ", "van der ", "van den ", "Van "]) + surname.split()[-1]
    if origin == "Vietnamese" and rng.random() < 0.5:
        first, surname = _bare(first), _bare(surname)
    if origin in ("Eastern European", "Nordic", "Spanish", "Turkish") and rng.random() < 0.3:
        first, surname = _bare(first), _bare(surname)
    if origin == "English" and rng.random() < 0.05:
        surname = rng.choice(["O'", "Mc", "Mac", "St. ", "Fitz"]) + surname
    if rng.random() < 0.05 and " " not in surname:
        surname += "-" + _pick(rng, last, apart).split()[-1]
    middle = rng.choice([_pick(rng, given, apart).split()[0], rng.choice("ABCDEFGHJKLMNPRSTW") + "."])
    return Person(first, middle, surname, origin)


def _bare(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.translate(str.maketrans("łŁøØđĐıæ", "lLoOdDia")))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def written(rng: Random, who: Person, form: str) -> str:
    """A person's name in one of the forms that business text has."""
    if form == "full":
        roll = rng.random()
        if roll < 0.14:
            return f"{who.given} {who.middle} {who.surname}"
        if roll < 0.18:
            return f"{who.given} {who.middle[0]} {who.surname}"
        if roll < 0.22:
            return f"{who.given[0]}. {who.surname}"
        if roll < 0.24:
            return f"{who.given[0]}. {who.middle[0]}. {who.surname}"
        if roll < 0.26:
            return f"{who.full}{rng.choice([' Jr.', ' Sr.', ', Jr.', ' III', ' II'])}"
        if who.origin in ("Chinese", "Vietnamese", "Korean", "Japanese") and roll < 0.55:
            return f"{who.surname} {who.given}"
        return who.full
    if form == "last":
        return who.surname
    if form == "given":
        return who.given.split()[0]
    if form == "reversed":
        return f"{who.surname}, {who.given}{rng.choice(['', '', '', ' ' + who.middle, ' ' + who.middle[0]])}"
    if form == "capitals":
        return written(rng, who, "full").upper()
    if form == "reversed capitals":
        return written(rng, who, "reversed").upper()
    if form == "upper last":
        return rng.choice([f"{who.given} {who.surname.upper()}", f"{who.surname.upper()} {who.given}"])
    if form == "lower":
        return who.full.lower()
    raise ValueError(form)
