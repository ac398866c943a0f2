import { describe, expect, test } from 'vitest';
import { testMachine } from './machine.ts';

describe('a tool that fails is a problem with a way out, and its exit code and words are kept:', () => {
  test('it ends with an error', async () => {
    await using machine = await testMachine();
    await machine.tool('nvidia-smi', 'echo "NVIDIA-SMI has failed because it couldn\'t communicate with the NVIDIA driver." >&2; exit 9');
    const { devices, problems, probes } = await machine.detect();
    expect(devices).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/^nvidia-smi ended with 9: .*modprobe nvidia/)]);
    expect(probes.find(({ tool }) => tool === 'nvidia-smi-csv')).toMatchObject({
      outcome: 'failed',
      exitCode: 9,
      stderr: expect.stringContaining('NVIDIA-SMI has failed'),
    });
  });
  test('it hangs: it is ended after the limit', async () => {
    await using machine = await testMachine();
    await machine.tool('hl-smi', 'exec /bin/sleep 60');
    const { problems, probes } = await machine.detect({ limit: 300 });
    expect(problems).toEqual([expect.stringContaining('hl-smi did not answer within 0.3 s and was ended')]);
    const probe = probes.find(({ tool }) => tool === 'hl-smi');
    expect(probe?.outcome).toBe('timed_out');
    expect(probe?.milliseconds).toBeLessThan(20_000);
  });
  test('it hangs with a child that keeps its output open: it is left to itself', async () => {
    await using machine = await testMachine();
    await machine.tool('hl-smi', '/bin/sleep 5 & wait');
    const { probes } = await machine.detect({ limit: 200 });
    expect(probes.find(({ tool }) => tool === 'hl-smi')?.outcome).toBe('timed_out');
  });
  test('it prints garbage', async () => {
    await using machine = await testMachine();
    await machine.tool('amd-smi', 'echo "}{ nonsense"');
    const { devices, problems } = await machine.detect();
    expect(devices).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('not the output of amd-smi')]);
  });
  test('it cannot be started', async () => {
    await using machine = await testMachine();
    await machine.tool('hl-smi', 'true', 0o644);
    const { problems, probes } = await machine.detect();
    expect(problems).toEqual([expect.stringContaining('hl-smi could not be started')]);
    expect(probes.find(({ tool }) => tool === 'hl-smi')).toMatchObject({ outcome: 'failed', stderr: expect.stringContaining('EACCES') });
  });
});
