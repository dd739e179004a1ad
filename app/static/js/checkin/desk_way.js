// The way to the desk for people without a registration: by the key of this gate where the organisers allow it, else by login.
import { good } from "./link.js";

export function leadToDesk(way, { desk, link }) {
  way.addEventListener("click", async (event) => {
    if (!desk.state.walk_ins) return; // the page asks for a login
    event.preventDefault();
    const opened = await good(link.desk()).catch(() => null);
    location.assign(opened?.body.desk ?? way.href);
  });
}
