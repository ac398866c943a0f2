import type { IncomingMessage } from 'node:http';
import { type ApiConnection, connectToApi } from '../../helpers/api-connection.ts';
import { median } from '../statistics.ts';
import { configMapText } from './objects.ts';
import type { Subject } from './subjects.ts';

const changes = 40;

/** Milliseconds from a change being sent until the last of so many watchers has it, each on a connection of its own; the median. */
export async function benchFanOut({ access }: Subject, watchers: number): Promise<number> {
  using connection = connectToApi(access, watchers + 1);
  const collection = '/api/v1/namespaces/default/configmaps';
  const name = 'fan-out';
  await connection.send({ method: 'DELETE', path: `${collection}/${name}` });
  await connection.send({ method: 'POST', path: collection, body: configMapText(name) });
  const path = `${collection}?watch=1&fieldSelector=metadata.name%3D${name}&timeoutSeconds=600`;
  const streams = await Promise.all(Array.from({ length: watchers }, () => connection.open({ path })));
  const told = streams.map(createTold);
  await Promise.all(told.map((one) => one.until('"value":"0"')));

  const times: number[] = [];
  for (let change = 1; change <= changes; change++) times.push(await timeOfChange(connection, `${collection}/${name}`, { change, told }));
  for (const stream of streams) stream.destroy();
  return median(times);
}

async function timeOfChange(connection: ApiConnection, path: string, { change, told }: { change: number; told: Told[] }): Promise<number> {
  const value = `"value":"${change}"`;
  const began = performance.now();
  const arrived = Promise.all(told.map((one) => one.until(value)));
  const body = JSON.stringify({ data: { value: String(change) } });
  await connection.send({ method: 'PATCH', path, contentType: 'application/merge-patch+json', body });
  await arrived;
  return performance.now() - began;
}

interface Told {
  /** Resolves when the watch tells of this text. */
  until(text: string): Promise<void>;
}

function createTold(stream: IncomingMessage): Told {
  let wanted = '';
  let heard = '';
  let resolve: () => void = () => {};
  const look = () => {
    if (wanted !== '' && heard.includes(wanted)) resolve();
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    heard += chunk;
    look();
  });
  return {
    until(text) {
      // What came before is of no use any more.
      heard = wanted === '' ? heard : '';
      wanted = text;
      const arrival = Promise.withResolvers<void>();
      resolve = arrival.resolve;
      look();
      return arrival.promise;
    },
  };
}
