import { generateKeyPairSync } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import { pods } from '../../../../clusters/kinds.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { createApiServer } from '../../../../clusters/sandbox/api/server.ts';
import { createLatePodRuntime } from '../../../../clusters/sandbox/node/late-pod-runtime.ts';
import { prepareVolumes } from '../../../../clusters/sandbox/node/volumes.ts';
import { startSandbox } from '../../../../clusters/sandbox/sandbox.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { createRawRequests } from '../../../helpers/raw-requests.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { aPod } from '../builders.ts';
import { testImages } from '../running-machinery.ts';

describe("the volume of a pod's account", () => {
  it('holds a token that the server knows, its certificate, and the namespace', async () => {
    await using folder = await temporaryFolder();
    const options = { dataDirectory: folder.path, images: testImages, clock: systemClock, random: Math.random, log: silentLog };
    const sandbox = await startSandbox(options);
    await using _ = { [Symbol.asyncDispose]: () => sandbox.stop() };
    await sandbox.settled;
    const key = { namespace: 'default', name: 'one' };
    await sandbox.cluster.create(pods, { metadata: key, spec: { containers: [{ name: 'main', image: 'example:1' }] } });
    const pod = await eventually(async () => {
      const found = await sandbox.cluster.get(pods, key);
      return found.status?.phase === 'Running' && found;
    });
    const volume = join(folder.path, 'pods', pod.metadata.uid, 'volumes', pod.spec?.volumes?.[0]?.name ?? '');
    expect((await readdir(volume)).sort()).toEqual(['ca.crt', 'namespace', 'token']);
    expect(await readFile(join(volume, 'namespace'), 'utf8')).toBe('default');
    expect(await readFile(join(volume, 'ca.crt'), 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----/);

    const token = await readFile(join(volume, 'token'), 'utf8');
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp: number; iat: number };
    expect(claims.exp - claims.iat).toBe(365 * 24 * 3600);
    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token } };
    const raw = createRawRequests(sandbox.kubeconfigPath);
    const path = '/apis/authentication.k8s.io/v1/tokenreviews';
    const reviewed = async () => (await raw({ method: 'POST', path, body: review })).json<{ status: object }>().status;
    expect(await reviewed()).toMatchObject({
      authenticated: true,
      user: {
        username: 'system:serviceaccount:default:default',
        extra: { 'authentication.kubernetes.io/pod-name': ['one'], 'authentication.kubernetes.io/pod-uid': [pod.metadata.uid] },
      },
    });
    await sandbox.cluster.delete(pods, key, { gracePeriodSeconds: 0 });
    expect(await reviewed()).toEqual({ user: {}, error: 'invalid bearer token' });
  }, 30_000);

  it('waits for an account that is missing, and says so', async () => {
    await using folder = await temporaryFolder();
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const podRuntime = createLatePodRuntime();
    const server = createApiServer({ storage: ':memory:', clock: systemClock, log: silentLog, podRuntime });
    await using _ = { [Symbol.asyncDispose]: () => server.close() };
    const projected = { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3607 } }] };
    const pod = aPod({ spec: { serviceAccountName: 'robot', volumes: [{ name: 'access', projected }] } });
    const folders = { podFolder: join(folder.path, 'pod'), claimsFolder: join(folder.path, 'claims') };
    const none = () => Promise.resolve(undefined);
    await expect(
      prepareVolumes(pod, folders, { configMap: none, secret: none, accountToken: server.podTokens(key) }),
    ).rejects.toMatchObject({
      name: 'VolumeError',
      message: 'MountVolume.SetUp failed for volume "access" : failed to fetch token: serviceaccounts "robot" not found',
    });
  });
});
