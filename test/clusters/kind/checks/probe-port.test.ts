import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { probePort } from '../../../../clusters/kind/checks/probe-port.ts';
import { freePort } from '../../../helpers/free-port.ts';

test('a port that nothing listens on is free, and stays so', async () => {
  const port = await freePort();
  expect(await probePort({ address: '127.0.0.1', port, protocol: 'TCP' })).toEqual({ state: 'free' });
  expect(await probePort({ address: '0.0.0.0', port, protocol: 'TCP' })).toEqual({ state: 'free' });
});

test.each(['127.0.0.1', '0.0.0.0'])(
  'a port that a program has on loopback is taken on %s, and the next free one is told',
  async (address) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const found = await probePort({ address, port, protocol: 'TCP' });
      expect(found.state).toBe('taken');
      const next = 'next' in found ? found.next : undefined;
      expect(next).toBeGreaterThan(port);
      expect(await probePort({ address, port: next ?? 0, protocol: 'TCP' })).toEqual({ state: 'free' });
    } finally {
      server.close();
    }
  },
);

test('TCP and UDP have ports of their own', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  try {
    const { port } = socket.address();
    expect(await probePort({ address: '127.0.0.1', port, protocol: 'UDP' })).toMatchObject({ state: 'taken' });
    expect(await probePort({ address: '127.0.0.1', port, protocol: 'TCP' })).toEqual({ state: 'free' });
  } finally {
    socket.close();
  }
});

test('an address of another machine is said, and SCTP is not tried', async () => {
  expect(await probePort({ address: '192.0.2.1', port: 8080, protocol: 'TCP' })).toEqual({ state: 'no such address' });
  expect(await probePort({ address: '127.0.0.1', port: 8080, protocol: 'SCTP' })).toEqual({ state: 'unknown' });
});

test('above the highest port there is no next one', async () => {
  const server = createServer().listen(65_535, '127.0.0.1');
  const failed = once(server, 'error').then(() => 'another program has it');
  await Promise.race([once(server, 'listening'), failed]);
  try {
    expect(await probePort({ address: '127.0.0.1', port: 65_535, protocol: 'TCP' })).toEqual({ state: 'taken', next: undefined });
  } finally {
    server.close();
  }
});
