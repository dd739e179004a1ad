// The desk of a stand: the camera types the code of a badge and sends it. The camera stays wanted until the page is left for good.
import { judge, markOf } from "./last_badge.js";

const PARTS = ["camera", "decoder", "scanner"]; // of the gate; fetched only when somebody wants to scan
const [WANTED, LAST] = ["stand-desk-camera", "stand-desk-last"];

export function mount(root) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [codes, video, start] = ["codes", "video", "start"].map(find);
  const last = () => JSON.parse(sessionStorage.getItem(LAST));

  start.hidden = !navigator.mediaDevices;
  start.addEventListener("click", () => scan(true));
  codes.addEventListener("submit", () => {
    const code = codes.elements.code.value;
    codes.elements.again.value = judge(last(), code, Date.now()) === "new" ? "" : "yes";
    sessionStorage.setItem(LAST, JSON.stringify({ mark: markOf(code), at: Date.now() }));
  });
  // While somebody decides about the last badge, no other one is read.
  if (sessionStorage.getItem(WANTED) && navigator.mediaDevices && !root.querySelector("#asked")) scan();

  async function scan(isWanted = false) {
    const [{ Camera }, { createDecoder }, { watch }] = await Promise.all(PARTS.map((part) => import(`./checkin/${part}.js`)));
    const camera = new Camera(video);
    try {
      await camera.open();
    } catch {
      sessionStorage.removeItem(WANTED);
      find("trouble").hidden = false;
      return;
    }
    sessionStorage.setItem(WANTED, "yes");
    [video.hidden, start.hidden] = [false, true];
    const end = watch(video, await createDecoder(root.dataset.engine), (code) => {
      if (!isWanted && judge(last(), code, Date.now()) === "held") return;
      end();
      camera.close();
      codes.elements.code.value = code;
      codes.requestSubmit();
    });
  }
}
