"""How smoothly the map moves: frames of a real Chromium while its picture is dragged and zoomed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from playwright.sync_api import Page, sync_playwright

_MOVES = 120
_STEP = 6
_TURNS = 24
_RECORD = """() => {
  window.frames_ = [];
  const note = (at) => { window.frames_.push(at); window.recording_ = requestAnimationFrame(note); };
  window.recording_ = requestAnimationFrame(note);
}"""
_RECORDED = "() => { cancelAnimationFrame(window.recording_); return window.frames_; }"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """Milliseconds from frame to frame while something was done."""

    what: str
    p50: float
    p95: float
    longest: float


def measure(executable: str, port: int, cookie: str) -> list[Frames]:
    """The frames of dragging and of zooming the map of the account that ``cookie`` is signed in to.

    Without a graphics card Chromium draws with the processor, which is the slowest there is.
    """
    name, _, value = cookie.partition("=")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": name, "value": value, "url": f"http://localhost:{port}"}])
        page = context.new_page()
        page.goto(f"http://localhost:{port}/people/network/")
        canvas = page.locator("[data-map-canvas] canvas").last
        canvas.wait_for()
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
        page.mouse.move(box["x"] + 40, box["y"] + box["height"] - 40)
        found = [_frames("dragged", _drag(page)), _frames("zoomed", _zoom(page))]
        browser.close()
    return found


def _drag(page: Page) -> Sequence[float]:
    page.mouse.down()
    page.evaluate(_RECORD)
    x, y = 60.0, 600.0
    for number in range(_MOVES):
        x += _STEP if number < _MOVES / 2 else -_STEP
        page.mouse.move(x, y)
    recorded: list[float] = page.evaluate(_RECORDED)
    page.mouse.up()
    return recorded


def _zoom(page: Page) -> Sequence[float]:
    page.evaluate(_RECORD)
    for number in range(_TURNS):
        page.mouse.wheel(0, -60 if number < _TURNS / 2 else 60)
        page.wait_for_timeout(30)
    recorded: list[float] = page.evaluate(_RECORDED)
    return recorded


def _frames(what: str, moments: Sequence[float]) -> Frames:
    between = [after - before for before, after in pairwise(moments)]
    cuts = quantiles(between, n=20)
    return Frames(what=what, p50=cuts[9], p95=cuts[18], longest=max(between))
