/** The chart as the real Helm renders it, where Helm is. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import { installationObjects } from '../../../../../engine/operator/install/objects/installation-objects.ts';
import { defaultInstallOptions, type InstallOptions } from '../../../../../engine/operator/install/options.ts';
import { refKey, refOf } from '../../../../../engine/operator/install/plan/refs.ts';
import { valuesSchema, valuesYaml } from '../../../../../engine/operator/install/render/chart/values.ts';
import { temporaryFolder } from '../../../../helpers/temporary-folder.ts';

const chart = fileURLToPath(new URL('../../../../../resources/charts/slipway', import.meta.url));
const noHelm = spawnSync('helm', ['version', '--short']).status === 0 ? undefined : 'helm is not on PATH';
const version = (parse(valuesYaml('0.1.0')) as { images: { operator: string } }).images.operator.split(':')[1] ?? '';

async function helmTemplate(values: object): Promise<KubernetesObject[]> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'values.json');
  await writeFile(file, JSON.stringify(values));
  const words = ['template', 'my-release', chart, '--namespace', 'somewhere', '--kube-version', '1.36.0', '--values', file];
  const { stdout } = await execa('helm', words);
  return parseAllDocuments(stdout)
    .map((document) => document.toJS() as KubernetesObject)
    .filter(Boolean);
}

/** What `slipway install` would make with the same choices, under Helm's management. */
function wanted(chosen: Partial<InstallOptions>): KubernetesObject[] {
  const simulator = 'slipway/simulator:0.1.0';
  const options = defaultInstallOptions(version, { namespace: 'somewhere', ...chosen });
  const objects = installationObjects({ ...options, images: { ...options.images, simulator } });
  const own = objects.filter(({ kind }) => kind !== 'Namespace' && kind !== 'CustomResourceDefinition');
  return JSON.parse(JSON.stringify(own).replaceAll('"app.kubernetes.io/managed-by":"slipway"', '"app.kubernetes.io/managed-by":"Helm"'));
}

function byRef(objects: readonly KubernetesObject[]): Record<string, KubernetesObject> {
  return Object.fromEntries(objects.map((object): [string, KubernetesObject] => [refKey(refOf(object)), object]).sort());
}

describe.skipIf(noHelm !== undefined)(`the Helm chart${noHelm ? ` (skipped: ${noHelm})` : ''}`, { timeout: 60_000 }, () => {
  it('is a good one, says helm lint', async () => {
    const { stdout } = await execa('helm', ['lint', '--strict', chart]);
    expect(stdout).toContain('0 chart(s) failed');
  });

  it.each<[string, object, Partial<InstallOptions>]>([
    ['unless told otherwise', {}, {}],
    ['without webhooks', { webhooks: false }, { webhooks: false }],
    ['with cert-manager', { certificates: 'cert-manager' }, { certificates: 'cert-manager' }],
    ['with simulated models', { simulated: true }, { simulated: true }],
    ['without a NetworkPolicy', { networkPolicy: false }, { networkPolicy: false }],
    ['without annotations', { prometheus: false }, { prometheus: false }],
    ['with Secrets for pulling', { imagePullSecrets: ['one', 'two'] }, { imagePullSecrets: ['one', 'two'] }],
    ['with single replicas', { replicas: { operator: 1, gateway: 1 } }, { replicas: { operator: 1, gateway: 1 } }],
    ['with many replicas', { replicas: { operator: 3, gateway: 12 } }, { replicas: { operator: 3, gateway: 12 } }],
    [
      'with images of a registry',
      { images: { gateway: 'registry.example.com/gateway:7' } },
      { images: { operator: `slipway/operator:${version}`, gateway: 'registry.example.com/gateway:7', simulator: null } },
    ],
    [
      'in its own namespace',
      { scope: { kind: 'namespace' }, webhooks: false },
      { scope: { kind: 'namespace', namespace: 'somewhere' }, webhooks: false },
    ],
    [
      'in another namespace, bare',
      { scope: { kind: 'namespace', namespace: 'team-a' }, webhooks: false, simulated: true, prometheus: false, networkPolicy: false },
      { scope: { kind: 'namespace', namespace: 'team-a' }, webhooks: false, simulated: true, prometheus: false, networkPolicy: false },
    ],
  ])('makes what an installation makes, %s', async (_, values, options) => {
    expect(byRef(await helmTemplate(values))).toEqual(byRef(wanted(options)));
  });

  it.each<[string, object, string]>([
    ['webhooks in one namespace', { scope: { kind: 'namespace' } }, 'Webhooks are registered for a whole cluster'],
    ['a certificate for nothing', { webhooks: false, certificates: 'cert-manager' }, 'A certificate of cert-manager is for webhooks alone'],
    ['an image without a tag', { images: { operator: 'slipway/operator' } }, 'images'],
    ['an image that changes', { images: { gateway: 'slipway/gateway:latest' } }, 'images'],
    ['no replicas', { replicas: { gateway: 0 } }, 'replicas'],
    ['a misspelt value', { webhook: false }, 'webhook'],
  ])('refuses %s', async (_, values, sentence) => {
    await expect(helmTemplate(values)).rejects.toThrow(sentence);
  });
});

describe('the values of the chart', () => {
  it('are those that its schema knows', () => {
    const { properties } = valuesSchema() as { properties: Record<string, { properties?: object }> };
    const { global: _, ...known } = properties;
    const values = parse(valuesYaml('0.1.0')) as Record<string, object>;
    expect(Object.keys(values).sort()).toEqual(Object.keys(known).sort());
    for (const [name, { properties: inner }] of Object.entries(known)) {
      if (inner) expect(Object.keys(values[name] ?? {}).sort()).toEqual(Object.keys(inner).sort());
    }
  });
});
