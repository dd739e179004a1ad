"""Somebody who uses nothing but the keyboard."""

from journeys.mounted import mounted
from playwright.sync_api import Page

MOST_PRESSES = 120
FOCUSED = """() => {
  const element = document.activeElement;
  const written = element.labels && element.labels.length ? element.labels[0].firstChild : element;
  const label = element.ariaLabel || written.textContent;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return { label: label.trim(), isVisible: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
}"""


def reach(page: Page, label: str) -> None:
    """Press Tab until what is called *label* has the focus, and shows it."""
    mounted(page)
    for _ in range(MOST_PRESSES):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["label"] == label:
            assert focused["isVisible"], f"nobody sees that {label!r} has the focus"
            return
    raise AssertionError(f"{label!r} is not to be reached by Tab on {page.url}")


def fill(page: Page, label: str, text: str) -> None:
    """Reach a field and type over what is in it."""
    reach(page, label)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text)


def choose(page: Page, label: str, word: str) -> None:
    """Reach a list to choose from and type how the choice begins."""
    reach(page, label)
    page.keyboard.type(word)


def press(page: Page, label: str) -> None:
    """Reach a link or button and press it; wait for the page that follows."""
    reach(page, label)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tick(page: Page, label: str) -> None:
    """Reach a box and tick it."""
    reach(page, label)
    page.keyboard.press("Space")
