// Codes as cameras read and people type them, and their keys: the gate keeps keys, never codes. As badges/qr.py reads them.
const CODE = /^C1[A-Z2-7]{25}[AEIMQUY4]$/;
const LONGEST = 112;
const MISREAD = { 0: "O", 1: "I", 8: "B" };
const bytes = (text) => new TextEncoder().encode(text);

/** The code in a text, or "": small letters, spaces, hyphens and usual misreadings are understood. */
export function readCode(text) {
  const letters = text.slice(0, LONGEST).normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
  const second = letters.slice(1, 2).replace(/[IL]/, "1");
  const code = letters.slice(0, 1) + second + letters.slice(2).replace(/[018]/g, (digit) => MISREAD[digit]);
  return CODE.test(code) ? code : "";
}

/** By which the list finds a code: half of its SHA-256, in hexadecimal. */
export async function keyOf(code) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(code)));
  return Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Open what is sealed with a code (badges/gates/sealing.py); rejects for any other code. */
export async function unseal(code, box) {
  const sealed = Uint8Array.from(atob(box), (letter) => letter.charCodeAt(0));
  const purpose = bytes("reihum gate list 1");
  const secret = await crypto.subtle.importKey("raw", bytes(code), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: purpose };
  const key = await crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 128 }, false, ["decrypt"]);
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.slice(0, 12), additionalData: purpose }, key, sealed.slice(12));
  return JSON.parse(new TextDecoder().decode(opened));
}
