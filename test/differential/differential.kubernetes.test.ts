import { describe, expect, it } from 'vitest';
import { kubernetesForTests } from '../helpers/control-plane.ts';
import { differ } from './differ.ts';
import { openServers } from './open-servers.ts';
import { reportFindings } from './report.ts';

const REQUESTS = 2000;
const seed = Number(process.env['SLIPWAY_DIFFERENTIAL_SEED'] ?? 20_260_401);

describe.skipIf(!kubernetesForTests)('the sandbox and a real API server', () => {
  it(`answer ${REQUESTS} generated requests alike (seed ${seed})`, { timeout: 300_000 }, async () => {
    await using servers = await openServers();
    const { sent, findings } = await differ(servers, { seed, requests: REQUESTS });
    expect(sent).toBeGreaterThanOrEqual(REQUESTS);
    if (findings.length > 0) expect.fail(reportFindings(findings, { seed, sent }));
  });
});
