"""Words for who somebody is to somebody else, and what a page about them counts it as."""

_FAMILY = {
    "spouse", "wife", "husband", "partner", "domesticpartner", "fiance", "fiancee", "child", "children", "son",
    "daughter", "kid", "mother", "father", "parent", "mom", "mum", "dad", "brother", "sister", "sibling",
    "relative", "kin", "family", "grandparent", "grandfather", "grandmother", "grandchild", "grandson",
    "granddaughter", "uncle", "aunt", "nephew", "niece", "cousin", "godfather", "godmother", "godson",
    "goddaughter", "stepparent", "stepfather", "stepmother", "stepchild", "stepson", "stepdaughter", "motherinlaw",
    "fatherinlaw", "brotherinlaw", "sisterinlaw", "exwife", "exhusband", "exspouse", "ex", "lover", "significantother"
}  # fmt: skip
_JOB = {
    "manager", "assistant", "boss", "colleague", "coworker", "subordinate", "mentor", "protege", "agent", "employee"
}  # fmt: skip


def kind_of_relation(relation: str) -> str:
    """One of ``DetailKind``: family, job, or whatever else is good to know."""
    word = relation.casefold().replace(" ", "").replace("-", "")
    if word in _FAMILY:
        return "family"
    return "job" if word in _JOB else "other"
