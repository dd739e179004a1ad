// The order of the wishes, apart from the page. An order is a list of forum ids, the dearest first, at most `most` long.

/** The order that selects show: `values` are [id, value] in the page's order; doubles keep the page's order. */
export function orderOf(values, most) {
  const ranked = values.filter(([, value]) => Number(value) > 0);
  ranked.sort(([, one], [, other]) => Number(one) - Number(other));
  return ranked.slice(0, most).map(([id]) => id);
}

/** The value of the select of `id`: its rank as text, or "". */
export function rankOf(order, id) {
  const index = order.indexOf(id);
  return index < 0 ? "" : String(index + 1);
}

export function isFull(order, most) {
  return order.length >= most;
}

export function added(order, id, most) {
  return order.includes(id) || isFull(order, most) ? order : [...order, id];
}

export function removed(order, id) {
  return order.filter((other) => other !== id);
}

/** The order after moving `id` by `step` places (−1: dearer), as far as there is room. */
export function moved(order, id, step) {
  const from = order.indexOf(id);
  const to = Math.min(Math.max(from + step, 0), order.length - 1);
  return from < 0 || from === to ? order : inserted(removed(order, id), id, to);
}

/**
 * The order after dropping `id` at `index` among all other rows (wishes first, then the rest).
 * Among the wishes or right behind them it becomes a wish, further down it is none.
 */
export function dropped(order, id, index, most) {
  const others = removed(order, id);
  if (index > others.length) return others;
  return isFull(others, most) ? order : inserted(others, id, index);
}

/** All rows as the page shows them: the wishes in order, then the rest as `ids` has them. */
export function rows(order, ids) {
  return [...order, ...ids.filter((id) => !order.includes(id))];
}

/** Fill {name} in a text from the page. */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

function inserted(order, id, index) {
  return [...order.slice(0, index), id, ...order.slice(index)];
}
