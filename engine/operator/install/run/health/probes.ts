import type { ValidatingWebhookConfiguration } from 'kubernetes-types/admissionregistration/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import type { Stored } from '../../../../../clusters/objects.ts';
import { webhookConfigurationName } from '../../../webhooks/configuration.ts';
import { webhookName } from '../../objects/metadata.ts';
import { webhookPort } from '../../objects/operator/ports.ts';
import { findObject } from '../find-object.ts';
import type { InstallerContext } from '../installer-context.ts';
import { askPod } from './ask-pod.ts';
import type { ProbeAnswer } from './health.ts';

/** Asks the gateway in one of its pods whether it serves. */
export async function probeGateway(context: InstallerContext, pod: Stored<Pod>, signal?: AbortSignal): Promise<ProbeAnswer> {
  return await asAnswer(async () => {
    const { name, namespace } = pod.metadata;
    const { status, text } = await askPod(context, { pod: { name, namespace }, port: portOf(pod, 'http'), path: '/readyz', signal });
    if (status !== 200) throw new Error(`${name} says: ${text.trim()}`);
  }, signal);
}

/** Asks the webhook in one of the operator's pods as the API server would: with the authority that its configuration names. */
export async function probeWebhook(context: InstallerContext, pod: Stored<Pod>, signal?: AbortSignal): Promise<ProbeAnswer> {
  return await asAnswer(async () => {
    const { name, namespace = '' } = pod.metadata;
    const authority = await authorityOf(context.cluster, signal);
    const { status, text } = await askPod(context, {
      pod: { name, namespace },
      port: webhookPort,
      path: '/validate',
      body: question,
      tls: { serverName: `${webhookName}.${namespace}.svc`, authority },
      signal,
    });
    if (status !== 200 || !text.includes(question.request.uid)) throw new Error(`${name} answered with ${status}: ${text.trim()}`);
  }, signal);
}

/** Whether it lets an endpoint in is no matter here: that it answers is. */
const question = {
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: 'slipway-installation',
    kind: { group: 'aim.engine.amd.com', version: 'v1alpha1', kind: 'AIMEndpoint' },
    operation: 'CREATE',
    object: {
      apiVersion: 'aim.engine.amd.com/v1alpha1',
      kind: 'AIMEndpoint',
      metadata: { name: 'question' },
      spec: { model: { id: 'm' } },
    },
  },
};

/** PEM. Rejects while nobody has written it: the operator's leader does, or cert-manager. */
async function authorityOf(cluster: Cluster, signal: AbortSignal | undefined): Promise<string> {
  const ref = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration', namespace: null };
  const found = (await findObject(cluster, { ...ref, name: webhookConfigurationName }, signal)) as
    | ValidatingWebhookConfiguration
    | undefined;
  const bundle = found?.webhooks?.[0]?.clientConfig.caBundle;
  if (!bundle) throw new Error('their configuration does not name a certificate authority yet');
  return Buffer.from(bundle, 'base64').toString('utf8');
}

function portOf({ spec }: Stored<Pod>, name: string): number {
  const ports = (spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  return ports.find((port) => port.name === name)?.containerPort ?? 0;
}

/** What fails is an answer too; what was called off is not. */
async function asAnswer(ask: () => Promise<void>, signal: AbortSignal | undefined): Promise<ProbeAnswer> {
  try {
    await ask();
    return { ok: true };
  } catch (error) {
    signal?.throwIfAborted();
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
