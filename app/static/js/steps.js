// One form in steps on one address. Without it the same form is one long page; the browser's Back leads one step back.
import { controlsOf, faultOf, summarise, tell } from "./answers.js";

/** Where a form opens: at the first faulty step, else at the one remembered, as far as there is one. */
export function opening(faulty, remembered, count) {
  const index = faulty.indexOf(true);
  if (index >= 0) return index;
  return Number.isInteger(remembered) && remembered >= 0 && remembered < count ? remembered : 0;
}

export function mount(form) {
  const texts = form.dataset;
  const steps = [...form.querySelectorAll("[data-step]")];
  const marks = steps.map((step) => make("li", { textContent: step.dataset.step }));
  const overview = make("ol", { className: "step-list" });
  let current = 0;

  overview.setAttribute("aria-label", texts.textSteps);
  overview.append(...marks);
  steps[0].before(overview);
  form.noValidate = true;
  steps.forEach(addButtons);
  form.addEventListener("submit", goOnOrSend);
  form.addEventListener("input", ({ target }) => target.hasAttribute("aria-invalid") && target.validity.valid && tell(target, ""));
  document.addEventListener("click", ({ target }) => openFor(target.closest(".error-summary a")));
  addEventListener("popstate", ({ state }) => show(state?.step ?? 0, { focus: true }));
  const faulty = steps.map((step) => step.querySelector(".faulty") !== null);
  const first = opening(faulty, history.state?.step, steps.length);
  history.replaceState({ step: first }, "");
  show(first, { focus: false });

  function addButtons(step, index) {
    const bar = step.querySelector(".action-bar") ?? step.appendChild(make("div", { className: "action-bar" }));
    if (!bar.querySelector("[type=submit]")) bar.append(make("button", { className: "btn btn-primary", textContent: texts.textNext }));
    if (index === 0) return;
    bar.append(make("button", { type: "button", className: "btn", textContent: texts.textBack, onclick: goBack }));
  }

  function goOnOrSend(event) {
    if (!isComplete(steps[current])) event.preventDefault();
    else if (current < steps.length - 1) {
      event.preventDefault();
      go(current + 1);
    }
  }

  function go(index) {
    history.pushState({ step: index, isFollowing: true }, "");
    show(index, { focus: true });
  }

  /** As the browser's Back, unless the form came back from the server at this step: then there is nothing of ours behind us. */
  function goBack() {
    if (history.state?.isFollowing) history.back();
    else go(current - 1);
  }

  function show(index, { focus }) {
    current = index;
    steps.forEach((step, other) => (step.hidden = other !== index));
    marks.forEach((mark, other) => {
      mark.classList.toggle("done", other < index);
      if (other === index) mark.setAttribute("aria-current", "step");
      else mark.removeAttribute("aria-current");
    });
    const summary = steps[index].querySelector("[data-summary]");
    if (summary) summarise(summary, steps.slice(0, index), texts.textEmpty);
    if (!focus) return;
    overview.scrollIntoView({ block: "start" });
    steps[index].querySelector("legend").focus({ preventScroll: true });
  }

  /** Show what is missing in this step and lead to the first of it. */
  function isComplete(step) {
    const controls = controlsOf(step);
    for (const control of controls) tell(control, faultOf(control.validity, texts, control.validationMessage));
    const faulty = controls.find((control) => !control.validity.valid);
    faulty?.focus();
    return !faulty;
  }

  /** Open the step that holds the field which an error leads to. */
  function openFor(link) {
    const target = link && document.getElementById(link.hash.slice(1));
    const index = steps.findIndex((step) => step.contains(target));
    if (target && index >= 0 && index !== current) go(index);
  }
}

function make(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
