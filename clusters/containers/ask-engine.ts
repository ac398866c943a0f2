import http from 'node:http';
import https from 'node:https';
import { type EngineConnection, requestOptions } from './engine-connection.ts';

export interface Question {
  path: '/version' | '/info';
  /** Longest silence. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** The engine accepted the connection and said nothing in time. */
export class EngineSilent extends Error {
  override readonly name = 'EngineSilent';
}

/** Something answered, and not as an engine does. */
export class NotAnEngine extends Error {
  override readonly name = 'NotAnEngine';
}

/**
 * One GET of the engine's API. Not through dockerode, so that looking around costs none of its loading, ends with the signal, and keeps
 * the system's reason (ENOENT, EACCES, ECONNREFUSED) apart from silence.
 */
export function askEngine(connection: EngineConnection, { path, timeoutMs, signal }: Question): Promise<Record<string, unknown>> {
  const { request } = connection.protocol === 'https' ? https : http;
  return new Promise((resolve, reject) => {
    const options = { ...requestOptions(connection), path, timeout: timeoutMs, agent: false as const, ...(signal && { signal }) };
    const asked = request(options, (response) => {
      readBody(response)
        .then((body) => resolve(objectOf(body, response.statusCode)), reject)
        .catch(reject);
    });
    asked.on('timeout', () => asked.destroy(new EngineSilent(`no answer within ${timeoutMs} ms`)));
    asked.on('error', reject);
    asked.end();
  });
}

/** Far above the few kilobytes of an answer. */
const longestAnswer = 4_000_000;

async function readBody(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestAnswer) throw new NotAnEngine('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function objectOf(body: string, status = 0): Record<string, unknown> {
  if (status !== 200) throw new NotAnEngine(`it answered ${status}${saidBy(body)}`);
  const value = parsed(body);
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw new NotAnEngine('its answer is no JSON object');
}

function saidBy(body: string): string {
  const value = parsed(body);
  const message = typeof value === 'object' && value !== null && 'message' in value ? String(value.message) : '';
  return message === '' ? '' : `: ${message.slice(0, 300)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller says so in its own words.
    return undefined;
  }
}
