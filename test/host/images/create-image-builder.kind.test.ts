import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { imageNames } from '../../../engine/operator/images/image-builder.ts';
import { imageBuilder } from '../../flows/install/kind-world.ts';
import { eventually } from '../../helpers/eventually.ts';
import { noKindCluster } from '../../helpers/kind-cluster.ts';

/** No other test's, so that nothing is there. */
const version = '0.0.1-images';

describe.skipIf(noKindCluster)("Slipway's images, in a real engine", () => {
  test('are built, and not again from the same content; they are slim, without root, and say what they are', async () => {
    const builder = await imageBuilder(version);
    for (const image of imageNames) {
      const lines: string[] = [];
      const first = await builder.build(image, { onLine: (line) => lines.push(line) });
      expect(first).toMatchObject({ tag: `slipway/${image}:${version}`, alreadyThere: false });
      expect(lines.join('\n')).toContain('FROM');
      expect(await builder.build(image)).toEqual({ ...first, alreadyThere: true });
      const facts = await inspect(first.tag);
      expect(facts.Config).toMatchObject({
        User: '65532:65532',
        StopSignal: 'SIGTERM',
        Labels: {
          'org.opencontainers.image.version': version,
          'org.opencontainers.image.licenses': 'Apache-2.0',
          'slipway.dev/content': expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      });
      const base = await inspect('slipway-test/node:24');
      console.log(`${image}: ${first.sizeBytes} bytes, ${first.sizeBytes - base.Size} above the base`);
      expect(first.sizeBytes - base.Size).toBeLessThan(5_000_000);
    }
  });

  test('run with a read-only root, become healthy, and end at SIGTERM as process 1', async () => {
    await (await imageBuilder()).build('simulator');
    const command = ['vllm', 'serve', 'Qwen/Qwen2.5-7B-Instruct', '--host', '0.0.0.0', '--port', '8000'];
    const limits = ['--read-only', '--cap-drop', 'ALL', '--env', 'SLIPWAY_SIMULATED_GPU=MI300X', '--health-interval', '1s'];
    const { stdout: id } = await execa('docker', ['run', '--detach', ...limits, 'slipway/simulator:0.1.0', ...command]);
    await using _ = { [Symbol.asyncDispose]: async () => void (await execa('docker', ['rm', '--force', id])) };
    await eventually(async () => (await inspect(id)).State.Health?.Status === 'healthy', { timeoutMs: 120_000, intervalMs: 500 });
    const started = performance.now();
    await execa('docker', ['stop', '--time', '30', id]);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect((await inspect(id)).State.ExitCode).toBe(0);
  });
});

interface Facts {
  Size: number;
  Config: object;
  State: { ExitCode: number; Health?: { Status: string } };
}

async function inspect(name: string): Promise<Facts> {
  const { stdout } = await execa('docker', ['inspect', name]);
  return (JSON.parse(stdout) as [Facts])[0];
}
