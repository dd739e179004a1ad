// The camera: open, choose another one, light. Rejects where there is none or the browser may not use it.
const WISHES = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

export class Camera {
  #stream = null;

  constructor(video, remembered = "", facing = "environment") {
    this.video = video;
    this.deviceId = remembered;
    this.facing = facing;
  }

  /** Start the camera remembered, else the one that faces as it should. */
  async open() {
    this.close();
    try {
      this.#stream = await this.#ask(this.deviceId ? { deviceId: { exact: this.deviceId } } : { facingMode: this.facing });
    } catch (fault) {
      if (!this.deviceId) throw fault;
      this.deviceId = ""; // the one remembered is no longer there
      return this.open();
    }
    this.video.srcObject = this.#stream;
    await this.video.play();
  }

  close() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
  }

  get #track() {
    return this.#stream?.getVideoTracks()[0];
  }

  /** Phones end the picture of a page that nobody looks at. */
  get isLive() {
    return this.#track?.readyState === "live";
  }

  get hasTorch() {
    return Boolean(this.#track?.getCapabilities?.().torch);
  }

  async setTorch(isOn) {
    await this.#track?.applyConstraints({ advanced: [{ torch: isOn }] });
  }

  /** All cameras of the device. */
  async choices() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter((device) => device.kind === "videoinput" && device.deviceId);
  }

  /** Change to the next camera; resolves to its id. */
  async next() {
    const ids = (await this.choices()).map((device) => device.deviceId);
    const current = this.#track?.getSettings().deviceId ?? this.deviceId;
    this.deviceId = ids[(ids.indexOf(current) + 1) % ids.length] ?? "";
    await this.open();
    return this.deviceId;
  }

  #ask(which) {
    return navigator.mediaDevices.getUserMedia({ video: { ...WISHES, ...which }, audio: false });
  }
}
