// What was answered in a form: what is wrong with it, and how it reads in a summary.

/** What is wrong with a field, in the page's words; "" if nothing. `validity` is the browser's ValidityState. */
export function faultOf(validity, texts, fallback) {
  if (validity.valid) return "";
  if (validity.valueMissing) return texts.textMissing;
  return validity.typeMismatch ? texts.textEmail : fallback;
}

/** How a field reads in the summary: one line each answer; ranked answers in their order. `given` are [{text, rank}]. */
export function linesOf(given) {
  const lines = given.filter(({ text }) => text !== "");
  if (!lines.some(({ rank }) => rank)) return lines.map(({ text }) => text);
  return lines.sort((one, other) => one.rank - other.rank).map(({ text, rank }) => `${rank}. ${text}`);
}

export const controlsOf = (element) => [...element.querySelectorAll("input:not([type=hidden]), select, textarea")];

/** Show `fault` beside its control, or take it away where it is "". */
export function tell(control, fault) {
  const place = document.getElementById(`${control.id}-fault`);
  if (!place) return;
  place.textContent = fault;
  place.hidden = !fault;
  control.closest(".field")?.classList.toggle("faulty", fault !== "");
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== place.id);
  control.setAttribute("aria-describedby", (fault ? [...others, place.id] : others).join(" "));
  if (!control.getAttribute("aria-describedby")) control.removeAttribute("aria-describedby");
  if (fault && control.type !== "radio") control.setAttribute("aria-invalid", "true"); // one radio is never wrong, the group is
  else control.removeAttribute("aria-invalid");
}

/** Write what the fields of `steps` hold into the definition list `summary`, as text. */
export function summarise(summary, steps, nothing) {
  const fields = steps.flatMap((step) => [...step.querySelectorAll(".field")]).filter((field) => !field.hidden && !field.closest(".question[hidden]"));
  summary.replaceChildren(...fields.flatMap((field) => [make("dt", [titleOf(field)]), make("dd", answers(field, nothing))]));
  summary.hidden = false;
}

function answers(field, nothing) {
  const lines = linesOf(controlsOf(field).map(givenBy));
  return lines.length ? lines.flatMap((line, index) => (index ? [document.createElement("br"), line] : [line])) : [nothing];
}

function givenBy(control) {
  if (control.name.startsWith("wish-")) return { text: control.value && labelOf(control), rank: Number(control.value) };
  if (["radio", "checkbox"].includes(control.type)) return { text: control.checked ? labelOf(control) : "" };
  if (control.type === "file") return { text: control.files[0]?.name ?? "" };
  if (control.tagName === "SELECT") return { text: control.value && control.selectedOptions[0].textContent.trim() };
  return { text: control.value.trim() };
}

const labelOf = (control) => wordsOf(control.labels[0]);

const titleOf = (field) => field.dataset.title ?? wordsOf(field.querySelector("legend, label"));

/** The words of a label without the mark "required". */
function wordsOf(label) {
  const words = label.cloneNode(true);
  words.querySelector(".field-mark")?.remove();
  return words.textContent.trim();
}

function make(name, children) {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

/** Whether an answer, as the values of its controls, is one of `wanted`; any answer will do if nothing is wanted. */
export function holds(given, wanted) {
  const answers = given.map((value) => value.trim()).filter((value) => value !== "");
  return wanted.length ? answers.some((value) => wanted.includes(value)) : answers.length > 0;
}

/** Show a question only where another answer says so. Without it all show, with their condition in words; the server decides. */
export function mount(element) {
  const { source, values, required } = element.dataset;
  const [form, controls] = [element.closest("form"), controlsOf(element)];
  const names = [source, `${source}-kept`, ...(source === "access_needs" ? ["access_options"] : [])];
  const given = () => names.flatMap((name) => new FormData(form).getAll(name)).map((value) => value.name ?? value);
  const update = () => {
    const isShown = holds(given(), values.split(" ").filter(Boolean));
    if (isShown === !element.hidden && controls[0].disabled === !isShown) return;
    element.hidden = !isShown;
    for (const control of controls) {
      control.disabled = !isShown; // what is not asked is neither checked nor sent, and comes back as it was typed
      control.required = isShown && required !== undefined && control.type !== "checkbox";
    }
    form.dispatchEvent(new Event("shown")); // another question may wait for this one
  };
  element.querySelector(".only-if").hidden = true;
  update();
  for (const event of ["input", "shown"]) form.addEventListener(event, update);
}
