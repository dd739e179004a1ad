// Mounts every module that the page asks for: <… data-module="ranking"> loads ranking.js and calls its mount(element).
import * as theme from "./theme.js"; // every page has it; built into one file with this one, see build.mjs

theme.applyStoredTheme();
for (const element of document.querySelectorAll("[data-module]")) {
  const name = element.dataset.module;
  const address = new URL(`../js/${name}.js`, import.meta.url).href; // from built/ as from here
  (name === "theme" ? Promise.resolve(theme) : import(address)).then(({ mount }) => mount(element));
}
