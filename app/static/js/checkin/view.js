// The part of the page with the picture of the camera: start, light, other camera, the other hand.
import { applyTheme, storedTheme, storeTheme } from "../theme.js";
import { Camera } from "./camera.js";
import { createDecoder } from "./decoder.js";
import { remembered } from "./memory.js";
import { watch } from "./scanner.js";

export function mountView(root, { engine, phrases, found, started }) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [start, video] = [find("start"), find("video")];
  const storage = () => window.localStorage; // reading it may throw
  const [chosen, hand] = [remembered("camera"), remembered("hand")];
  const camera = new Camera(video, chosen.get(), root.dataset.facing);
  let stop = () => {};

  find("view").hidden = find("tools").hidden = false;
  setHand(hand.get() === "left");
  find("dark")?.setAttribute("aria-pressed", matchMedia("(prefers-color-scheme: dark)").matches ? storedTheme(storage) !== "light" : storedTheme(storage) === "dark");
  start.addEventListener("submit", (event) => (event.preventDefault(), started(), open()));
  find("camera").addEventListener("click", async () => chosen.set(await camera.next().catch(() => "")));
  find("torch").addEventListener("click", light);
  find("hand").addEventListener("click", () => setHand(!isPressed("hand")));
  find("dark")?.addEventListener("click", () => setTheme(isPressed("dark") ? "light" : "dark"));
  document.addEventListener("visibilitychange", () => !document.hidden && start.hidden && wakeUp());
  openIfAllowed();

  /** Whoever allowed the camera before need not tap again. */
  async function openIfAllowed() {
    const permission = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
    if (permission?.state === "granted") open();
  }

  async function open() {
    start.hidden = true;
    video.hidden = false;
    try {
      const [read] = await Promise.all([createDecoder(engine), camera.open()]);
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
    find("torch").hidden = find("camera").hidden = true;
  }

  async function offerTools() {
    find("torch").hidden = !camera.hasTorch;
    find("camera").hidden = (await camera.choices()).length < 2;
  }

  async function light() {
    await camera.setTorch(!isPressed("torch")).catch(() => {});
    find("torch").setAttribute("aria-pressed", !isPressed("torch"));
  }

  /** The buttons stand where the thumb is. */
  function setHand(isLeft) {
    hand.set(isLeft ? "left" : "");
    root.classList.toggle("left-handed", isLeft);
    find("hand").setAttribute("aria-pressed", isLeft);
  }

  /** In a dark hall the screen shall not blind. */
  function setTheme(theme) {
    storeTheme(storage, theme);
    applyTheme(document.documentElement, theme);
    find("dark").setAttribute("aria-pressed", theme === "dark");
  }

  function isPressed(name) {
    return find(name).getAttribute("aria-pressed") === "true";
  }
}
