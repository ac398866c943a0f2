import type { ApiConnection, ApiRequest } from '../../helpers/api-connection.ts';

/** Sends all requests, so many at a time; gives how many a second were answered. Throws for any refusal. */
export async function rateOf(connection: ApiConnection, requests: readonly ApiRequest[], concurrency: number): Promise<number> {
  let next = 0;
  const sender = async () => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const { code, text } = await connection.send(request);
      if (code >= 300) throw new Error(`${request.method ?? 'GET'} ${request.path}: ${code} ${text}`);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: concurrency }, sender));
  return requests.length / ((performance.now() - began) / 1000);
}

/** Milliseconds until the last byte of an answer, which is not kept; and how many bytes there were. */
export async function timeOf(connection: ApiConnection, request: ApiRequest): Promise<{ ms: number; bytes: number }> {
  const began = performance.now();
  const answer = await connection.open(request);
  if (answer.statusCode !== 200) throw new Error(`${request.path}: ${answer.statusCode}`);
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) bytes += chunk.length;
  return { ms: performance.now() - began, bytes };
}
