import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import type { Clock } from '../../../../../clusters/clock.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import type { ObjectKey } from '../../../../../clusters/objects.ts';
import { withinTime } from './within-time.ts';

export interface PodQuestion {
  readonly pod: ObjectKey;
  readonly port: number;
  readonly path: string;
  /** Posted as JSON; absent: a GET. */
  readonly body?: object | undefined;
  /** HTTPS, with a certificate of this name by this authority (PEM). */
  readonly tls?: { readonly serverName: string; readonly authority: string } | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PodAnswer {
  readonly status: number;
  readonly text: string;
}

const answerMs = 5_000;

/** One HTTP request to a pod, on a connection that the API server forwards: it works wherever kubectl does. */
export async function askPod(context: { cluster: Cluster; clock: Clock }, question: PodQuestion): Promise<PodAnswer> {
  return await withinTime(context.clock, { milliseconds: answerMs, signal: question.signal }, async (signal) => {
    const connection = await context.cluster.forward(question.pod, question.port, { signal });
    try {
      return await exchange(await secured(connection, question), question, signal);
    } finally {
      connection.destroy();
    }
  });
}

async function secured(connection: Duplex, { tls }: PodQuestion): Promise<Duplex> {
  if (!tls) return connection;
  const socket = connect({ socket: connection, servername: tls.serverName, ca: tls.authority });
  await once(socket, 'secureConnect');
  return socket;
}

async function exchange(connection: Duplex, { path, body }: PodQuestion, signal: AbortSignal): Promise<PodAnswer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = text === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
  const asked = request({ createConnection: () => connection, method: text === undefined ? 'GET' : 'POST', path, headers, signal });
  asked.end(text);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, text: (await response.setEncoding('utf8').toArray()).join('') };
}
