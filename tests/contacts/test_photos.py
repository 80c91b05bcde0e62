"""Pictures from files: small, square, upright, anonymous, and harmless."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from contacts import photos

RED, BLUE = (200, 20, 20), (20, 20, 200)


def picture(size: tuple[int, int] = (640, 480), *, kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    """Left half red, right half blue."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    written = io.BytesIO()
    image.convert(mode).save(written, kind, **options)
    return written.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(is_ - should) < 40 for is_, should in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
@pytest.mark.parametrize("size", [(640, 480), (480, 640), (30, 20), (1, 1)])
def test_any_picture_becomes_a_small_square(kind: str, size: tuple[int, int]) -> None:
    kept = photos.square(picture(size, kind=kind))

    assert (opened(kept).format, opened(kept).size, opened(kept).mode) == ("WEBP", (photos.SIDE, photos.SIDE), "RGB")
    assert len(kept) < 20_000


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "RGBA", "LA"])
def test_any_mode_is_understood(mode: str) -> None:
    kept = photos.square(picture(mode=mode, kind="TIFF" if mode == "CMYK" else "PNG"))

    assert opened(kept).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(written, "PNG")

    assert opened(photos.square(written.getvalue())).getpixel((100, 100)) == (255, 255, 255)


def test_a_picture_is_turned_the_way_the_camera_was_held_and_nothing_of_the_camera_is_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter: left becomes top
    exif[0x010F] = "Quokka cameras"
    exif.get_ifd(0x8825)[1] = "N"

    kept = photos.square(picture((400, 400), exif=exif, comment=b"Quokka"))

    image = opened(kept)
    assert [near(image.getpixel((128, 20)), RED), near(image.getpixel((128, 235)), BLUE)] == [True, True]
    assert (dict(image.getexif()), b"Quokka" in kept, b"EXIF" in kept, image.info.get("icc_profile")) == (
        {}, False, False, None,
    )  # fmt: skip


def test_the_same_picture_gives_the_same_bytes_and_digest() -> None:
    first, second = photos.square(picture()), photos.square(picture())

    assert (first == second, photos.digest_of(first) == photos.digest_of(second)) == (True, True)
    assert len(photos.digest_of(first)) == 32
    assert photos.digest_of(first) != photos.digest_of(b"")


def bomb(side: int) -> bytes:
    """A PNG of a few hundred bytes that claims to be ``side`` pixels wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def test_a_decompression_bomb_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(photos.UnreadablePictureError, match="too large: 5000 × 5000 pixels"):
        photos.square(bomb(5_000))
    for side in (12_000, 60_000):
        with pytest.raises(photos.UnreadablePictureError):
            photos.square(bomb(side))
    with pytest.raises(photos.UnreadablePictureError, match="too large"):
        photos.square(picture((4_000, 2_100), progressive=True))


def test_a_large_photograph_is_fine() -> None:
    assert opened(photos.square(picture((4_000, 3_000)))).size == (photos.SIDE, photos.SIDE)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:300], b"\0" * 99]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(photos.UnreadablePictureError, match="damaged"):
        photos.square(data)


def spoilt(cases: int, seed: int) -> int:
    """How many of so many mutated pictures were refused; any other error than ours fails."""
    chance = random.Random(seed)
    seeds = [picture((90, 60), kind=kind) for kind in ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")]
    refused = 0
    for _ in range(cases):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(min(len(data), 400))] = chance.randrange(256)
        try:
            assert opened(photos.square(bytes(data))).size == (photos.SIDE, photos.SIDE)
        except photos.UnreadablePictureError:
            refused += 1
    return refused


def test_broken_pictures_are_refused_or_shown() -> None:
    assert 0 < spoilt(150, seed=3) < 150


@pytest.mark.long
@pytest.mark.timeout(900)
def test_thousands_of_broken_pictures_are_refused_or_shown() -> None:
    assert 0 < spoilt(20_000, seed=5) < 20_000
