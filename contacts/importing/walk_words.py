"""Words for walks of life (P01) in five languages, as people write them into a table of their own."""

import re

from common.folding import fold
from contacts.models import WalkOfLife

_WORDS: dict[str, str] = {
    WalkOfLife.WORK: "work|job|colleague|colleagues|coworker|former colleague|ex colleague|client|business|"
    "professional|"
    "arbeit|kollege|kollegin|kollegen|beruf|beruflich|kunde|travail|collegue|client|trabajo|colega|colegas|companero|"
    "trabalho|emprego",
    WalkOfLife.SCHOOL: "school|school or university|university|college|uni|alumni|alumnus|classmate|studies|"
    "schule|studium|universitat|"
    "kommilitone|schulfreund|ecole|universite|camarade|escuela|universidad|colegio|escola|universidade|faculdade",
    WalkOfLife.FAMILY: "family|relative|relatives|familie|verwandte|verwandter|famille|parent|familia|familiar|"
    "pariente|"
    "parente",
    WalkOfLife.FRIENDS: "friends|friend|freunde|freund|freundin|privat|ami|amie|amis|amigo|amiga|amigos",
    WalkOfLife.NEIGHBOURS: "neighbours|neighbors|neighbour|neighbor|neighbourhood|neighborhood|nachbar|"
    "nachbarin|nachbarn|"
    "voisin|voisine|voisins|vecino|vecina|vecinos|vizinho|vizinha|vizinhos",
    WalkOfLife.CLUBS: "sports and clubs|club|clubs|sport|sports|choir|gym|team|verein|vereine|sportverein|chor|"
    "association|deporte|clube|clubes|esporte|desporto",
    WalkOfLife.SERVICES: "doctor hairdresser and the like|services|service|doctor|hairdresser|dienstleister|"
    "arzt|friseur|"
    "medecin|coiffeur|servicios|medico|peluquero|servicos|cabeleireiro",
    WalkOfLife.EVENTS: "events and associations|event|events|conference|meetup|fair|veranstaltung|konferenz|messe|"
    "evenement|conference|salon|evento|eventos|conferencia|feria|feira",
    WalkOfLife.ONLINE: "online|internet|linkedin|forum|web|en ligne|en linea",
    WalkOfLife.OTHER: "elsewhere|other|sonstige|andere|autre|otro|outro",
}  # fmt: skip
_BY_WORD = {word: str(walk) for walk, words in _WORDS.items() for word in words.split("|")}
_NOT_WORDS = re.compile(r"\W+")


def walk_of_life(text: str) -> str:
    """The ``WalkOfLife`` that ``text`` names, or blank."""
    return _BY_WORD.get(" ".join(_NOT_WORDS.sub(" ", fold(text)).split()), "")
