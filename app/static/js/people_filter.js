// Finds people in a long list while one types: only lines that hold every word stay. Ticks that are out of sight still count.
import { holds, plain } from "./board_filter.js";

export function mount(bar) {
  const field = bar.querySelector("input");
  const told = bar.querySelector("output");
  const lines = [...document.getElementById(bar.dataset.list).children].map((line) => [line, plain(line.textContent)]);

  function show() {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const [line, text] of lines) {
      line.hidden = !holds(text, words);
      found += !line.hidden;
    }
    told.textContent = words.length ? bar.dataset.textFound.replace("{found}", found) : "";
  }

  bar.hidden = false;
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault()); // it would send the form
}
