// Drags cards between columns. Each card holds a form with a select of the columns; dropping sets the select and sends the form,
// so that dragging is never the only way: <ul data-column="f2"> <li data-card draggable="true"> <form> <select name="forum">.

/** Whether a card may leave for `target`: another column that its select offers. */
export function mayMove(options, from, target) {
  return from !== target && options.includes(target);
}

export function mount(board) {
  let card = null;
  const columnOf = (element) => element.closest("[data-column]");
  const select = () => card.querySelector("select");
  const fits = (column) =>
    card && column && mayMove([...select().options].map(({ value }) => value), columnOf(card).dataset.column, column.dataset.column);

  board.addEventListener("dragstart", (event) => {
    card = event.target.closest("[data-card]");
    if (!card) return;
    event.dataTransfer.effectAllowed = "move";
    card.classList.add("lifted");
  });
  board.addEventListener("dragover", (event) => {
    const column = columnOf(event.target);
    mark(fits(column) ? column : null);
    if (fits(column)) event.preventDefault();
  });
  board.addEventListener("drop", (event) => {
    const column = columnOf(event.target);
    if (!fits(column)) return;
    event.preventDefault();
    select().value = column.dataset.column;
    select().form.requestSubmit();
  });
  board.addEventListener("dragend", () => {
    card?.classList.remove("lifted");
    card = null;
    mark(null);
  });

  function mark(target) {
    for (const column of board.querySelectorAll("[data-column]")) column.classList.toggle("target", column === target);
  }
}
