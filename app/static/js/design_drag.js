// Moves the elements of a badge by dragging them in the preview; the fields beside it say and do the same.
const STEP_MM = 0.5;

/** Where something that was dragged by some mm comes to lie: whole steps away, so that it keeps in line with what it was in line with. */
export function stepped(from, by) {
  return Number((from + Math.round(by / STEP_MM) * STEP_MM).toFixed(2));
}

export function mount(element) {
  const form = element.closest("form");
  let drag = null;

  element.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-element]");
    if (!handle) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    open(handle.dataset.element);
    drag = { handle, from: point(handle, event), x: Number(handle.getAttribute("x")), y: Number(handle.getAttribute("y")), moved: false };
  });

  element.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const to = point(drag.handle, event);
    const [right, down] = [to.x - drag.from.x, to.y - drag.from.y];
    drag.moved ||= Math.hypot(right, down) > STEP_MM;
    if (drag.moved) place(stepped(drag.x, right), stepped(drag.y, down));
  });

  element.addEventListener("pointerup", () => {
    if (drag?.moved) {
      for (const name of ["x", "y"]) field(drag.handle.dataset.element, name).value = drag.handle.getAttribute(name);
      form.dispatchEvent(new Event("input")); // the preview listens to the form
    }
    drag = null;
  });

  element.addEventListener("pointercancel", letGo);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") letGo();
  });

  /** Put the element back to where it was. */
  function letGo() {
    if (drag) place(drag.x, drag.y);
    drag = null;
  }

  function place(x, y) {
    drag.handle.setAttribute("x", x);
    drag.handle.setAttribute("y", y);
  }

  function field(index, name) {
    return form.elements[`e${index}_${name}`];
  }

  function open(index) {
    for (const details of form.querySelectorAll("details.element")) details.open = details.id === `e${index}_element`;
  }
}

/** Where the pointer is, in the millimetres of the picture. */
function point(handle, event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(handle.ownerSVGElement.getScreenCTM().inverse());
}
