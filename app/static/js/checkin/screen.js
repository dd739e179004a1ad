// Puts a verdict on the screen: it fills it for a moment, then stays as one line until the next.
import { showing } from "./verdicts.js";

export class Screen {
  #timer = 0;

  /** `verdict` is the element that fills the screen, `last` the line that stays, `root` holds the templates of the shapes. */
  constructor({ verdict, last, root }) {
    Object.assign(this, { verdict, last, root });
    verdict.addEventListener("click", () => this.#fold());
  }

  show(view) {
    clearTimeout(this.#timer);
    this.verdict.className = `verdict ${view.tone}`;
    this.verdict.replaceChildren(this.#shape(view.shape), ...this.#lines(view));
    this.verdict.hidden = false;
    this.last.replaceChildren(this.#shape(view.shape), [view.word, view.who, view.detail || view.where].filter(Boolean).join(" · "));
    this.last.hidden = false;
    this.#timer = setTimeout(() => this.#fold(), showing(view.tone));
  }

  say(text) {
    this.last.replaceChildren(text);
    this.last.hidden = !text;
  }

  #fold() {
    this.verdict.hidden = true;
  }

  #lines({ word, detail, who, about, where, topic }) {
    const lines = [["word", word], ["detail", detail], ["who", who], ...about.map((line) => ["about", line]), ["where", where], ["topic", topic]];
    return lines.filter(([, text]) => text).map(([name, text]) => {
      const line = Object.assign(document.createElement("p"), { className: name, textContent: text });
      if (name !== "word") line.dir = "auto";
      return line;
    });
  }

  #shape(kind) {
    return this.root.querySelector(`template[data-shape="${kind}"]`).content.cloneNode(true);
  }
}
