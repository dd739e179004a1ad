// Tells beside the label of each slider where it stands; a line alone does not say it.
export function mount(form) {
  for (const slider of form.querySelectorAll("input[type=range]")) {
    const told = document.createElement("output");
    told.htmlFor = slider.id;
    told.className = "slider-value number";
    const show = () => (told.textContent = `${slider.value} / ${slider.max}`);
    slider.labels[0].after(told);
    slider.addEventListener("input", show);
    show();
  }
}
