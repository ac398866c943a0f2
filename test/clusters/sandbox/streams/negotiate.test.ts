import { expect, it } from 'vitest';
import { agree } from '../../../../clusters/sandbox/api/http/streams/negotiate.ts';
import { exitStatus, sessionRequest } from '../../../../clusters/sandbox/api/http/streams/session-request.ts';

const webSocket = (protocols: string) => ({ upgrade: 'websocket', 'sec-websocket-protocol': protocols });
const spdy = (protocols: string) => ({ upgrade: 'SPDY/3.1', 'x-stream-protocol-version': protocols });

it.each([
  ['exec', webSocket('v4.channel.k8s.io, v5.channel.k8s.io'), 'websocket', 'v5.channel.k8s.io'],
  ['attach', webSocket('v4.channel.k8s.io'), 'websocket', 'v4.channel.k8s.io'],
  ['exec', spdy('v5.channel.k8s.io, v4.channel.k8s.io, v3.channel.k8s.io'), 'spdy', 'v4.channel.k8s.io'],
  ['portforward', webSocket('SPDY/3.1+portforward.k8s.io'), 'tunnel', 'SPDY/3.1+portforward.k8s.io'],
  ['portforward', webSocket('v4.channel.k8s.io'), 'websocket', 'v4.channel.k8s.io'],
  ['portforward', spdy('portforward.k8s.io'), 'spdy', 'portforward.k8s.io'],
] as const)('answers %s with the newest protocol that both know (%o)', (kind, headers, transport, protocol) => {
  expect(agree(kind, headers)).toEqual({ transport, protocol });
});

it('refuses a request without an upgrade, and one whose protocols it does not know', () => {
  expect(() => agree('exec', {})).toThrow(expect.objectContaining({ code: 400, message: 'Upgrade request required' }));
  const message = 'unable to upgrade: unable to negotiate protocol: client supports [v9.k8s.io], server accepts [portforward.k8s.io]';
  expect(() => agree('portforward', spdy('v9.k8s.io'))).toThrow(expect.objectContaining({ code: 403, message }));
});

it('reads what a session is to have; a terminal has no second output', () => {
  const query = new URLSearchParams('command=a&command=b&stdout=1&stderr=true&tty=true&container=');
  const expected = { container: undefined, command: ['a', 'b'], stdin: false, stdout: true, stderr: false, tty: true };
  expect(sessionRequest(query)).toEqual(expected);
  expect(() => sessionRequest(new URLSearchParams('command=a'))).toThrow('you must specify at least 1 of stdin, stdout, stderr');
});

it("tells a command's end as kubectl reads it", () => {
  expect(exitStatus(0)).toEqual({ metadata: {}, status: 'Success' });
  expect(exitStatus(7)).toMatchObject({ reason: 'NonZeroExitCode', details: { causes: [{ reason: 'ExitCode', message: '7' }] } });
});
