"""Where people can be: timezones by region and countries by name, as a form offers them."""

from collections import defaultdict

from holidays.registry import COUNTRIES

from common.dates import zone_names
from common.folding import fold

# Names that the registry's identifiers lose something of.
_NAMES = {
    "AX": "Åland Islands",
    "BL": "Saint Barthélemy",
    "CW": "Curaçao",
    "CD": "DR Congo",
    "GW": "Guinea-Bissau",
    "HK": "Hong Kong",
    "RE": "Réunion",
    "ST": "São Tomé and Príncipe",
    "SY": "Syria",
    "TL": "Timor-Leste",
    "VI": "US Virgin Islands",
}
_SMALL_WORDS = {"and", "of", "the"}


def country_choices() -> list[tuple[str, str]]:
    """Countries whose public holidays are known, as (ISO 3166 alpha-2, name), by name."""
    named = [(codes[1], _NAMES.get(codes[1]) or _spelled(module)) for module, codes in COUNTRIES.items()]
    return sorted(named, key=lambda choice: fold(choice[1]))


def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every IANA zone under its region, as (region, [(zone, place)]); those without a region come last."""
    by_region: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for zone in zone_names():
        region, _, place = zone.partition("/")
        by_region[region if place else "Other"].append((zone, _place_first(place or region)))
    regions = sorted(by_region, key=lambda region: (region in {"Other", "Etc"}, region))
    return [(region, sorted(by_region[region], key=lambda choice: choice[1])) for region in regions]


def _spelled(identifier: str) -> str:
    words = identifier.split("_")
    return " ".join(word if word in _SMALL_WORDS else word.capitalize() for word in words)


def _place_first(place: str) -> str:
    """Say "Argentina/Buenos_Aires" as "Buenos Aires, Argentina": typing the city finds it in a list."""
    return ", ".join(reversed(place.replace("_", " ").split("/")))
