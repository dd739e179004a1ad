// Shows a question only where another answer says so. Without it all questions show, with their condition in words; the server decides.

/** Whether an answer, as the values of its controls, is one of `wanted`; any answer will do if nothing is wanted. */
export function holds(given, wanted) {
  const answers = given.map((value) => value.trim()).filter((value) => value !== "");
  return wanted.length ? answers.some((value) => wanted.includes(value)) : answers.length > 0;
}

export function mount(element) {
  const { source, values, required } = element.dataset;
  const form = element.closest("form");
  const wanted = values.split(" ").filter(Boolean);
  const names = source === "access_needs" ? [source, "access_options"] : [source, `${source}-kept`];
  const controls = [...element.querySelectorAll("input, select, textarea")];
  element.querySelector(".only-if").hidden = true;
  update();
  form.addEventListener("input", update);
  form.addEventListener("shown", update);

  function update() {
    const isShown = holds(valuesOf(form, names), wanted);
    if (isShown === !element.hidden && controls[0].disabled === !isShown) return;
    element.hidden = !isShown;
    for (const control of controls) {
      control.disabled = !isShown; // what is not asked is neither checked nor sent, and comes back as it was typed
      control.required = isShown && required !== undefined && control.type !== "checkbox";
    }
    form.dispatchEvent(new Event("shown")); // another question may wait for this one
  }
}

function valuesOf(form, names) {
  return names.flatMap((name) => new FormData(form).getAll(name)).map((value) => (value instanceof File ? value.name : value));
}
