// Moves the elements of a badge by dragging them in the preview; the fields beside it say and do the same.
const STEP_MM = 0.5;

/** A length in mm, on the grid. */
export function snapped(millimetres) {
  return Math.round(millimetres / STEP_MM) * STEP_MM;
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
    const [x, y] = [snapped(drag.x + to.x - drag.from.x), snapped(drag.y + to.y - drag.from.y)];
    drag.moved ||= Math.hypot(to.x - drag.from.x, to.y - drag.from.y) > STEP_MM;
    if (!drag.moved) return;
    drag.handle.setAttribute("x", x);
    drag.handle.setAttribute("y", y);
  });

  element.addEventListener("pointerup", () => {
    if (drag?.moved) {
      for (const name of ["x", "y"]) field(drag.handle.dataset.element, name).value = drag.handle.getAttribute(name);
      form.dispatchEvent(new Event("input")); // the preview listens to the form
    }
    drag = null;
  });

  element.addEventListener("pointercancel", () => {
    drag = null;
  });

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
