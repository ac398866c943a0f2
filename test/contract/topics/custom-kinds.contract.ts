import { expect } from 'vitest';
import type { ApiError } from '../../../clusters/api-error.ts';
import type { ContractTopic } from '../contract.ts';
import { declareDefinitionLife } from '../custom-kinds/definition-life.ts';
import { declareRefusedDefinitions } from '../custom-kinds/refused-definitions.ts';
import { declareRules } from '../custom-kinds/rules.ts';
import { declareServing } from '../custom-kinds/serving.ts';
import { declareValues } from '../custom-kinds/values.ts';
import { widgets } from '../objects.ts';

export const customKindsContract: ContractTopic = {
  name: 'custom kinds',
  declare(context) {
    const { it } = context;

    it('defaults, prunes and validates custom objects by their schema', async () => {
      const created = await context.cluster.create(widgets, {
        metadata: { name: 'one', namespace: context.namespace },
        spec: { model: 'm', extra: true },
      } as never);
      expect(created.spec).toEqual({ model: 'm', replicas: 1 });
      const wrong = { metadata: { name: 'two', namespace: context.namespace }, spec: { model: '', mode: 'c', replicas: -1 } };
      const refusal = await context.cluster.create(widgets, wrong).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 422, reason: 'Invalid' });
      expect((refusal as ApiError).details.causes?.map(({ field, reason }) => `${field}: ${reason}`).sort()).toEqual([
        'spec.mode: FieldValueNotSupported',
        'spec.model: FieldValueInvalid',
        'spec.replicas: FieldValueInvalid',
      ]);
    });

    it('keeps spec and status of a custom object apart', async () => {
      const key = { namespace: context.namespace, name: 'split' };
      const sent = { metadata: key, spec: { model: 'm' }, status: { phase: 'Sent' } };
      expect((await context.cluster.create(widgets, sent)).status).toBeUndefined();
      const body = { spec: { model: 'other' }, status: { phase: 'Seen' } };
      const written = await context.cluster.patch(widgets, key, { type: 'merge', body }, { subresource: 'status' });
      expect(written).toMatchObject({ spec: { model: 'm' }, status: { phase: 'Seen' }, metadata: { generation: 1 } });
    });

    declareDefinitionLife(context);
    declareRefusedDefinitions(context);
    declareValues(context);
    declareRules(context);
    declareServing(context);
  },
};
