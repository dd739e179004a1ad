// Makes this device a gate: the address that an organiser shows as a code carries, behind its #, a secret that is good once.

/** Use the secret of the address, if there is one; what happened is said on the screen. */
export async function enrol({ desk, link, phrases, screen }) {
  const [, gate, token] = location.hash.match(/^#(\w+)\.([\w-]+)$/) ?? [];
  if (!gate) return desk.state.key || screen.say(phrases.notGate);
  screen.say(phrases.enrolling);
  const answer = await link.enrol(gate, token).catch(() => null);
  if (!answer) return screen.say(phrases.enrolOffline); // the address keeps its secret, for another try
  history.replaceState(null, "", location.pathname + location.search);
  if (answer.status !== 200) return desk.state.key && desk.state.device === gate ? screen.say("") : screen.say(phrases.enrolOver);
  await desk.empty();
  await desk.remember({ key: answer.body.key, device: answer.body.device, name: answer.body.name });
  await navigator.storage?.persist?.().catch(() => false);
  screen.say("");
}
