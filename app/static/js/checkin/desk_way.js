// The ways to pages of the house by the key of this gate, where the organisers allow it, else by login.
import { good } from "./link.js";

/** To a `page` of the desk: "desk" for people without a registration, "prints" for badges, of the scans that the house knows. */
export function leadToDesk(way, page, { desk, link, exchange }) {
  way.addEventListener("click", async (event) => {
    if (!desk.state.walk_ins) return; // the page asks for a login
    event.preventDefault();
    await exchange.run();
    const opened = await good(link.desk()).catch(() => null);
    location.assign(opened?.body[page] ?? way.href);
  });
}

/** To the questions at the door, for the scan of id `latest()`; that has to be known to the house first, so without a network `failed()`. */
export function leadToQuestions(way, { desk, link, exchange, latest, failed }) {
  way.addEventListener("click", async (event) => {
    if (!desk.state.asks) return;
    event.preventDefault();
    const opened = (await exchange.run()) && (await good(link.questions(latest())).catch(() => null));
    if (opened) location.assign(opened.body.page);
    else failed();
  });
}
