// The server, as the gate talks to it: with the login of the page, and the token of its form.

export function createApi({ scans, token }) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return {
    /** Send a batch; resolves to {status, body}. */
    async post(batch) {
      const answer = await fetch(scans, { method: "POST", headers, body: JSON.stringify(batch) });
      return { status: answer.status, body: answer.ok ? await answer.json() : null };
    },
    /** Take a scan back; resolves to the new count, or null. */
    async undo(device, scanId) {
      const answer = await fetch(`${scans}/${device}/${scanId}`, { method: "DELETE", headers });
      return answer.ok ? answer.json() : null;
    },
  };
}
