/** Tells the simulated provider how to misbehave; without a word it behaves. @param port of its HTTP */
export async function tellProvider(port: number, misbehaviour: object = {}): Promise<void> {
  const url = `http://127.0.0.1:${port}/v1/control`;
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(misbehaviour) });
  if (!answer.ok) throw new Error(`the provider's control answered ${answer.status}`);
}
