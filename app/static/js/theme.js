// The appearance the reader chose: "light", "dark", or "" for what the device says. Kept in this browser only.
const KEY = "theme";
const THEMES = ["light", "dark"];

/** The choice in *storage*; "" where there is none, an unknown one, or a browser that keeps nothing. */
export function storedTheme(storage) {
  try {
    const theme = storage().getItem(KEY);
    return THEMES.includes(theme) ? theme : "";
  } catch {
    return "";
  }
}

/** Keep *theme* in *storage*; a browser that keeps nothing forgets it with the page. */
export function storeTheme(storage, theme) {
  try {
    if (theme) storage().setItem(KEY, theme);
    else storage().removeItem(KEY);
  } catch {
    // Storage is forbidden: the choice holds for this page.
  }
}

/** Dress *root* in *theme*; "" hands it back to the device. */
export function applyTheme(root, theme) {
  if (theme) root.dataset.bsTheme = theme;
  else delete root.dataset.bsTheme;
}

// A function, since merely reading window.localStorage may throw.
const browserStorage = () => window.localStorage;

export function applyStoredTheme() {
  applyTheme(document.documentElement, storedTheme(browserStorage));
}

export function mount(element) {
  const chosen = storedTheme(browserStorage);
  for (const input of element.querySelectorAll("input")) {
    input.checked = input.value === chosen;
    input.addEventListener("change", () => {
      storeTheme(browserStorage, input.value);
      applyTheme(document.documentElement, input.value);
    });
  }
  element.hidden = false;
}
