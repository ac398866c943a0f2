import type { ClusterRole } from 'kubernetes-types/rbac/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import { installationObjects } from '../../../../../engine/operator/install/objects/installation-objects.ts';
import { installationKindOf } from '../../../../../engine/operator/install/objects/kinds.ts';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import { variants } from '../../../../../engine/operator/install/render/chart/choices.ts';

const usual = defaultInstallOptions('0.1.0');
const namespaced = defaultInstallOptions('0.1.0', { namespace: 'parts', scope: { kind: 'namespace', namespace: 'team-a' } });
const everyVariant = variants().map(({ options }) => installationObjects(options));

function namesOf(objects: readonly KubernetesObject[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata?.name}`);
}

describe('an installation', () => {
  it('consists of these, each after what it needs', () => {
    expect(namesOf(installationObjects(usual))).toEqual([
      'Namespace slipway-system',
      'CustomResourceDefinition aimendpoints.aim.engine.amd.com',
      'CustomResourceDefinition aimrecipes.aim.engine.amd.com',
      'CustomResourceDefinition aimcaches.aim.engine.amd.com',
      'CustomResourceDefinition routes.slipway.dev',
      'ServiceAccount slipway-operator',
      'ClusterRole slipway-operator',
      'ClusterRoleBinding slipway-operator',
      'Role slipway-operator-own',
      'RoleBinding slipway-operator-own',
      'ServiceAccount slipway-gateway',
      'ClusterRole slipway-gateway',
      'ClusterRoleBinding slipway-gateway',
      'Service slipway-operator-webhook',
      'Deployment slipway-operator',
      'PodDisruptionBudget slipway-operator',
      'NetworkPolicy slipway-operator',
      'Service slipway-gateway',
      'Deployment slipway-gateway',
      'PodDisruptionBudget slipway-gateway',
      'NetworkPolicy slipway-gateway',
      'ValidatingWebhookConfiguration slipway-operator',
      'MutatingWebhookConfiguration slipway-operator',
    ]);
  });

  it('in one namespace has nothing outside of namespaces', () => {
    const objects = installationObjects(namespaced);
    expect(objects.filter((object) => !installationKindOf(object).namespaced)).toEqual([]);
    expect(new Set(objects.map(({ metadata }) => metadata?.namespace))).toEqual(new Set(['parts', 'team-a']));
    const elsewhere = objects.filter(({ metadata }) => metadata?.namespace === 'team-a');
    expect(namesOf(elsewhere)).toEqual([
      'Role slipway-operator',
      'RoleBinding slipway-operator',
      'Role slipway-gateway',
      'RoleBinding slipway-gateway',
    ]);
  });

  it('without images is no more than the namespace and the kinds', () => {
    const objects = installationObjects(defaultInstallOptions('0.1.0', { operator: 'local' }));
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(new Set(['Namespace', 'CustomResourceDefinition']));
  });

  it('labels everything as a part of Slipway, with its component and version', () => {
    for (const { metadata } of everyVariant.flat()) {
      expect(metadata?.labels).toMatchObject({
        'app.kubernetes.io/managed-by': 'slipway',
        'app.kubernetes.io/part-of': 'slipway',
        'app.kubernetes.io/component': expect.stringMatching(/^(cluster|operator|gateway)$/),
        'app.kubernetes.io/version': 'placeholder-version',
      });
    }
  });

  it('with a single replica has no budget that would hold up every drain', () => {
    const objects = installationObjects({ ...usual, replicas: { operator: 1, gateway: 2 } });
    expect(namesOf(objects).filter((name) => name.startsWith('PodDisruptionBudget'))).toEqual(['PodDisruptionBudget slipway-gateway']);
  });

  it('with cert-manager mounts its certificate, asks for its authority, and needs no right to Secrets', () => {
    const objects = installationObjects({ ...usual, certificates: 'cert-manager' });
    expect(namesOf(objects)).toEqual(expect.arrayContaining(['Issuer slipway-operator-webhook', 'Certificate slipway-operator-webhook']));
    const webhooks = objects.filter(({ kind }) => kind?.endsWith('WebhookConfiguration'));
    for (const { metadata } of webhooks) {
      expect(metadata?.annotations).toEqual({ 'cert-manager.io/inject-ca-from': 'slipway-system/slipway-operator-webhook' });
    }
    const roles = objects.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole') as ClusterRole[];
    expect(roles.flatMap(({ rules }) => rules ?? []).flatMap(({ resources }) => resources)).not.toContain('secrets');
  });
});
