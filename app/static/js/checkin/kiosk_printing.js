// Prints a badge by the browser, on a page of exactly its size: a label printer feeds one label.
const LEAST = 0.5;

/** Print `paper` (HTML of our own server) of so many millimetres within `place`. */
export function print(place, { paper, width, height }) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page { size: ${width}mm ${height}mm; margin: 0 } .paper-badge { inline-size: ${width}mm; block-size: ${height}mm }`);
  document.adoptedStyleSheets = [sheet];
  place.innerHTML = paper;
  fit(place.querySelector(".face"));
  addEventListener("afterprint", () => place.replaceChildren(), { once: true });
  globalThis.print();
}

/** Make long names smaller until everything lies on the badge. */
function fit(face) {
  for (let size = 1; size >= LEAST; size -= 0.05) {
    face.style.setProperty("--fit", size);
    if (face.scrollHeight <= face.clientHeight && face.scrollWidth <= face.clientWidth) return;
  }
}
