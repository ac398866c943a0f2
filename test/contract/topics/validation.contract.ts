import { expect } from 'vitest';
import { ApiError } from '../../../clusters/api-error.ts';
import { configMaps, deployments, pods } from '../../../clusters/kinds.ts';
import type { ContractTopic } from '../contract.ts';
import { configMapOf, deploymentOf } from '../objects.ts';

export const validationContract: ContractTopic = {
  name: 'validation',
  declare(context) {
    const { it } = context;

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
  },
};
