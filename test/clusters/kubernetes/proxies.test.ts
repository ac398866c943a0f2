import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { pods } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { freePort } from '../../helpers/free-port.ts';
import { httpProxy, socksProxy } from '../../helpers/proxies.ts';
import { kubeconfigFor } from '../../helpers/scripted-api-server.ts';
import { secureApiServer } from '../../helpers/secure-api-server.ts';

const key = { namespace: 'default', name: 'web' };

function clusterOf(server: string, fields: object, environment: Record<string, string> = {}) {
  const kubeconfig = kubeconfigFor(server, { token: 'abc' }, fields);
  return createKubernetesCluster({ kubeconfig, environment, log: silentLog, clock: systemClock });
}

describe.each([
  ['http', httpProxy],
  ['socks5', socksProxy],
] as const)('a proxy of %s', (scheme, startProxy) => {
  it('is the way to the server that the kubeconfig names', async () => {
    await using server = await secureApiServer();
    await using proxy = await startProxy();
    const cluster = clusterOf(`https://127.0.0.1:${server.port}`, { ...server.trust, 'proxy-url': `${scheme}://127.0.0.1:${proxy.port}` });
    expect(await cluster.get(pods, key)).toMatchObject({ metadata: { name: 'web' } });
    await cluster.get(pods, key);
    expect(proxy.targets).toEqual([`127.0.0.1:${server.port}`]);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer abc');
  });

  it('looks names up that are not known here', async () => {
    await using server = await secureApiServer();
    await using proxy = await startProxy({ alwaysTo: server.port });
    const cluster = clusterOf('https://only.known.there.invalid', {
      ...server.trust,
      'tls-server-name': 'kubernetes',
      'proxy-url': `${scheme}://127.0.0.1:${proxy.port}`,
    });
    expect(await cluster.get(pods, key)).toMatchObject({ metadata: { name: 'web' } });
    expect(proxy.targets).toEqual(['only.known.there.invalid:443']);
  });

  it('gets the user name and password of its address', async () => {
    await using server = await secureApiServer();
    await using proxy = await startProxy({ account: 'me:s3cr:t' });
    const through = (account: string) =>
      clusterOf(`https://127.0.0.1:${server.port}`, { ...server.trust, 'proxy-url': `${scheme}://${account}127.0.0.1:${proxy.port}` });
    expect(await through('me:s3cr%3At@').get(pods, key)).toMatchObject({ metadata: { name: 'web' } });
    await expect(through('me:wrong@').get(pods, key)).rejects.toThrow(
      /the proxy \w+:\/\/127.0.0.1:\d+ does not accept the user name and password/,
    );
    await expect(through('').get(pods, key)).rejects.toThrow(/asks for a user name and password/);
  });

  it('that is not there, refuses or reaches nothing is said in a sentence', async () => {
    await using forbidding = await startProxy({ refuseWith: scheme === 'http' ? 403 : 2 });
    await using proxy = await startProxy();
    const through = (port: number, to = 1) =>
      clusterOf(`https://127.0.0.1:${to}`, { 'proxy-url': `${scheme}://127.0.0.1:${port}` }).get(pods, key);
    await expect(through(await freePort())).rejects.toThrow(
      /did not answer: the proxy .* cannot be reached: nothing listens there\. Check proxy-url/,
    );
    await expect(through(forbidding.port)).rejects.toThrow(/does not let anybody through to 127\.0\.0\.1:1/);
    await expect(through(proxy.port)).rejects.toThrow(/(?:cannot reach|nothing listens at) 127\.0\.0\.1:1/);
  });
});

it('a proxy of the environment is used for servers elsewhere, and not for those on this machine or in NO_PROXY', async () => {
  await using server = await secureApiServer();
  await using proxy = await httpProxy({ alwaysTo: server.port });
  const environment = { HTTPS_PROXY: `127.0.0.1:${proxy.port}` };
  const fields = { ...server.trust, 'tls-server-name': 'kubernetes' };
  expect(await clusterOf('https://api.invalid', fields, environment).get(pods, key)).toMatchObject({ metadata: { name: 'web' } });
  await clusterOf(`https://127.0.0.1:${server.port}`, fields, environment).get(pods, key);
  expect(proxy.targets).toEqual(['api.invalid:443']);
  const direct = clusterOf('https://api.invalid', fields, { ...environment, NO_PROXY: '.invalid' });
  await expect(direct.get(pods, key)).rejects.toThrow('its name is not known here');
});
