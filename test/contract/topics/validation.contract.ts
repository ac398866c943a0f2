import { expect } from 'vitest';
import { ApiError } from '../../../clusters/api-error.ts';
import { configMaps, deployments, pods } from '../../../clusters/kinds.ts';
import type { RawRequest } from '../../helpers/raw-requests.ts';
import type { ContractTopic } from '../contract.ts';
import { configMapOf, deploymentOf } from '../objects.ts';

export const validationContract: ContractTopic = {
  name: 'validation',
  declare(context) {
    const { it, itOverHttp } = context;

    const refusals: [string, number, string, () => Promise<unknown>][] = [
      [
        'an object that is not there',
        404,
        'NotFound',
        () => context.cluster.get(configMaps, { namespace: context.namespace, name: 'missing' }),
      ],
      ['a kind that is not served', 404, 'NotFound', () => context.cluster.list({ ...configMaps, plural: 'nothings' })],
      [
        'a namespace that is not there',
        404,
        'NotFound',
        () => context.cluster.create(configMaps, { metadata: { name: 'x', namespace: 'nowhere' } }),
      ],
      ['a name that is no name', 422, 'Invalid', () => context.cluster.create(configMaps, configMapOf(context.namespace, 'Not_A_Name'))],
      [
        'a label that is none',
        422,
        'Invalid',
        () => context.cluster.create(configMaps, configMapOf(context.namespace, 'labelled', {}, { app: 'not a value' })),
      ],
      [
        'negative replicas',
        422,
        'Invalid',
        () => context.cluster.create(deployments, deploymentOf('negative', context.namespace, { replicas: -1 })),
      ],
      [
        'a value of the wrong type',
        400,
        'BadRequest',
        () => context.cluster.create(deployments, deploymentOf('typed', context.namespace, { replicas: 'many' })),
      ],
      [
        'an unknown field under strict validation',
        400,
        'BadRequest',
        () => context.cluster.create(deployments, deploymentOf('strict', context.namespace, { replica: 1 }), { fieldValidation: 'Strict' }),
      ],
      [
        'a selector that nobody can read',
        400,
        'BadRequest',
        () => context.cluster.list(configMaps, { namespace: context.namespace, labelSelector: '=,=' }),
      ],
    ];
    for (const [what, code, reason, attempt] of refusals) {
      it(`refuses ${what} with ${code} ${reason}`, async () => {
        const error = await attempt().then(
          () => undefined,
          (refusal: unknown) => refusal,
        );
        expect(error).toBeInstanceOf(ApiError);
        expect(error).toMatchObject({ code, reason });
      });
    }

    it('refuses to create what is there (409 AlreadyExists)', async () => {
      await context.cluster.create(configMaps, configMapOf(context.namespace, 'twice'));
      await expect(context.cluster.create(configMaps, configMapOf(context.namespace, 'twice'))).rejects.toMatchObject({
        code: 409,
        reason: 'AlreadyExists',
      });
    });

    it('writes metadata with the status of a built-in kind, but a Deployment keeps its labels', async () => {
      const key = { namespace: context.namespace, name: 'labelled-with-status' };
      const { metadata } = await context.cluster.create(deployments, deploymentOf(key.name, context.namespace, { replicas: 0 }));
      const body = { metadata: { labels: { a: 'b' }, annotations: { c: 'd' } }, status: { observedGeneration: 1 } };
      const written = await context.cluster.patch(deployments, key, { type: 'merge', body }, { subresource: 'status' });
      expect([written.metadata.labels, written.metadata.annotations?.['c']]).toEqual([metadata.labels, 'd']);
    });

    it('takes a negative grace period in templates, and makes it a second in pods', async () => {
      const podSpec = { terminationGracePeriodSeconds: -5, containers: [{ name: 'main', image: 'example:1' }] };
      const template = { metadata: { labels: { app: 'hasty' } }, spec: podSpec };
      const deployment = await context.cluster.create(deployments, deploymentOf('hasty', context.namespace, { replicas: 0, template }));
      expect(deployment.spec?.template.spec?.terminationGracePeriodSeconds).toBe(-5);
      const pod = await context.cluster.create(
        pods,
        { metadata: { name: 'hasty', namespace: context.namespace }, spec: podSpec },
        { dryRun: true },
      );
      expect(pod.spec?.terminationGracePeriodSeconds).toBe(1);
    });

    it('fills in defaults', async () => {
      const { spec } = await context.cluster.create(deployments, deploymentOf('defaults', context.namespace));
      expect(spec).toMatchObject({ replicas: 1, revisionHistoryLimit: 10, strategy: { type: 'RollingUpdate' } });
      expect(spec?.template.spec).toMatchObject({ restartPolicy: 'Always', terminationGracePeriodSeconds: 30 });
    });

    it('stores nothing in a dry run', async () => {
      const tried = await context.cluster.create(configMaps, configMapOf(context.namespace, 'tried'), { dryRun: true });
      expect(tried.metadata.uid).toBeTruthy();
      await expect(context.cluster.get(configMaps, { namespace: context.namespace, name: 'tried' })).rejects.toMatchObject({ code: 404 });
    });

    it('begins a pod as pending', async () => {
      const created = await context.cluster.create(pods, {
        metadata: { name: 'pending', namespace: context.namespace },
        spec: { containers: [{ name: 'main', image: 'x' }] },
      });
      expect(created.status).toMatchObject({ phase: 'Pending', qosClass: 'BestEffort' });
    });

    const unreadable = 'the object provided is unrecognized (must be of type ConfigMap)';
    const post = 'POST';
    const badBodies: [string, Omit<RawRequest, 'path'> & { query?: string; name?: string }, number, string, string][] = [
      [
        'a body that is no JSON',
        { method: post, body: '{"metadata":' },
        400,
        'BadRequest',
        `${unreadable}: couldn't get version/kind; json parse error: unexpected end of JSON input ({"metadata":)`,
      ],
      [
        'no body',
        { method: post, body: '' },
        400,
        'BadRequest',
        `${unreadable}: couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)`,
      ],
      [
        'a body that is no YAML',
        { method: post, headers: { 'content-type': 'application/yaml' }, body: 'a: b: c' },
        400,
        'BadRequest',
        `${unreadable}: yaml: mapping values are not allowed in this context (613a20623a2063)`,
      ],
      [
        'a body of an unknown media type',
        { method: post, headers: { 'content-type': 'text/plain' }, body: '{}' },
        415,
        'UnsupportedMediaType',
        'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      ],
      [
        'a patch of an unknown media type',
        { method: 'PATCH', name: 'any', headers: { 'content-type': 'application/json' }, body: '{}' },
        415,
        'UnsupportedMediaType',
        '415: Unsupported Media Type',
      ],
      [
        'a body of another kind',
        { method: post, body: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } } },
        400,
        'BadRequest',
        'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
      ],
      [
        'a body of an unknown version',
        { method: post, body: { apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'x' } } },
        400,
        'BadRequest',
        'ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v2" in scheme "pkg/runtime/scheme.go:111"',
      ],
      [
        'a value of the wrong type',
        { method: post, body: { metadata: { name: 'x' }, data: { a: 1 } } },
        400,
        'BadRequest',
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
      ],
      [
        'a field that comes twice, under strict validation',
        { method: post, query: '?fieldValidation=Strict', body: '{"metadata":{"name":"x"},"data":{"a":"1","a":"2"},"x":1}' },
        400,
        'BadRequest',
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: duplicate field "data.a", unknown field "x"',
      ],
      [
        'a request that is too large',
        { method: post, body: { metadata: { name: 'x' }, data: { a: 'x'.repeat(3.2e6) } } },
        413,
        'RequestEntityTooLarge',
        'Request entity too large: limit is 3145728',
      ],
      [
        "a name that is not its URL's",
        { method: 'PUT', name: 'one', body: { metadata: { name: 'other' } } },
        400,
        'BadRequest',
        'the name of the object (other) does not match the name on the URL (one)',
      ],
      [
        'a version that is to be created',
        { method: post, body: { metadata: { name: 'x', resourceVersion: '1' } } },
        500,
        '',
        'resourceVersion should not be set on objects to be created',
      ],
    ];
    for (const [what, { query = '', name, ...request }, code, reason, message] of badBodies) {
      itOverHttp(`refuses ${what} (${code})`, async () => {
        const path = `/api/v1/namespaces/${context.namespace}/configmaps${name ? `/${name}` : ''}${query}`;
        const { details: _, ...status } = (await context.raw({ ...request, path })).json();
        expect(status).toEqual({
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message,
          ...(reason && { reason }),
          code,
        });
      });
    }

    const badOptions: [string, string][] = [
      ['dryRun=Some', 'dryRun: Unsupported value: ["Some"]: supported values: "All"'],
      ['fieldValidation=Some', 'fieldValidation: Unsupported value: "Some": supported values: "", "Ignore", "Strict", "Warn"'],
    ];
    for (const [option, why] of badOptions) {
      itOverHttp(`refuses the option ${option} (422)`, async () => {
        const path = `/api/v1/namespaces/${context.namespace}/configmaps?${option}`;
        const answer = await context.raw({ method: post, path, body: { metadata: { name: 'x' } } });
        expect(answer.json()).toMatchObject({ code: 422, reason: 'Invalid', message: `CreateOptions.meta.k8s.io "" is invalid: ${why}` });
      });
    }

    itOverHttp('warns of unknown and repeated fields, and stores the last', async () => {
      const path = `/api/v1/namespaces/${context.namespace}/configmaps`;
      const body = '{"metadata":{"name":"warned"},"data":{"a":"1","a":"2"},"x":1}';
      const answer = await context.raw({ method: post, path, body });
      expect([answer.code, answer.json()['data']]).toEqual([201, { a: '2' }]);
      expect(answer.headers['warning']).toBe('299 - "duplicate field \\"data.a\\"", 299 - "unknown field \\"x\\""');
    });

    it('refuses an object that is too large to be kept, and keeps nothing of it', async () => {
      const key = { namespace: context.namespace, name: 'large' };
      const containers = [{ name: 'main', image: 'example:1', args: ['x'.repeat(1.6e6)] }];
      const template = { metadata: { labels: { app: 'large' } }, spec: { containers } };
      await expect(context.cluster.create(deployments, deploymentOf('large', context.namespace, { template }))).rejects.toMatchObject({
        code: 500,
        message: 'etcdserver: request is too large',
      });
      await expect(context.cluster.get(deployments, key)).rejects.toMatchObject({ code: 404 });
    });

    it('refuses a configuration that is too large (422)', async () => {
      const attempt = context.cluster.create(configMaps, configMapOf(context.namespace, 'full', { a: 'x'.repeat(1.1e6) }));
      await expect(attempt).rejects.toMatchObject({ code: 422, details: { causes: [{ reason: 'FieldValueTooLong', field: '[]' }] } });
    });

    it('misses the namespace before it looks at the object', async () => {
      const attempt = context.cluster.create(configMaps, configMapOf('nowhere', 'Not_A_Name'));
      await expect(attempt).rejects.toMatchObject({ code: 404, message: 'namespaces "nowhere" not found' });
    });
  },
};
