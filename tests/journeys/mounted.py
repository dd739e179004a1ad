"""Scripts come after the page: who drags, or presses keys that only a script hears, waits for them, as people do without knowing."""

from playwright.sync_api import Locator, Page, expect

MOUNTED = """async () => {
  if (!matchMedia("(scripting: enabled)").matches) return;
  if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded, { once: true }));
  const main = document.querySelector("script[type=module]").src;
  const modules = [...document.querySelectorAll("[data-module]")].map(({ dataset }) => dataset.module);
  await Promise.all(modules.map((name) => import(new URL(`../js/${name}.js`, main).href)));
  await new Promise(requestAnimationFrame);
}"""


def mounted(page: Page, sign: Locator | None = None) -> None:
    """Wait until the page that shows *sign* has all its modules; without a sign, the page that is there now."""
    if sign:
        expect(sign).to_be_attached()
    page.evaluate(MOUNTED)
