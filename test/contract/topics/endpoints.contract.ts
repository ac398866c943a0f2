import { expect } from 'vitest';
import type { ContractTopic } from '../contract.ts';

const REFUSED = [
  ['PUT', '/api/v1/namespaces/default/pods', 405],
  ['HEAD', '/api/v1/namespaces/default/pods', 405],
  ['OPTIONS', '/api/v1/namespaces/default/pods', 405],
  ['POST', '/api/v1/pods', 405],
  ['DELETE', '/api/v1/namespaces', 405],
  ['POST', '/version', 405],
  ['GET', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', 405],
  ['GET', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews/one', 404],
  ['GET', '/apis/apps/v9', 404],
  ['GET', '/apis/apps/v1/nothings', 404],
  ['GET', '/api/v1/namespaces/default/configmaps/one/status', 404],
  ['GET', '/api/v1/namespaces/default/pods/one/two', 404],
] as const;

const MESSAGES = {
  404: { reason: 'NotFound', message: 'the server could not find the requested resource' },
  405: { reason: 'MethodNotAllowed', message: 'the server does not allow this method on the requested resource' },
};

export const endpointsContract: ContractTopic = {
  name: 'endpoints',
  overHttpOnly: true,
  declare(context) {
    const { itOverHttp } = context;

    for (const [method, path, code] of REFUSED) {
      itOverHttp(`answers ${method} ${path} with ${code}`, async () => {
        const answer = await context.raw({ method, path });
        expect(answer.code).toBe(code);
        if (method !== 'HEAD') expect(answer.json()).toMatchObject({ kind: 'Status', status: 'Failure', code, ...MESSAGES[code] });
      });
    }

    for (const path of ['/nothing', '/apis/nothing.example.com', '/apis/nothing.example.com/v1/things']) {
      itOverHttp(`has no page ${path}`, async () => {
        const { code, text, headers } = await context.raw({ path });
        expect([code, text, headers['content-type']]).toEqual([404, '404 page not found\n', 'text/plain; charset=utf-8']);
      });
    }

    itOverHttp('names its paths', async () => {
      const { paths } = (await context.raw({ path: '/' })).json<{ paths: string[] }>();
      expect(paths).toEqual(expect.arrayContaining(['/api', '/apis', '/apis/apps/v1', '/openapi/v3', '/readyz', '/version']));
    });

    itOverHttp('answers its health, in full where it is asked', async () => {
      for (const endpoint of ['healthz', 'livez', 'readyz']) {
        expect((await context.raw({ path: `/${endpoint}` })).text).toBe('ok');
        const { text } = await context.raw({ path: `/${endpoint}?verbose` });
        expect(text).toContain('[+]ping ok\n');
        expect(text.endsWith(`${endpoint} check passed\n`)).toBe(true);
      }
      expect((await context.raw({ path: '/readyz/ping' })).text).toBe('ok');
      expect((await context.raw({ path: '/readyz/nothing' })).code).toBe(404);
    });

    itOverHttp('is of the release that it imitates', async () => {
      const version = (await context.raw({ path: '/version' })).json();
      expect(version).toMatchObject({ major: '1', minor: '36', platform: expect.stringMatching(/^\w+\/\w+$/) });
      const fields = ['buildDate', 'compiler', 'gitCommit', 'gitTreeState', 'gitVersion', 'goVersion', 'major', 'minor', 'platform'];
      expect(Object.keys(version)).toEqual(expect.arrayContaining(fields));
    });
  },
};
