import type { Container } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { ContainerConfigError, type References, resolveEnvironment } from '../../../../clusters/sandbox/node/environment.ts';
import { expandVariables } from '../../../../clusters/sandbox/node/expand-variables.ts';
import { aPod } from '../builders.ts';

describe('variables in text', () => {
  it.each([
    ['$(A)-$(B)', '1-2'],
    ['$$(A)', '$(A)'],
    ['$(UNKNOWN)', '$(UNKNOWN)'],
    ['$A {A}', '$A {A}'],
    ['$$$(A)', '$1'],
  ])('%s is %s', (text, expanded) => {
    expect(expandVariables(text, { A: '1', B: '2' })).toBe(expanded);
  });
});

describe('the environment of a container', () => {
  it.each([
    ['a literal', { value: 'x' }, 'x'],
    ['earlier variables', { value: 'at $(BASE)' }, 'at base'],
    ["a config map's key", { valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } } }, 'fast'],
    ["a secret's key", { valueFrom: { secretKeyRef: { name: 'token', key: 'value' } } }, 'hush'],
    ["the pod's name", { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }, 'pod'],
    ['a label', { valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } }, 'web'],
    ["the pod's address", { valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }, '127.0.0.1'],
    ['a limit', { valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } }, '512'],
    ['an optional key that is missing', { valueFrom: { configMapKeyRef: { name: 'none', key: 'mode', optional: true } } }, undefined],
  ])('has %s', async (_, variable, value) => {
    const env = await resolve({
      env: [
        { name: 'BASE', value: 'base' },
        { name: 'IT', ...variable },
      ],
    });
    expect(env['IT']).toBe(value);
  });

  it('takes whole config maps and secrets, with a prefix, and lets single variables win', async () => {
    const envFrom = [{ configMapRef: { name: 'settings' }, prefix: 'S_' }, { secretRef: { name: 'token' } }];
    expect(await resolve({ envFrom, env: [{ name: 'value', value: 'mine' }] })).toEqual({ S_mode: 'fast', value: 'mine' });
  });

  it.each([
    [{ configMapKeyRef: { name: 'none', key: 'mode' } }, 'configmap "none" not found'],
    [{ configMapKeyRef: { name: 'settings', key: 'none' } }, 'couldn\'t find key none in configmap "settings"'],
    [{ secretKeyRef: { name: 'none', key: 'mode' } }, 'secret "none" not found'],
  ])('waits for what is missing: %j', async (valueFrom, message) => {
    await expect(resolve({ env: [{ name: 'IT', valueFrom }] })).rejects.toThrow(new ContainerConfigError(message));
  });
});

const references: References = {
  configMap: async (name) => (name === 'settings' ? { data: { mode: 'fast' } } : undefined),
  secret: async (name) => (name === 'token' ? { data: { value: Buffer.from('hush').toString('base64') } } : undefined),
};

function resolve(container: Partial<Container>): Promise<Record<string, string>> {
  const pod = aPod({ name: 'pod', labels: { app: 'web' } });
  return resolveEnvironment(pod, { name: 'main', resources: { limits: { memory: '512Mi' } }, ...container }, references);
}
