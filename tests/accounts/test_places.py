"""Where people can be, as a form offers it."""

from zoneinfo import available_timezones

from accounts.models.user import validate_country, validate_time_zone
from accounts.places import country_choices, zone_choices


def test_every_zone_is_offered_once_and_accepted() -> None:
    offered = [zone for _, zones in zone_choices() for zone, _ in zones]

    assert sorted(offered) == sorted(available_timezones())
    for zone in offered:
        validate_time_zone(zone)


def test_zones_are_found_by_their_city() -> None:
    regions = dict(zone_choices())

    assert ("Europe/Lisbon", "Lisbon") in regions["Europe"]
    assert ("America/Argentina/Buenos_Aires", "Buenos Aires, Argentina") in regions["America"]
    assert ("UTC", "UTC") in regions["Other"]
    assert list(regions)[-2:] == ["Etc", "Other"]


def test_countries_are_offered_by_name_and_accepted() -> None:
    countries = dict(country_choices())

    assert [countries[code] for code in ("PT", "US", "CW", "AX", "IM", "CD", "HK")] == [
        "Portugal",
        "United States",
        "Curaçao",
        "Åland Islands",
        "Isle of Man",
        "DR Congo",
        "Hong Kong",
    ]
    assert [name for name in countries.values() if "_" in name or name != name.strip()] == []
    for code in countries:
        validate_country(code)
