// The part of the page with the picture of the camera: start, place, light, other camera.
import { Camera } from "./camera.js";
import { createDecoder } from "./decoder.js";
import { remembered } from "./memory.js";
import { watch } from "./scanner.js";

export function mountView(root, { phrases, place, found, started }) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [start, video, field] = [find("start"), find("video"), find("name")];
  const chosen = remembered("camera");
  const camera = new Camera(video, chosen.get());
  let stop = () => {};

  find("view").hidden = false;
  find("place").hidden = true;
  field.value = place.get();
  name();
  field.addEventListener("input", () => (place.set(field.value.trim()), name()));
  start.addEventListener("submit", (event) => (event.preventDefault(), started(), open()));
  find("move").addEventListener("click", close);
  find("camera").addEventListener("click", async () => chosen.set(await camera.next().catch(() => "")));
  find("torch").addEventListener("click", light);
  document.addEventListener("visibilitychange", () => !document.hidden && start.hidden && wakeUp());
  if (place.get()) openIfAllowed();

  function name() {
    find("gate-name").textContent = place.get() && `: ${place.get()}`;
  }

  /** Whoever allowed the camera before need not tap again. */
  async function openIfAllowed() {
    const permission = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
    if (permission?.state === "granted") open();
  }

  async function open() {
    place.set(field.value.trim() || field.placeholder);
    name();
    start.hidden = true;
    video.hidden = false;
    try {
      const [read] = await Promise.all([createDecoder(root.dataset.engine), camera.open()]);
      stop();
      stop = watch(video, read, found);
      wakeUp();
      await offerTools();
    } catch {
      close();
      find("trouble").hidden = false;
      find("trouble").textContent = phrases.noCamera;
    }
  }

  /** Keep the screen on, and take the picture up again after somebody looked elsewhere. */
  function wakeUp() {
    navigator.wakeLock?.request("screen").catch(() => {});
    if (!camera.isLive) open();
  }

  function close() {
    stop();
    camera.close();
    video.hidden = true;
    start.hidden = false;
    field.value = place.get();
    find("torch").hidden = find("camera").hidden = find("move").hidden = true;
  }

  async function offerTools() {
    find("move").hidden = false;
    find("torch").hidden = !camera.hasTorch;
    find("camera").hidden = (await camera.choices()).length < 2;
  }

  async function light() {
    const isOn = find("torch").getAttribute("aria-pressed") !== "true";
    await camera.setTorch(isOn).catch(() => {});
    find("torch").setAttribute("aria-pressed", isOn);
  }
}
