/** Stand-ins for kind and Podman: there is no Podman here. With the real kind and Docker: kind-provider.kind.test.ts. */
import { describe, expect, it } from 'vitest';
import { startKindWorld } from './kind-world.ts';

describe('loading images into a kind cluster', () => {
  it('of Podman goes by an archive, because kind asks the docker command for images', async () => {
    await using world = await startKindWorld('echo "$@" >> $C/../asked; cat "$3" >> $C/../asked; echo >> $C/../asked', {
      engine: 'podman',
    });
    await world.put('dev-control-plane');
    const told: string[] = [];
    await world.provider.loadImages('dev', ['present:1'], { onProgress: ({ message }) => told.push(message) });
    expect(await world.asked()).toMatch(/^load image-archive \S+\/dev\/image\.tar --name dev\narchive\n$/);
    expect(told).toEqual(['Loading present:1 into the nodes', 'All images are in the nodes.']);
    expect(await world.kept('dev')).toEqual([]);
  });

  it('says that Podman does not have it', async () => {
    await using world = await startKindWorld('exit 1', { engine: 'podman' });
    await world.put('dev-control-plane');
    await expect(world.provider.loadImages('dev', ['absent:1'])).rejects.toMatchObject({
      refusal: 'Failed',
      message: 'Engine has no image "absent:1".',
      fix: 'Build it or pull it there first.',
    });
    expect(await world.kept('dev')).toEqual([]);
  });

  it('says that there is no such cluster', async () => {
    await using world = await startKindWorld('exit 1');
    await expect(world.provider.loadImages('dev', ['present:1'])).rejects.toMatchObject({ refusal: 'NotFound' });
  });
});
