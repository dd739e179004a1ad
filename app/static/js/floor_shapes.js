// Rectangles of a plan, in metres from the upper left corner of the hall. Pure.
export const STEP = 0.1;
const LEAST = 0.3;

/** A length on the grid of 10 cm; without floating dust. */
export function snapped(metres) {
  return Number((Math.round(metres / STEP) * STEP).toFixed(2));
}

/** A length as somebody typed it, with point or comma; 0 for what is none. */
export function metres(text) {
  return Number(String(text).trim().replace(",", ".")) || 0;
}

/** The rectangle moved by (dx, dy), kept within the floor. */
export function moved(box, dx, dy, floor) {
  const within = (value, most) => Math.max(0, Math.min(value, most));
  return { ...box, x: snapped(within(box.x + dx, floor.width - box.width)), y: snapped(within(box.y + dy, floor.depth - box.depth)) };
}

/** The rectangle with its lower right corner moved by (dx, dy). */
export function resized(box, dx, dy, floor) {
  const within = (value, most) => Math.max(LEAST, Math.min(value, most));
  return { ...box, width: snapped(within(box.width + dx, floor.width - box.x)), depth: snapped(within(box.depth + dy, floor.depth - box.y)) };
}

/** The rectangle between two points, kept within the floor. */
export function drawn(from, to, floor) {
  const [left, right] = [from.x, to.x].map((x) => snapped(Math.max(0, Math.min(x, floor.width)))).sort((a, b) => a - b);
  const [top, bottom] = [from.y, to.y].map((y) => snapped(Math.max(0, Math.min(y, floor.depth)))).sort((a, b) => a - b);
  return { x: left, y: top, width: snapped(right - left), depth: snapped(bottom - top) };
}

/** Whether a rectangle is large enough to be one, rather than a slip of the hand. */
export function isSomething(box) {
  return box.width >= LEAST && box.depth >= LEAST;
}

/** What an arrow key does: [dx, dy], or null for other keys. */
export function arrow(key) {
  return { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[key] ?? null;
}
