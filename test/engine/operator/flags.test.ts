import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readFlags as readGatewayFlags } from '../../../engine/gateway/flags.ts';
import { readFlags, usage } from '../../../engine/operator/flags.ts';

describe("the operator's flags", () => {
  test('left out, leave an operator on loopback for all namespaces that installs nothing and serves no webhooks', () => {
    expect(readFlags([])).toEqual({
      kubeconfig: undefined,
      context: undefined,
      metricsHost: '127.0.0.1',
      metricsPort: 8080,
      leaderElect: false,
      namespace: undefined,
      watchNamespace: undefined,
      simulate: undefined,
      installKinds: false,
      webhooks: undefined,
      catalog: undefined,
      lifeline: false,
    });
  });

  test('of a child on a laptop are understood', () => {
    const line = '--kubeconfig ./lab.kubeconfig --context lab --leader-elect --metrics-port 0 --lifeline';
    expect(readFlags(line.split(' '))).toMatchObject({ kubeconfig: './lab.kubeconfig', context: 'lab', metricsPort: 0, lifeline: true });
  });

  test('of a pod are understood', () => {
    const line = '--leader-elect --metrics-host 0.0.0.0 --metrics-port 8080 --namespace slipway-system --watch-namespace team-a';
    const more = '--simulate slipway/simulator:1.2.3 --webhook-port 9443 --webhook-service slipway-operator-webhook';
    expect(readFlags(`${line} ${more}`.split(' '))).toMatchObject({
      leaderElect: true,
      metricsHost: '0.0.0.0',
      namespace: 'slipway-system',
      watchNamespace: 'team-a',
      simulate: 'slipway/simulator:1.2.3',
      webhooks: { port: 9443, service: 'slipway-operator-webhook', certificates: { from: 'self-managed' } },
    });
    const files = readFlags('--webhook-port 9443 --certificates files --certificate-folder /certificates'.split(' '));
    expect(files).toMatchObject({ webhooks: { certificates: { from: 'files', folder: '/certificates' } } });
  });

  test.each([
    ['--metrics-port http', '--metrics-port must be a whole number from 0 to 65535, not `http`.'],
    ['--webhook-port 70000', '--webhook-port must be a whole number from 0 to 65535, not `70000`.'],
    ['--namespace Models', '--namespace must be the name of a namespace: small letters, digits and dashes, at most 63. `Models` is none.'],
    [
      '--watch-namespace a/b',
      '--watch-namespace must be the name of a namespace: small letters, digits and dashes, at most 63. `a/b` is none.',
    ],
    ['--simulate not*an*image', '--simulate must be the name of an image, such as slipway/simulator:1.0.0, not `not*an*image`.'],
    ['--certificates files', '--certificates says something about webhooks, and there are none without --webhook-port.'],
    ['--webhook-service x', '--webhook-service says something about webhooks, and there are none without --webhook-port.'],
    ['--webhook-port 1 --webhook-service X', '--webhook-service must be the name of a Service: small letters'],
    ['--webhook-port 1 --certificates magic', '--certificates must be self-managed or files, not `magic`.'],
    ['--webhook-port 1 --certificates files', '--certificates files needs --certificate-folder: the folder with tls.crt and tls.key.'],
    ['--webhook-port 1 --certificate-folder x', '--certificate-folder is read only with --certificates files.'],
    ['--no-such-flag', "Unknown option '--no-such-flag'"],
    ['stray', "Unexpected argument 'stray'"],
  ])('wrong as in `%s` are refused in a sentence', (line, sentence) => {
    expect(() => readFlags(line.split(' '))).toThrow(sentence);
  });
});

test.each([
  ['--watch-namespace A', '--watch-namespace must be the name of a namespace, not `A`.'],
  ['--leave-seconds soon', '--leave-seconds must be a whole number from 0 to 600, not `soon`.'],
  ['--port 65536', '--port must be a whole number from 0 to 65535, not `65536`.'],
])("the gateway's flags, wrong as in `%s`, are refused in a sentence", (line, sentence) => {
  expect(() => readGatewayFlags(line.split(' '))).toThrow(sentence);
});

describe.each(['operator', 'gateway'])("the %s's program", (program) => {
  test('prints its usage when asked for help, and ends with 0', async () => {
    expect(await run(program, ['--help'])).toMatchObject({ code: 0, out: expect.stringContaining(`usage: ${program}`), err: '' });
  });

  test('ends with 2 on a flag that is none, saying which, and the usage', async () => {
    const { code, out, err } = await run(program, ['--no-such-flag']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain("Unknown option '--no-such-flag'");
    expect(err).toContain(`usage: ${program}`);
  });
});

test('every flag of the operator is in its usage', () => {
  const flags = ['kubeconfig', 'context', 'metrics-host', 'metrics-port', 'leader-elect', 'namespace', 'watch-namespace', 'simulate'];
  const more = ['install-kinds', 'catalog', 'webhook-port', 'webhook-service', 'certificates', 'certificate-folder', 'lifeline'];
  for (const flag of [...flags, ...more]) expect(usage).toContain(`\n  --${flag} `);
});

async function run(program: string, flags: string[]): Promise<{ code: number; out: string; err: string }> {
  const path = fileURLToPath(new URL(`../../../engine/${program}/main.ts`, import.meta.url));
  const child = spawn(process.execPath, [path, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [[code], out, err] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}
