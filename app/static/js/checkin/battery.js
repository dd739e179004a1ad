// How full the battery of this device is, in per cent; null where the browser does not tell.

export async function battery() {
  const found = await navigator.getBattery?.().catch(() => null);
  return found ? Math.round(found.level * 100) : null;
}
