import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../../../engine/operator/catalog.ts';
import { fillIn } from '../../../../engine/operator/webhooks/defaults.ts';
import { type ReviewRequest, readReview, writeReview } from '../../../../engine/operator/webhooks/review.ts';
import { validate } from '../../../../engine/operator/webhooks/validate.ts';

const catalog = await loadCatalog(new URL('../../../../resources/catalog/', import.meta.url));
const model = { id: 'Qwen/Qwen2.5-7B-Instruct' };
const contradicting = { model, scaling: { minReplicas: 3, maxReplicas: 2 } };

function endpoint(spec: unknown, more: Partial<ReviewRequest> = {}): ReviewRequest {
  const object = { metadata: { name: 'demo', namespace: 'models' }, spec };
  return {
    uid: '1',
    groupKind: 'aim.engine.amd.com/AIMEndpoint',
    operation: 'CREATE',
    namespace: 'models',
    object,
    oldObject: undefined,
    ...more,
  };
}

describe('an AIMEndpoint', () => {
  test('that contradicts itself is denied with the field, the reason and what to do', () => {
    expect(validate(endpoint(contradicting), catalog)).toEqual({
      allowed: false,
      warnings: [],
      denial: {
        message: 'spec.scaling.minReplicas: minReplicas (3) is greater than maxReplicas (2). Raise maxReplicas or lower minReplicas.',
        details: {
          group: 'aim.engine.amd.com',
          kind: 'AIMEndpoint',
          name: 'demo',
          causes: [
            {
              reason: 'FieldValueInvalid',
              field: 'spec.scaling.minReplicas',
              message: 'minReplicas (3) is greater than maxReplicas (2). Raise maxReplicas or lower minReplicas.',
            },
          ],
        },
      },
    });
  });

  test('that is wrong in several fields is told all of them', () => {
    const { denial } = validate(endpoint({ model: { id: '' }, recipe: { gpuCount: -1 } }), catalog);
    expect(denial?.details.causes?.map(({ field }) => field)).toEqual(['spec.model.id', 'spec.recipe.gpuCount']);
  });

  test('with fields that nothing acts on yet, or of which one wins, is let in with a warning for each', () => {
    const spec = { model, scaling: { targetGPUUtilization: 85 }, recipe: { gpuCount: 1 }, resources: { gpuCount: 2 } };
    expect(validate(endpoint(spec), catalog)).toEqual({
      allowed: true,
      warnings: [
        "spec.recipe.gpuCount (1) and spec.resources.gpuCount (2) differ: the recipe's counts.",
        'spec.scaling.targetGPUUtilization: kept, but nothing acts on it yet.',
      ],
    });
  });

  test('that came in wrong while nobody looked may be labelled, mended in steps and deleted, but not made worse', () => {
    const stored = { metadata: { name: 'demo', namespace: 'models' }, spec: contradicting };
    const update = (spec: unknown, metadata = {}) =>
      validate(
        endpoint(spec, { operation: 'UPDATE', object: { metadata: { name: 'demo', ...metadata }, spec }, oldObject: stored }),
        catalog,
      );
    expect(update(contradicting)).toEqual({ allowed: true });
    expect(update({ model, scaling: { minReplicas: 9, maxReplicas: 2 } }, { deletionTimestamp: '2026-01-01T00:00:00Z' })).toEqual({
      allowed: true,
    });
    const step = update({ ...contradicting, service: { port: 9000 } });
    expect(step).toEqual({ allowed: true, warnings: [expect.stringContaining('spec.scaling.minReplicas')] });
    expect(update({ ...contradicting, servingEngine: 'telepathy' }).denial?.details.causes).toEqual([
      expect.objectContaining({ field: 'spec.servingEngine' }),
    ]);
    expect(update({ model }).allowed).toBe(true);
  });
});

describe('other kinds', () => {
  const of = (groupKind: string, spec: unknown) => validate(endpoint(spec, { groupKind }), catalog);
  const recipe = {
    modelId: model.id,
    hardware: 'MI300X',
    precision: 'bf16',
    backend: 'vllm',
    configurations: [{ gpuCount: 8, enabled: true }],
  };

  test('an AIMRecipe that runs nowhere is let in with the reason, and one with no sense is denied', () => {
    const warned = of('aim.engine.amd.com/AIMRecipe', recipe);
    expect(warned).toMatchObject({ allowed: true, warnings: [expect.stringContaining('28 attention heads cannot be split over 8 GPUs.')] });
    expect(of('aim.engine.amd.com/AIMRecipe', { ...recipe, configurations: 'all' }).denial?.details.causes).toMatchObject([
      { field: 'spec.configurations' },
    ]);
  });

  test('an AIMCache is let in, saying that nothing acts on it', () => {
    expect(of('aim.engine.amd.com/AIMCache', { storage: { size: '10Gi' } }).warnings).toEqual([
      'AIMCache: kept, but nothing acts on it yet.',
    ]);
  });

  test('a Route without targets is denied', () => {
    expect(of('slipway.dev/Route', { models: ['m'], targets: [] }).denial?.details.causes).toMatchObject([{ field: 'spec.targets' }]);
  });

  test('of somebody else are nobody’s business here', () => {
    expect(of('apps/Deployment', { replicas: -1 })).toEqual({ allowed: true, warnings: [] });
  });
});

describe('defaults', () => {
  const filled = (spec: unknown) => fillIn(endpoint(spec)).patch;

  test('are what follows from the name and namespace of the endpoint', () => {
    const spec = { model, recipe: { customRecipe: { name: 'mine' } }, security: { serviceAccount: { create: true } } };
    expect(filled(spec)).toEqual([
      { op: 'add', path: '/spec/recipe/customRecipe/namespace', value: 'models' },
      { op: 'add', path: '/spec/security/serviceAccount/name', value: 'demo' },
    ]);
  });

  test('leave what a person wrote', () => {
    const spec = {
      recipe: { customRecipe: { name: 'mine', namespace: 'other' } },
      security: { serviceAccount: { create: true, name: 'own' } },
    };
    expect(filled(spec)).toEqual([]);
    expect(filled({ model })).toEqual([]);
    expect(filled(undefined)).toEqual([]);
    expect(fillIn(endpoint({ recipe: { customRecipe: 'odd' } }, { groupKind: 'apps/Deployment' }))).toEqual({ allowed: true });
  });

  test('wait for a name that the server makes', () => {
    const spec = { security: { serviceAccount: { create: true } } };
    expect(fillIn(endpoint(spec, { object: { metadata: { generateName: 'demo-' }, spec } })).patch).toEqual([]);
  });
});

describe('a review', () => {
  test.each([
    ['hello', 'The body is not a JSON object.'],
    ['[]', 'The body is not a JSON object.'],
    ['{"kind":"Pod"}', 'The body is not an AdmissionReview of admission.k8s.io/v1.'],
    ['{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}', 'The AdmissionReview has no request.'],
    ['{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{}}', 'The request has no uid.'],
    ['{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1"}}', 'The request does not say of which kind'],
  ])('that is none, `%s`, is told what it lacks', (text, message) => {
    expect(readReview(text)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });

  test('is answered in the form of its version: patches in base64, long warnings shortened', () => {
    const patch = [{ op: 'add', path: '/spec/x', value: 1 }] as const;
    expect(writeReview('7', { allowed: true, patch, warnings: ['a'.repeat(300)] })).toEqual({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: {
        uid: '7',
        allowed: true,
        patchType: 'JSONPatch',
        patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
        warnings: [`${'a'.repeat(254)} …`],
      },
    });
    expect(writeReview('7', { allowed: true, patch: [] })).toMatchObject({ response: { uid: '7', allowed: true } });
  });
});
