// Who carries a code, by the list that this device keeps.
import { keyOf, openerOf, readCode, retyped, unseal } from "./codes.js";

/** {key, person, events, opened} of what was read or typed; the key of what is no code is empty, `opened` resolves to the guest. */
export async function bearerOf(text, database) {
  const code = readCode(text);
  if (!code) return { key: "", events: [] };
  const read = await find(code, database);
  const other = retyped(code);
  const found = read.person || other === code ? read : await find(other, database);
  return found.person ? found : read;
}

/** The key that opens the box is made while the list is looked through. */
async function find(code, database) {
  const opening = openerOf(code);
  const key = await keyOf(code);
  const [person, events] = await database.bearer(key);
  return { key, person, events, opened: person?.box ? opening.then((opener) => unseal(opener, person.box)) : null };
}
