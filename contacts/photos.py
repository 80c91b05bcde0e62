"""Faces out of files: whatever a camera or an address book made becomes one small square, and nothing else stays."""

import hashlib
import io

from PIL import Image, ImageOps

SIDE = 256
"""Width and height in pixels of what is kept; pages show it at half that or less."""
MOST_PIXELS = 50_000_000
MOST_PIXELS_AT_ONCE = 8_000_000
"""For pictures that only decode as a whole: a small file of these could fill the memory otherwise."""

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
_QUALITY = 80


class UnreadablePictureError(ValueError):
    """The bytes are no picture that can be shown; the message says why, to the user."""


def square(data: bytes) -> bytes:
    """The middle of a picture as a WebP image of ``SIDE`` by ``SIDE`` pixels, turned upright and without metadata.

    Raises ``UnreadablePictureError``, before it is decoded for one that would take too much memory.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            _require_modest(picture)
            # A JPEG is decoded straight to about the size wanted; other formats take no notice.
            picture.draft("RGB", (2 * SIDE, 2 * SIDE))
            upright = ImageOps.exif_transpose(picture)
            return _as_webp(ImageOps.fit(_opaque(upright), (SIDE, SIDE), Image.Resampling.LANCZOS))
    except UnreadablePictureError:
        raise
    except Exception as error:  # the decoders raise nearly anything on broken input
        raise UnreadablePictureError("This picture is damaged, or of a kind Rapport cannot show.") from error


def digest_of(image: bytes) -> str:
    """What ``Photo.digest`` keeps of the bytes that ``square`` made."""
    return hashlib.sha256(image).hexdigest()[:32]


def _require_modest(picture: Image.Image) -> None:
    width, height = picture.size
    by_line = picture.format == "JPEG" and not picture.info.get("progressive")
    if width * height > (MOST_PIXELS if by_line else MOST_PIXELS_AT_ONCE):
        raise UnreadablePictureError(f"This picture is too large: {width} × {height} pixels.")


def _opaque(picture: Image.Image) -> Image.Image:
    """``picture`` in plain colours, on white where it was transparent."""
    if picture.mode == "RGB":
        return picture
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGB", layered.size, "white")
    ground.paste(layered, mask=layered.getchannel("A"))
    return ground


def _as_webp(picture: Image.Image) -> bytes:
    # A new image holds pixels alone: places, cameras and thumbnails stay behind.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    kept = io.BytesIO()
    bare.save(kept, "WEBP", quality=_QUALITY)
    return kept.getvalue()
