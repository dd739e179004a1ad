// The desk of a stand: the camera types the code of a badge and sends it. The camera stays wanted until the page is left for good.
const PARTS = ["camera", "decoder", "scanner"]; // of the gate; fetched only when somebody wants to scan
const WANTED = "stand-desk-camera";

export function mount(root) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [codes, video, start] = ["codes", "video", "start"].map(find);

  start.hidden = !navigator.mediaDevices;
  start.addEventListener("click", scan);
  // While somebody decides about the last badge, no other one is read.
  if (sessionStorage.getItem(WANTED) && navigator.mediaDevices && !root.querySelector("#asked")) scan();

  async function scan() {
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
      end();
      camera.close();
      codes.elements.code.value = code;
      codes.requestSubmit();
    });
  }
}
