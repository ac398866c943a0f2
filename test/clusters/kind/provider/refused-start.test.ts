/** A stand-in for the engine, which refuses to start containers. With a real one: kind-provider.kind.test.ts. */
import { describe, expect, it } from 'vitest';
import { startKindWorld } from './kind-world.ts';

describe('a kind cluster that cannot be started', () => {
  it('says which port was taken meanwhile', async () => {
    await using world = await startKindWorld('exit 1', {
      refusesStart:
        'driver failed programming external connectivity on endpoint dev: Bind for 0.0.0.0:80 failed: port is already allocated',
    });
    await world.put('dev-control-plane', 'exited');
    await expect(world.provider.start('dev')).rejects.toMatchObject({
      refusal: 'Failed',
      message:
        'The node "dev-control-plane" of the kind cluster "dev" cannot be started. Port 80 of this machine (0.0.0.0) is taken by another program.',
      fix: expect.stringMatching(/end that program/),
    });
  });

  it("says it in the engine's words where nobody foresaw it", async () => {
    await using world = await startKindWorld('exit 1', { refusesStart: 'the moon is full' });
    await world.put('dev-control-plane', 'exited');
    await expect(world.provider.start('dev')).rejects.toMatchObject({
      message: expect.stringMatching(/cannot be started\. Engine refuses: .*the moon is full/),
      fix: 'Look at the log of the engine.',
    });
  });

  it('is one that is half made, or is not there', async () => {
    await using world = await startKindWorld('exit 1');
    await expect(world.provider.start('dev')).rejects.toMatchObject({ refusal: 'NotFound', fix: expect.stringMatching(/Create it/) });
    await world.remember('dev', { state: 'making' });
    await world.put('dev-control-plane', 'exited');
    for (const action of ['start', 'stop', 'open'] as const) {
      await expect(world.provider[action]('dev')).rejects.toMatchObject({
        refusal: 'NotRunning',
        message: 'The kind cluster "dev" is half made: its creation did not end.',
        fix: 'Create it again, which goes on with it, or delete it.',
      });
    }
  });
});
