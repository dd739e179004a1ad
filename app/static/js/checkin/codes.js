// Codes as cameras read and people type them, and their keys: the gate keeps keys, never codes. As badges/qr.py reads them.
const CODE = /^C1[A-Z2-7]{25}[AEIMQUY4]$/;
const LONGEST = 112;
const MISREAD = { 0: "O", 1: "I", 8: "B" };
const bytes = (text) => new TextEncoder().encode(text);
const PURPOSE = bytes("reihum gate list 1");

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

/** What opens the box of a code (badges/gates/sealing.py). */
export async function openerOf(code) {
  const secret = await crypto.subtle.importKey("raw", bytes(code), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: PURPOSE };
  return crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 128 }, false, ["decrypt"]);
}

/** Open a box; rejects for the opener of any other code. */
export async function unseal(opener, box) {
  const sealed = Uint8Array.from(atob(box), (letter) => letter.charCodeAt(0));
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.slice(0, 12), additionalData: PURPOSE }, opener, sealed.slice(12));
  return JSON.parse(new TextDecoder().decode(opened));
}

/** A code as a hand scanner types it that was set up for English on a device set up for German, or the other way round. */
export function retyped(code) {
  return code.replace(/[YZ]/g, (letter) => (letter === "Y" ? "Z" : "Y"));
}
