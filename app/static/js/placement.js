// Moving stands on the plan of a draft: a drag, or Space and Enter, fills in the form above and sends it. What fits is asked as soon as a
// stand is lifted, so that every pitch shows at once whether it may go there, and says why not.
import { placing, sentence } from "./placement_checks.js";

const FARTHER_THAN_A_CLICK = 6; // pixels

export function mount(section) {
  const form = document.getElementById(section.dataset.form);
  const said = section.querySelector("[data-said]");
  const pitches = [...section.querySelectorAll("[data-number]")];
  const listed = [...document.querySelectorAll("[data-stand]")];
  let lifted = null; // {stand, name, at, isDragged, fits: a promise of {pitch: words}}

  for (const element of [...pitches, ...listed]) {
    element.addEventListener("pointerdown", (event) => {
      const stand = standOf(element);
      if (event.button !== 0 || !stand) return;
      lifted = { ...stand, at: [event.clientX, event.clientY], isDragged: false };
    });
    (element.closest("a") ?? element).addEventListener("dragstart", (event) => event.preventDefault());
    element.closest("a")?.addEventListener("keydown", (event) => {
      if (event.key !== " " || lifted || !standOf(element)) return;
      event.preventDefault();
      event.stopPropagation();
      lift(standOf(element));
    });
  }
  document.addEventListener("pointermove", (event) => {
    if (!lifted?.at) return;
    if (!lifted.isDragged && Math.hypot(event.clientX - lifted.at[0], event.clientY - lifted.at[1]) < FARTHER_THAN_A_CLICK) return;
    if (!lifted.isDragged) lift(lifted);
    lifted.isDragged = true;
    hover(under(event));
  });
  document.addEventListener("pointerup", (event) => {
    const { isDragged, at } = lifted ?? {};
    if (!at) return;
    if (!isDragged) return void (lifted = null);
    const stop = (click) => (click.preventDefault(), click.stopPropagation());
    addEventListener("click", stop, { capture: true });
    setTimeout(() => removeEventListener("click", stop, { capture: true }));
    setDown(under(event));
  });
  section.addEventListener("focusin", (event) => lifted && !lifted.at && hover(event.target.querySelector("[data-number]") ?? event.target.closest("[data-number]")));
  document.addEventListener("keydown", (event) => {
    if (!lifted || lifted.at) return;
    const pitch = document.activeElement?.querySelector?.("[data-number]") ?? document.activeElement?.closest?.("[data-number]");
    if (event.key === "Escape") letGo();
    else if ((event.key === "Enter" || event.key === " ") && pitch) setDown(pitch);
    else return;
    event.preventDefault();
  });

  function standOf(element) {
    const link = element.closest("a");
    const stand = link?.dataset.stand ?? link?.getAttribute("href").split("/").at(-1);
    return link && { stand, name: [...form.elements.stand.options].find(({ value }) => value === stand)?.text ?? "" };
  }

  function under(event) {
    return document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-number]") ?? null;
  }

  async function lift(stand) {
    const fits = fetch(section.dataset.fits.replace("STAND", stand.stand)).then((answer) => answer.json());
    lifted = { ...stand, fits };
    said.textContent = sentence(section.dataset.textChoose, { stand: stand.name });
    const known = await fits.catch(() => ({}));
    if (lifted?.fits !== fits) return;
    lifted.known = known;
    for (const pitch of pitches) {
      pitch.classList.add(placing(known, pitch.dataset.number));
      if (!pitch.closest("a")) for (const [name, value] of [["tabindex", 0], ["role", "button"]]) pitch.setAttribute(name, value);
    }
  }

  function hover(pitch) {
    for (const one of pitches) one.classList.toggle("chosen", one === pitch);
    if (!pitch || !lifted.known) return;
    said.textContent = lifted.known[pitch.dataset.number] || sentence(section.dataset.textFits, { pitch: pitch.dataset.number });
  }

  function letGo() {
    lifted = null;
    for (const pitch of pitches) pitch.classList.remove("fits", "unfit", "home", "chosen");
    for (const pitch of pitches) if (!pitch.closest("a")) pitch.removeAttribute("tabindex");
  }

  async function setDown(pitch) {
    const { stand, fits } = lifted;
    const words = pitch && (await fits.catch(() => ({})))[pitch.dataset.number];
    letGo();
    if (words) said.textContent = words;
    if (!pitch || words !== "") return;
    form.elements.stand.value = stand;
    form.elements.pitch.value = pitch.dataset.number;
    form.requestSubmit();
  }
}
