// Finds people on a board of many: only cards that hold what is typed stay, until the field is empty again. As soon as these are
// few enough to be looked through, their lists open.
const FEW = 250;

// Both outlive the page that comes in place of this one when somebody is moved.
let typed = "";
let before = null; // which lists were open, by id

/** A text as it is compared: small letters without accents. */
export function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether a text holds every word that is looked for. */
export function holds(text, words) {
  return words.every((word) => text.includes(word));
}

export function mountFilter(bar, board) {
  if (!bar) return;
  const field = bar.querySelector("input");
  const told = bar.querySelector("output");
  const cards = [...board.querySelectorAll("[data-card]")].map((card) => [card, plain(card.textContent)]);
  const lists = [...board.querySelectorAll("details")];

  function show() {
    typed = field.value;
    const words = plain(typed).split(/\s+/).filter(Boolean);
    before ??= new Map(lists.map(({ id, open }) => [id, open]));
    let found = 0;
    for (const [card, text] of cards) {
      card.hidden = !holds(text, words);
      found += !card.hidden;
    }
    for (const list of lists)
      list.open = words.length && found <= FEW ? Boolean(list.querySelector("[data-card]:not([hidden])")) : before.get(list.id);
    if (!words.length) before = null;
    told.textContent = words.length ? bar.dataset.textFound.replace("{found}", found) : "";
  }

  bar.hidden = false;
  field.value = typed;
  if (typed) show();
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault()); // it would move people
}
