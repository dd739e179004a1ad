// The steps of a kiosk, one on the screen at a time. Whoever walks away leaves nothing behind: it goes back to the start by itself.
const LEFT_ALONE = { name: 45_000, done: 9_000 }; // milliseconds

/** `returned()` hears each time that the start is back after somebody. */
export function mountSteps(root, { returned }) {
  const steps = [...root.querySelectorAll("[data-step]")];
  let timer = 0;
  root.addEventListener("click", ({ target }) => target.dataset.to && show(target.dataset.to));
  root.addEventListener("input", () => current() === "name" && wait());

  function show(name) {
    for (const step of steps) step.hidden = step.dataset.step !== name;
    if (name === "start") leave();
    else root.querySelector(`[data-step="${name}"] [data-first]`).focus();
    wait();
  }

  function leave() {
    root.querySelectorAll("form").forEach((form) => form.reset());
    returned();
  }

  function wait() {
    clearTimeout(timer);
    const pause = LEFT_ALONE[current()];
    if (pause) timer = setTimeout(() => show("start"), pause);
  }

  function current() {
    return steps.find((step) => !step.hidden).dataset.step;
  }

  return { show, wait };
}
