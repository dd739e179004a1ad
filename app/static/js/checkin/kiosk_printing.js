// Prints a badge by the browser, on a page of exactly its size: a label printer feeds one label.

/** Print `paper` (HTML of our own server, a page a side) of so many millimetres within `place`. */
export function print(place, { paper, width, height }) {
  const sheet = new CSSStyleSheet();
  const dots = (mm) => Math.floor((mm / 25.4) * 96); // browsers cut pages at whole dots, and what is longer begins another page
  sheet.replaceSync(`
    @page { size: ${width}mm ${height}mm; margin: 0 }
    .paper-badge { inline-size: ${dots(width)}px; block-size: ${dots(height)}px }
    .paper-badge svg { inline-size: ${width}mm; block-size: ${height}mm }`);
  document.adoptedStyleSheets = [sheet];
  place.innerHTML = paper;
  addEventListener("afterprint", () => place.replaceChildren(), { once: true });
  globalThis.print();
}
