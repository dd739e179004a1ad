// Shows what is being typed as it will look: the server draws it, as for the button without script, which is no longer needed.
const PAUSE_MS = 350;

export function mount(form) {
  const button = form.querySelector("[name=preview]");
  let timer;
  let latest = 0;
  button.hidden = true;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE_MS);
  });

  async function draw() {
    const mine = (latest += 1);
    const body = new FormData(form);
    body.set("preview", "yes");
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    if (!answer?.ok || mine !== latest || !form.isConnected) return; // offline, logged out, or overtaken by what was done since
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = page.querySelector("#preview .specimen");
    if (drawn) document.querySelector("#preview .specimen").replaceChildren(...drawn.childNodes);
    for (const summary of page.querySelectorAll("#designer details > summary"))
      document.getElementById(summary.parentElement.id)?.querySelector("summary").replaceChildren(...summary.childNodes);
  }
}
