import { expect } from 'vitest';
import { systemClock } from '../../clusters/clock.ts';
import { ensureCertificates } from '../../clusters/sandbox/api/certificates.ts';
import { seededRandom } from '../../engine/simulator/random.ts';
import { type ApiConnection, connectToApi } from '../helpers/api-connection.ts';

import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { createKillableServers, type KillableServer } from './killable-server.ts';
import { createWriter, readStates, type Writer } from './writer.ts';

const writerCount = 4;
/** Between none and so many acknowledged writes go before a kill. */
const mostWrites = 60;

/**
 * Kills an API server so many times while four writers write, and starts it again; throws when an acknowledged write is
 * missing, when half of one is there, or when versions go back. Gives how many writes were acknowledged.
 */
export async function killDuringWrites({ rounds, seed }: { rounds: number; seed: number }): Promise<number> {
  const random = seededRandom(seed);
  await using folder = await temporaryFolder();
  const { ca, clientCertificate: cert, clientKey: key } = await ensureCertificates(folder.path, systemClock.now());
  await using servers = createKillableServers(folder.path);
  const writers = Array.from({ length: writerCount }, (_, writer) => createWriter(writer, random));
  let writes = 0;
  for (let round = 0; round <= rounds; round++) {
    const server = await servers.next();
    using connection = connectToApi({ server: server.url, ca, cert, key }, writerCount);
    await check(connection, writers, `seed ${seed}, round ${round}`);
    if (round < rounds) writes += await writeUntilKilled(server, { connection, writers, kills: Math.floor(random() * mostWrites) });
    else await server.kill();
  }
  return writes;
}

/** All writers write at once, until one too many was acknowledged; gives how many were. */
async function writeUntilKilled(
  server: KillableServer,
  { connection, writers, kills }: { connection: ApiConnection; writers: readonly Writer[]; kills: number },
): Promise<number> {
  let acknowledged = 0;
  let killing: Promise<void> | undefined;
  const writeOn = async (writer: Writer) => {
    while (await writer.write(connection)) {
      acknowledged += 1;
      if (acknowledged > kills) killing ??= server.kill();
    }
  };
  await Promise.all(writers.map(writeOn));
  await killing;
  return acknowledged;
}

/** Each object is as it was acknowledged, or as the write that was under way would have it. */
async function check(connection: ApiConnection, writers: readonly Writer[], when: string): Promise<void> {
  const { version, states } = await readStates(connection);
  for (const writer of writers) {
    expect(version, when).toBeGreaterThanOrEqual(writer.version());
    for (const [name, { acknowledged, attempted }] of writer.known) {
      const found = states.get(name) ?? 'gone';
      expect([acknowledged, attempted], `${name} (${when})`).toContain(found);
      writer.settle(name, found);
    }
  }
}
