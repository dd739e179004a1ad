// Offers only the forums of days on which somebody comes, at once. Without it all are offered, each with its day; the server decides.

/** Whether a forum of `day` is out of reach of somebody who ticked `days`; none ticked means all of them. */
export function isMissed(day, days) {
  return days.length > 0 && !days.includes(day);
}

export function mount(element) {
  const form = element.closest("form");
  const [some, none] = ["some", "none"].map((name) => element.querySelector(`[data-${name}]`));
  const rows = [...element.querySelectorAll("[data-day]")];
  const isHidden = ({ hidden }) => hidden;
  const update = () => {
    const days = new FormData(form).getAll("days");
    for (const row of rows) {
      row.hidden = isMissed(row.dataset.day, days);
      row.querySelector("select").disabled = row.hidden; // neither sent nor forgotten: it comes back with its day
    }
    for (const ranking of element.querySelectorAll("[data-module=ranking]")) {
      ranking.hidden = rows.filter((row) => ranking.contains(row)).every(isHidden);
      ranking.dispatchEvent(new Event("attended"));
    }
    none.hidden = !rows.every(isHidden);
    some.hidden = !none.hidden || !rows.some(isHidden);
  };
  form.addEventListener("change", ({ target }) => target.name === "days" && update());
  addEventListener("pageshow", update); // a browser that goes back fills forms in only now
  update();
}
