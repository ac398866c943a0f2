import type { Probe } from 'kubernetes-types/core/v1.d.ts';
import { expect, it } from 'vitest';
import { runProbe } from '../../../../clusters/sandbox/node/probe.ts';

it.each<[string, Probe]>([
  ['on a port that no container names', { httpGet: { port: 'nowhere' } }],
  ['over TCP on a port that no container names', { tcpSocket: { port: 'nowhere' } }],
  ['with a path that no request can have', { httpGet: { port: 8000, path: '/a b' } }],
  ['with a header that no request can have', { httpGet: { port: 8000, httpHeaders: [{ name: 'a b', value: 'c' }] } }],
  ['that is a command without a command', { exec: {} }],
  ['that is a command with a null byte', { exec: { command: ['a\0b'] } }],
])('a probe %s fails and says why, rather than end the agent', async (_, probe) => {
  const result = await runProbe(probe, { container: { name: 'main' }, hostPorts: {}, env: {} });
  expect(result).toMatchObject({ healthy: false, message: expect.stringMatching(/^probe errored: \w+/) });
});
