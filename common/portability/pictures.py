"""The files of an archive that are no text: pictures, known by how they begin."""

MOST_BYTES = 5 * 1024 * 1024
"""None that Rapport keeps is larger by far."""

_STARTS = ((b"RIFF", "webp"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"))


def suffix_of(content: bytes) -> str:
    """What the name of such a file ends with; "bin" for what is no picture."""
    return next((suffix for start, suffix in _STARTS if content.startswith(start)), "bin")


def is_picture(content: bytes) -> bool:
    """Whether it begins as one."""
    return suffix_of(content) != "bin"
