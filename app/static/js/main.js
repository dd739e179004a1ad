// Mounts every module that the page asks for: <… data-module="ranking"> loads ./ranking.js and calls its mount(element).
import { applyStoredTheme } from "./theme.js";

applyStoredTheme();
for (const element of document.querySelectorAll("[data-module]")) {
  import(`./${element.dataset.module}.js`).then(({ mount }) => mount(element));
}
