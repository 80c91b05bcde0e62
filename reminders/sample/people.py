"""Who is in the sample: everyone is made up."""

from typing import NamedTuple

from contacts.models import Tie, Tier, WalkOfLife


class SamplePerson(NamedTuple):
    """One made-up contact; ``touches`` are ``(days ago, kind, direction, summary)``, newest first."""

    name: str
    title: str
    organization: str
    how_known: str
    walk_of_life: str
    tie: str
    tier: str
    added_days_ago: int
    touches: tuple[tuple[int, str, str, str], ...] = ()
    notes: str = ""
    introduced_by: str = ""


WORK, SCHOOL, FAMILY, FRIENDS = WalkOfLife.WORK, WalkOfLife.SCHOOL, WalkOfLife.FAMILY, WalkOfLife.FRIENDS
NEAR, CLUBS, EVENTS, ONLINE, SERVICES = (
    WalkOfLife.NEIGHBOURS,
    WalkOfLife.CLUBS,
    WalkOfLife.EVENTS,
    WalkOfLife.ONLINE,
    WalkOfLife.SERVICES,
)
STRONG, WEAK, NONE = Tie.STRONG, Tie.WEAK, Tie.NONE
KEY, REGULAR, LIGHT, REST = Tier.KEY, Tier.REGULAR, Tier.LIGHT, Tier.NONE
OUT, IN, BOTH = "outgoing", "incoming", "mutual"

P = SamplePerson

PEOPLE: tuple[SamplePerson, ...] = (
    # The people of the story: `reminders.sample.story` gives them campaigns and conversations.
    P("Wei Zhang", "Director of Operations", "Acme Freight", "My manager at Acme, 2019 to 2022", WORK, STRONG, KEY, 118,
      ((24, "call", BOTH, "Told him what I am after. He offered to introduce me to Marisol."),
       (110, "email", OUT, "Said that I am looking.")), "Two sons. Runs half marathons."),
    P("Marisol Ibáñez", "Head of Logistics", "Northwind", "Introduced by Wei", WORK, WEAK, REGULAR, 22, (),
      "Grew up in Valencia. Moving her team to Lyon in spring.", "Wei Zhang"),
    P("Tobias Krüger", "Rail Product Lead", "Kessel & Söhne", "Spoke at the rail freight evening", EVENTS, NONE, LIGHT,
      30),
    P("Siobhán O’Brien", "Recruiter", "Harbour Talent", "Placed me at Acme in 2019", WORK, WEAK, REGULAR, 117,
      ((186, "meeting", BOTH, "Coffee. Her daughter starts school in September."),),
      "Her daughter started school in September."),
    P("Hana Sato", "Planning Manager", "Globex", "Same master’s programme, one year above me", SCHOOL, WEAK, REGULAR,
      60, ((9, "email", IN, "Happy to talk, suggests a video call."),)),
    P("Lars Åberg", "Team Lead, Forecasting", "Globex", "Former colleague of Hana’s", WORK, WEAK, REGULAR, 45,
      ((6, "message", IN, "Has twenty minutes today."),), "", "Hana Sato"),
    P("Kofi Mensah", "Operations Analyst", "Blue Heron Shipping", "Answered my question in the supply chain group",
      ONLINE, WEAK, LIGHT, 40, ((8, "email", IN, "Suggested a short call."),)),
    P("Greta Lindqvist", "VP Supply Chain", "Nordlys Foods", "Interviewed in the trade journal in June", EVENTS, NONE,
      LIGHT, 75),
    P("Priya Nair", "Head of Procurement", "Solstice Energy", "Friend of Ana’s from the rowing club", CLUBS, WEAK,
      REGULAR, 80, ((58, "email", IN, "Happy to talk once the budget round is over."),)),
    P("Daniel Okafor", "Warehouse Systems Manager", "Northwind", "Marisol named him", WORK, NONE, LIGHT, 3, (), "",
      "Marisol Ibáñez"),
    P("Ines Carvalho", "Carrier Manager", "Northwind", "Marisol named her", WORK, NONE, LIGHT, 3, (), "",
      "Marisol Ibáñez"),
    P("Matteo Ricci", "Sustainability Lead", "Kessel & Söhne", "Alumni directory", SCHOOL, NONE, LIGHT, 28),
    P("Amara Diallo", "Product Manager", "Railwise", "Alumni directory", SCHOOL, WEAK, REGULAR, 70),
    P("Jonas Weber", "Founder", "Loadstone", "Wrote the article on empty miles", ONLINE, NONE, LIGHT, 66),
    P("Chloé Martin", "Network Planner", "Postal Nord", "Sat next to me at the rail freight evening", EVENTS, WEAK,
      REGULAR, 31, ((29, "email", OUT, "Sent her the slides she asked for."),)),
    P("Emeka Adeyemi", "Data Scientist", "Globex", "Worked with my cousin", FAMILY, WEAK, LIGHT, 50),
    P("Yuki Tanaka", "Customs Specialist", "Blue Heron Shipping", "Kofi named them", ONLINE, NONE, LIGHT, 6, (), "",
      "Kofi Mensah"),
    # Those who already know my work.
    P("Ana Ferreira", "Account Director", "Studio Lume", "Worked together on the Acme relaunch", WORK, STRONG, KEY, 118,
      ((16, "meeting", BOTH, "Lunch. She read my brief and made it shorter."), (70, "call", BOTH, "Long talk."))),
    P("Ben Whitaker", "Plant Manager", "Acme Freight", "We opened the Leeds depot together", WORK, STRONG, KEY, 118,
      ((41, "call", BOTH, "He would be a reference."),)),
    P("Fatima Zahra", "Controller", "Acme Freight", "Shared an office for two years", WORK, STRONG, REGULAR, 116,
      ((62, "message", BOTH, "Caught up about the move."),)),
    P("Oliver Grant", "Consultant", "Brightwater", "Led the audit I worked on", WORK, WEAK, REGULAR, 112,
      ((97, "email", IN, "Answered within the hour."),)),
    P("Nadia Rahman", "HR Business Partner", "Acme Freight", "Hired me in 2019", WORK, WEAK, REGULAR, 115),
    P("Pedro Alonso", "Fleet Manager", "Iberia Cargo", "Our counterpart in Madrid", WORK, WEAK, LIGHT, 101),
    P("Sofia Lund", "Head of Planning", "Nordlys Foods", "My first team lead", WORK, WEAK, REGULAR, 108,
      ((84, "call", BOTH, "Explained how planning is organised there."),)),
    P("Henry Osei", "IT Manager", "Brightwater", "Built the dashboards with me", WORK, WEAK, LIGHT, 99),
    P("Laura Conti", "Project Manager", "Kessel & Söhne", "Ran the pilot on our side", WORK, WEAK, REGULAR, 64,
      ((33, "email", BOTH, "Sent her congratulations on the award."),)),
    P("Ravi Menon", "Buyer", "Solstice Energy", "Negotiated against me, kindly", WORK, WEAK, LIGHT, 90),
    P("Elif Yıldız", "Transport Economist", "Ministry of Transport", "Quoted my thesis", WORK, WEAK, LIGHT, 55),
    # School and university.
    P("Marek Novák", "Lecturer", "City University", "Supervised my thesis", SCHOOL, WEAK, REGULAR, 104,
      ((77, "email", IN, "Offered to pass my name to the alumni office."),)),
    P("Julia Brandt", "Consultant", "Feldmann Partners", "Study group", SCHOOL, STRONG, REGULAR, 111,
      ((35, "meeting", BOTH, "Dinner with the study group."),)),
    P("Tom Fletcher", "Teacher", "", "Study group", SCHOOL, STRONG, LIGHT, 111),
    P("Aisha Khan", "Analyst", "Meridian Bank", "Study group", SCHOOL, WEAK, LIGHT, 111),
    P("Viktor Petrov", "Engineer", "Railwise", "Shared a desk in the library", SCHOOL, WEAK, LIGHT, 70),
    P("Camille Dubois", "Event Manager", "Chamber of Commerce", "Organised the alumni evening", SCHOOL, WEAK, REGULAR,
      88, ((60, "email", OUT, "Thanked her for the evening."),)),
    # Family and friends.
    P("Teresa Almeida", "Pharmacist", "", "My aunt", FAMILY, STRONG, REST, 118,
      ((5, "call", BOTH, "Sunday call."),)),
    P("Miguel Almeida", "Architect", "Almeida & Reis", "My cousin", FAMILY, STRONG, REST, 118,
      ((20, "meeting", BOTH, "His birthday."),)),
    P("Rosa Pinto", "Retired judge", "", "My godmother", FAMILY, STRONG, REST, 118),
    P("Sam Taylor", "Journalist", "The Evening Post", "Flatmate at university", FRIENDS, STRONG, KEY, 118,
      ((12, "meeting", BOTH, "Walk along the river. Knows a lot of people in rail."),)),
    P("Leah Goldberg", "Designer", "Studio Lume", "Friend of Ana’s", FRIENDS, WEAK, REGULAR, 92,
      ((50, "meeting", BOTH, "Picnic."),)),
    P("Arjun Patel", "Paramedic", "", "Climbing", FRIENDS, STRONG, REST, 118,
      ((4, "meeting", BOTH, "Climbing hall."),)),
    P("Mia Jensen", "Lawyer", "Holt Jensen", "Sam’s partner", FRIENDS, WEAK, LIGHT, 100),
    P("Paulo Nunes", "Chef", "Casa Nunes", "Married to my school friend", FRIENDS, WEAK, LIGHT, 95),
    # Neighbours, clubs, services.
    P("Gabriel Costa", "Retired port captain", "", "Lives upstairs", NEAR, WEAK, LIGHT, 117,
      ((38, "meeting", BOTH, "Told me who runs the port authority now."),)),
    P("Helen Murphy", "Librarian", "City Library", "Next door", NEAR, WEAK, REST, 117),
    P("Dr Irene Wolff", "Dentist", "", "My dentist; her brother is at Globex", SERVICES, WEAK, REST, 109),
    P("Bruno Silva", "Hairdresser", "", "Knows everyone on the street", SERVICES, WEAK, REST, 109),
    P("Katrin Vogel", "Coach", "River Rowing Club", "Rowing", CLUBS, WEAK, LIGHT, 107),
    P("Ana Lopes", "Energy Broker", "Solstice Energy", "Rowing", CLUBS, STRONG, REGULAR, 107,
      ((26, "meeting", BOTH, "After training. Will ask Priya."),)),
    P("Stefan Maier", "Tax Adviser", "", "Choir", CLUBS, WEAK, LIGHT, 103),
    P("Joyce Mbeki", "Social Worker", "", "Choir", CLUBS, WEAK, REST, 103),
    # Events, associations, online.
    P("Anders Holm", "Secretary", "Freight Forum", "Runs the association", EVENTS, WEAK, REGULAR, 85,
      ((55, "email", IN, "Put me on the list for the spring day."),)),
    P("Beatriz Rocha", "Port Planner", "Port Authority", "Freight Forum evening", EVENTS, NONE, LIGHT, 30),
    P("Charles Dupont", "Sales Director", "Iberia Cargo", "Freight Forum evening", EVENTS, NONE, LIGHT, 30),
    P("Dina Haddad", "Innovation Lead", "Postal Nord", "Panel on night trains", EVENTS, NONE, LIGHT, 30),
    P("Erik Solberg", "Editor", "Freight Weekly", "Answered my letter", ONLINE, WEAK, LIGHT, 48,
      ((44, "email", IN, "Printed two sentences of my letter."),)),
    P("Farah Aziz", "Researcher", "Transport Institute", "Webinar on last-mile hubs", ONLINE, NONE, LIGHT, 52),
    P("George Papadakis", "Ship Broker", "Aegean Lines", "Supply chain group", ONLINE, NONE, LIGHT, 47),
    P("Hiroshi Mori", "Automation Engineer", "Blue Heron Shipping", "Supply chain group", ONLINE, NONE, LIGHT, 47),
    P("Isabel Moreno", "Talent Partner", "Railwise", "Wrote to me about a role", ONLINE, WEAK, REGULAR, 36,
      ((34, "message", IN, "The role was filled; will keep me in mind."),)),
    P("Jakub Kowalski", "Depot Manager", "Acme Freight", "Took over my team", WORK, WEAK, LIGHT, 98),
)  # fmt: skip

TAGGED: dict[str, tuple[str, ...]] = {
    "alumni": (
        "Hana Sato", "Matteo Ricci", "Amara Diallo", "Julia Brandt", "Tom Fletcher", "Aisha Khan", "Viktor Petrov",
    ),
    "freight forum": (
        "Tobias Krüger", "Chloé Martin", "Anders Holm", "Beatriz Rocha", "Charles Dupont", "Dina Haddad",
    ),
    "would vouch for me": ("Wei Zhang", "Ben Whitaker", "Ana Ferreira", "Sofia Lund"),
}  # fmt: skip
"""Who carries which tag, besides the one that marks the sample."""
