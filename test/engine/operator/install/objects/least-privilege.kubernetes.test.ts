/** The rights of our programs are enough, and none of them is too much: on a real control plane, as their own accounts. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deployments, namespaces, secrets } from '../../../../../clusters/kinds.ts';
import { gatewayRules } from '../../../../../engine/operator/install/objects/gateway/rules.ts';
import { installationObjects } from '../../../../../engine/operator/install/objects/installation-objects.ts';
import { clusterRules, ownRules, servingRules } from '../../../../../engine/operator/install/objects/operator/rules.ts';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import { type AimEndpoint, type AimRecipe, aimEndpoints, aimRecipes } from '../../../../../engine/operator/kinds.ts';
import { kubernetesForTests } from '../../../../helpers/control-plane.ts';
import { endpointWorld, smallModel } from '../../../../helpers/endpoint-world.ts';
import { eventually } from '../../../../helpers/eventually.ts';
import { operatorProgram } from '../../../../helpers/operator-program.ts';
import { gatewayProgram } from '../../../gateway/gateway-program.ts';
import { accessAs, commandLineOf } from './account-access.ts';
import { type AuditedCluster, applyAll, neverCallWebhooks, openAuditedCluster } from './audited-cluster.ts';
import { untilMaking, without } from './denied-without.ts';
import { refusals, unusedRights } from './rule-usage.ts';

const options = defaultInstallOptions('0.0.1', { simulated: true });
const objects = installationObjects(options);
const inNamespace = installationObjects(defaultInstallOptions('0.0.1', { scope: { kind: 'namespace', namespace: 'team-a' } }));
const patience = { timeoutMs: 40_000 };
const certificate = { namespace: 'slipway-system', name: 'slipway-operator-webhook' };
const aim = 'aim.engine.amd.com/v1alpha1';

/**
 * Server-side apply is a patch, and within it the server asks for the right to create; within the same, whether an owner's deletion
 * may be held up. Neither is a request of its own.
 */
const askedWithin = {
  create: ['configmaps', 'deployments', 'routes', 'serviceaccounts', 'services'],
  rights: [
    'create configmaps',
    'create deployments.apps',
    'create routes.slipway.dev',
    'create serviceaccounts',
    'create services',
    'update aimendpoints.aim.engine.amd.com/finalizers',
  ],
};

describe.skipIf(!kubernetesForTests)('the rights of an installation', { timeout: 120_000 }, () => {
  let audited: AuditedCluster;
  let said: (() => string) | undefined;

  beforeAll(async () => {
    audited = await openAuditedCluster();
    await applyAll(audited.cluster, objects);
    await neverCallWebhooks(audited.cluster);
    await audited.cluster.create(namespaces, { metadata: { name: 'team-a' } });
    await applyAll(audited.cluster, inNamespace);
  });

  afterAll(() => audited?.[Symbol.asyncDispose]());

  afterEach(({ task }) => {
    if (task.result?.state === 'fail') console.error(said?.());
  });

  it('let the operator do all its work, and none of them goes unused', async () => {
    const { cluster, requestsOf } = audited;
    await using access = await accessAs('slipway-operator', audited.kubeconfigPath);
    await using operator = operatorProgram(access.kubeconfigPath, commandLineOf(objects, 'slipway-operator'));
    said = operator.said;
    await using here = await endpointWorld(cluster);
    const url = await operator.url;
    await eventually(async () => (await fetch(`${url}/readyz`)).status === 200, patience);

    await cluster.create(aimRecipes, recipeIn(here.namespace));
    await here.create('demo', { security: { serviceAccount: { create: true, name: 'server' } } });
    await here.until('demo', 'Ready');
    const change = (spec: object) => cluster.patch(aimEndpoints, here.key('demo'), { type: 'merge', body: { spec } });
    await change({ scaling: { minReplicas: 2, maxReplicas: 4 } });
    await here.untilReplicas('demo', 2);
    // The same trouble twice is one event, counted up.
    for (const gpuCount of [8, null, 8]) {
      await change({ recipe: { gpuCount } });
      await here.until('demo', 'RecipeResolved', gpuCount === 8 ? 'False' : 'True');
    }
    // What is no certificate is made anew.
    await cluster.patch(secrets, certificate, { type: 'merge', body: { data: { 'tls.crt': 'cnViYmlzaA==' } } });

    const rules = [...servingRules(), ...clusterRules(options), ...ownRules(options)];
    const account = 'slipway-system:slipway-operator';
    await eventually(async () => expect(unusedRights(rules, await requestsOf(account))).toEqual(askedWithin.rights) ?? true, patience);
    expect(refusals(await requestsOf(account))).toEqual([]);
    expect(operator.said()).not.toMatch(/forbidden/i);
  });

  it.each(askedWithin.create)('let the operator make %s, and it could not without the right to create them', async (plural) => {
    await using access = await accessAs('slipway-operator', audited.kubeconfigPath);
    const accounts = { administrator: audited.cluster, operator: access.cluster };
    await untilMaking(plural, 'allowed', accounts);
    await without('create', plural, accounts, () => untilMaking(plural, 'forbidden', accounts));
    await untilMaking(plural, 'allowed', accounts);
  });

  it('let the operator hold up the deletion of an endpoint until what it made is gone, which it could not without', async () => {
    await using access = await accessAs('slipway-operator', audited.kubeconfigPath);
    const accounts = { administrator: audited.cluster, operator: access.cluster };
    await untilMaking('configmaps', 'allowed', accounts);
    await without('update', 'aimendpoints/finalizers', accounts, () => untilMaking('configmaps', 'forbidden', accounts));
  });

  it('let the gateway follow Routes and their backends, and nothing else', async () => {
    await using access = await accessAs('slipway-gateway', audited.kubeconfigPath);
    await using gateway = gatewayProgram(['--kubeconfig', access.kubeconfigPath, ...commandLineOf(objects, 'slipway-gateway')]);
    said = gateway.said;
    const url = await gateway.ready;
    await eventually(async () => (await fetch(`${url}/readyz`)).status === 200);
    const account = 'slipway-system:slipway-gateway';
    await eventually(async () => expect(unusedRights(gatewayRules(), await audited.requestsOf(account))).toEqual([]) ?? true);
    expect(refusals(await audited.requestsOf(account))).toEqual([]);
  });

  it('in one namespace are enough to serve there, without a right to anything of the cluster', async () => {
    const { cluster, kubeconfigPath, requestsOf } = audited;
    await using operatorAccess = await accessAs('slipway-operator', kubeconfigPath, 'team-a');
    await using gatewayAccess = await accessAs('slipway-gateway', kubeconfigPath, 'team-a');
    await using operator = operatorProgram(operatorAccess.kubeconfigPath, commandLineOf(inNamespace, 'slipway-operator'));
    said = operator.said;
    const gatewayWords = commandLineOf(inNamespace, 'slipway-gateway');
    await using gateway = gatewayProgram(['--kubeconfig', gatewayAccess.kubeconfigPath, ...gatewayWords]);
    const key = { namespace: 'team-a', name: 'demo' };
    await cluster.create(aimEndpoints, endpointAt(key));

    await eventually(async () => {
      const { status } = await cluster.get(aimEndpoints, key);
      expect(status).toMatchObject({ selectedRecipe: { hardware: 'MI300X', gpuCount: 1 } });
      return true;
    }, patience);
    await eventually(() => cluster.get(deployments, key), patience);
    await eventually(async () => (await (await fetch(`${await gateway.ready}/v1/models`)).text()).includes(smallModel), patience);
    // It asks whether it may see nodes, and goes on without.
    expect(new Set(refusals(await requestsOf('team-a:slipway-operator')))).toEqual(new Set(['list nodes']));
    expect(refusals(await requestsOf('team-a:slipway-gateway'))).toEqual([]);
  });
});

function recipeIn(namespace: string): AimRecipe {
  const spec = { modelId: smallModel, hardware: 'MI300X', precision: 'bf16', backend: 'vllm' };
  return { apiVersion: aim, kind: 'AIMRecipe', metadata: { name: 'own', namespace }, spec };
}

function endpointAt(metadata: { namespace: string; name: string }): AimEndpoint {
  // Nodes are not seen there, so it says which GPU there is.
  return { apiVersion: aim, kind: 'AIMEndpoint', metadata, spec: { model: { id: smallModel }, hardware: 'MI300X' } };
}
