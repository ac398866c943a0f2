import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../../helpers/eventually.ts';
import { noKindCluster } from '../../../helpers/kind-cluster.ts';
import { containersOf, nodeImageOptions } from '../../../helpers/kind-provider.ts';
import { fleet, startLabWorld } from './lab-world.ts';

describe.skipIf(noKindCluster)('a kind cluster for which a port is taken', () => {
  it('tells which port is taken, keeps the log, and leaves nothing else', async () => {
    await using world = await startLabWorld();
    const { provider, name, folder, timed } = world;
    const server = createServer().listen(0, '0.0.0.0');
    await using _ = { [Symbol.asyncDispose]: async () => void server.close() };
    const { port } = (await eventually(() => server.address())) as { port: number };
    const config = `${fleet}    extraPortMappings: [{ containerPort: 80, hostPort: ${port} }]\n`;
    const creation = provider.create(name, { options: { ...nodeImageOptions, config } });
    const failure: unknown = await timed('create, port taken', creation).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      refusal: 'Failed',
      message: `The kind cluster "${name}" could not be made. Port ${port} of this machine (0.0.0.0) is taken by another program.`,
      fix: expect.stringMatching(/another host port.*create\.log/),
    });
    expect(await provider.lastLog(name)).toMatch(/✗ Preparing nodes[\s\S]*address already in use/);
    expect([await provider.list(), await containersOf(name), await readdir(join(folder, name))]).toEqual([[], [], ['create.log']]);
  });
});
