/** The certificate of the webhooks, from cert-manager. https://cert-manager.io/docs/reference/api-docs/ */
import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import type { InstallOptions } from '../../options.ts';
import { partLabels, partMeta, webhookName } from '../metadata.ts';

/** cert-manager's kinds, as far as we write them. */
interface CertManagerObject extends KubernetesObject {
  spec: Record<string, unknown>;
}

/** An authority of its own, and a certificate that is renewed after two thirds of its 90 days. */
export function planCertificate(options: InstallOptions): CertManagerObject[] {
  const { namespace } = options;
  const metadata = partMeta(webhookName, 'operator', options);
  const issuer = { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata, spec: { selfSigned: {} } };
  const certificate = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata,
    spec: {
      secretName: webhookName,
      // cert-manager leaves the Secret behind: so it is known as ours.
      secretTemplate: { labels: partLabels },
      duration: '2160h',
      renewBefore: '720h',
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      dnsNames: [`${webhookName}.${namespace}.svc`, `${webhookName}.${namespace}.svc.cluster.local`],
      issuerRef: { name: webhookName, kind: 'Issuer', group: 'cert-manager.io' },
    },
  };
  return [issuer, certificate];
}

/** By which cert-manager writes the authority into a webhook's configuration. */
export function injection(options: InstallOptions): Record<string, string> {
  const { namespace, certificates } = options;
  return certificates === 'cert-manager' ? { 'cert-manager.io/inject-ca-from': `${namespace}/${webhookName}` } : {};
}
