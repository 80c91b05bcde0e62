"""Made-up names, titles, notes and cards, of the length that real ones have."""

from collections.abc import Iterator
from itertools import accumulate, product
from random import Random

FIRST_NAMES = (
    "Ana", "Bruno", "Carla", "Dmitri", "Elif", "Farid", "Greta", "Hiroshi", "Inês", "Jonas", "Keiko", "Lars", "Marisol",
    "Nadia", "Olamide", "Priya", "Quentin", "Rosa", "Siobhán", "Tomás", "Ursula", "Viktor", "Wei", "Ximena", "Yusuf",
    "Zoë", "Amara", "Benedikt", "Chiara", "Duarte", "Esther", "Fionn",
)  # fmt: skip
LAST_NAMES = (
    "Almeida", "Baptiste", "Castellanos", "Dąbrowska", "Eriksson", "Fitzgerald", "Grünewald", "Haddad", "Ibáñez",
    "Jankowski", "Kovačević", "Lindqvist", "Moreau", "Nakamura", "Okonkwo", "Papadopoulos", "Quintero", "Rasmussen",
    "Sørensen", "Takahashi", "Usman", "Villanueva", "Weatherby", "Xavier", "Yamamoto", "Zieliński", "O’Brien",
    "Van der Berg", "Müller", "Chaudhry", "Featherstone", "Mbeki", "Nilsson", "Oliveira", "Petrova", "Ramaswamy",
)  # fmt: skip
TAGS = ("alumni", "board", "ex-colleague", "former client", "freight", "Lisbon", "mentor", "neighbour", "Porto",
        "product", "rail", "recruiter", "remote", "startup", "supplier", "volunteer")  # fmt: skip

_RANKS = ("Head of", "Director of", "Senior Manager,", "Lead,", "Vice President,", "Coordinator of", "Analyst,",
          "Specialist in", "Chief of", "Assistant to the Head of", "Consultant,", "Partner,")  # fmt: skip
_FIELDS = ("Logistics", "Rail Operations", "Procurement", "Product", "Data", "Partnerships", "Finance", "People",
           "Warehouse Robotics", "Network Planning", "Customer Care", "Marketing", "Legal Affairs", "Compliance",
           "Design", "Engineering", "Research", "Sales", "Communications", "Quality", "Sustainability", "Facilities",
           "Security", "Strategy", "Training", "Maintenance", "Fleet", "Pricing", "Accounts", "Innovation")  # fmt: skip
_HOUSES = ("Northwind", "Kessel", "Globex", "Railwise", "Blue Heron", "Acme", "Harbourline", "Meridian", "Fennec",
           "Cobalt", "Juniper", "Longshore", "Alder", "Brightwater", "Cascade", "Delta", "Eastgate", "Foxglove",
           "Granite", "Highfield")  # fmt: skip
_TRADES = ("Freight", "Shipping", "Analytics", "Ports", "Depots", "Systems", "Consulting", "Parcels", "Energy", "Foods",
           "Textiles", "Press", "Robotics", "Bank", "Insurance", "Museum", "University", "Clinics", "Studios", "Trains",
           "Bikes", "Software", "Labs", "Partners", "Works")  # fmt: skip
_PLACES = ("Lisbon", "Lyon", "Gdańsk", "Rotterdam", "Porto", "Malmö", "Trieste", "Bilbao", "Leipzig", "Cork")
_OPENINGS = ("Coffee after the fair:", "Long call about", "Short note on", "Lunch, mostly about", "They asked about",
             "Sent an article on", "Met by chance, talked of", "Thanked them for help with")  # fmt: skip
_TOPICS = ("rail", "depot", "tender", "hiring", "planner", "robots", "merger", "school", "customs", "shift", "strike",
           "pricing", "parcels", "slides", "bikes", "sabbatical", "harbour", "budget", "panel", "cello")  # fmt: skip
_ENDINGS = ("will hear more in spring", "knows a planner there", "offered to introduce me",
            "wants the slides", "asked how the search goes", "no opening before summer")  # fmt: skip


def last_name(random: Random) -> str:
    """Every third is a double one, so that few people share a whole name."""
    name = random.choice(LAST_NAMES)
    return f"{name}-{random.choice(LAST_NAMES)}" if random.random() < 0.3 else name


def title(random: Random) -> str:
    """What someone does."""
    return f"{random.choice(_RANKS)} {random.choice(_FIELDS)}"


def _vocabulary(size: int) -> list[str]:
    """Made-up words, the topics spread among them from the common to the rare."""
    random = Random(7)
    parts = ("bar", "ler", "con", "di", "fer", "gan", "hul", "in", "jo", "kra", "mes", "nor", "op", "qui", "ras", "sti",
             "tor", "un", "vel", "wes")  # fmt: skip
    words = ["".join(random.choices(parts, k=random.choice((2, 3, 3, 4)))) for _ in range(size)]
    words[10 :: size // len(_TOPICS)] = _TOPICS
    return words


_VOCABULARY = _vocabulary(4_000)
# As words are distributed wherever people write: the tenth most common is in every twentieth note, the last in few.
_OFTEN = list(accumulate(1 / (rank + 20) for rank in range(len(_VOCABULARY))))


def sentence(random: Random) -> str:
    """A note of one line, of some ten words."""
    talk = " ".join(random.choices(_VOCABULARY, cum_weights=_OFTEN, k=random.randrange(4, 12)))
    return f"{random.choice(_OPENINGS)} {talk} in {random.choice(_PLACES)}; {random.choice(_ENDINGS)}."


def organizations(count: int) -> Iterator[str]:
    """``count`` different names."""
    for number, (trade, house) in zip(range(count), _names_of_houses(), strict=False):
        yield f"{house} {trade}" if number < len(_HOUSES) * len(_TRADES) else f"{house} {trade} {number}"


def _names_of_houses() -> Iterator[tuple[str, str]]:
    while True:
        yield from product(_TRADES, _HOUSES)


def address(first: str, last: str, number: int, *, domain: str = "example.org") -> str:
    """An e-mail address that nobody else has."""
    name = f"{first}.{last}".encode("ascii", "ignore").decode().replace(" ", "").lower()
    return f"{name}{number}@{domain}"


def cards(count: int, *, domain: str) -> str:
    """A vCard file of ``count`` people as a phone writes it: all have an address, most a number, some a note."""
    random = Random(45)
    employers = list(organizations(max(1, count // 10)))
    return "".join(_card(random, number, random.choice(employers), domain) for number in range(count))


def _card(random: Random, number: int, employer: str, domain: str) -> str:
    first, last = random.choice(FIRST_NAMES), last_name(random)
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", f"N:{last};{first};;;", f"FN:{first} {last}", f"ORG:{employer};",
        f"TITLE:{title(random).replace(',', chr(92) + ',')}",
        f"EMAIL;type=INTERNET;type=WORK:{address(first, last, number, domain=domain)}",
    ]  # fmt: skip
    if random.random() < 0.7:
        lines.append(f"TEL;type=CELL;type=VOICE:+351 93 {number // 10_000:03d} {number % 10_000:04d}")
    if random.random() < 0.2:
        lines.append(f"NOTE:{sentence(random).replace(';', chr(92) + ';')}")
    if random.random() < 0.2:
        lines.append(f"CATEGORIES:{random.choice(TAGS)}")
    if random.random() < 0.3:
        lines.append(f"BDAY:19{random.randint(50, 99)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}")
    return "\r\n".join([*lines, "END:VCARD", ""])
