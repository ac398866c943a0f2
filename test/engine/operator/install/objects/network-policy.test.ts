import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { programObjects } from '../../../../../engine/operator/install/objects/installation-objects.ts';
import { defaultInstallOptions, type InstallOptions } from '../../../../../engine/operator/install/options.ts';

function policyOf(name: string, chosen: Partial<InstallOptions> = {}): NetworkPolicy['spec'] {
  const objects = programObjects(defaultInstallOptions('0.1.0', chosen));
  const found = objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata?.name === name) as NetworkPolicy | undefined;
  return found?.spec;
}

/** `53/UDP`, and what it is to; `anywhere` where nothing is said. */
function egressOf(policy: NetworkPolicy['spec']): string[] {
  return (policy?.egress ?? []).map(
    ({ ports = [], to }) =>
      `${ports.map(({ port, protocol }) => `${port}/${protocol}`).join(' ') || 'any port'} ${to ? JSON.stringify(to) : 'anywhere'}`,
  );
}

const dns = '53/UDP 53/TCP anywhere';
const apiServer = '443/TCP 6443/TCP 8443/TCP 16443/TCP anywhere';

describe('what may talk to our pods, and to what they may talk', () => {
  it('lets everybody ask the gateway, and the gateway ask model servers wherever they are', () => {
    const policy = policyOf('slipway-gateway');
    expect(policy?.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(policy?.ingress).toEqual([{ ports: [{ port: 'http', protocol: 'TCP' }] }]);
    expect(egressOf(policy)).toEqual([dns, apiServer, 'any port [{"namespaceSelector":{},"podSelector":{}}]']);
  });

  it('in one namespace lets the gateway ask model servers there alone', () => {
    const policy = policyOf('slipway-gateway', { scope: { kind: 'namespace', namespace: 'team-a' } });
    const there = '[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"team-a"}},"podSelector":{}}]';
    expect(egressOf(policy)[2]).toBe(`any port ${there}`);
  });

  it('lets in to the operator who reads its metrics and who calls its webhooks, and it asks the API server alone', () => {
    const policy = policyOf('slipway-operator');
    const ports = (...names: string[]) => [{ ports: names.map((port) => ({ port, protocol: 'TCP' })) }];
    expect(policy?.ingress).toEqual(ports('metrics', 'webhook'));
    expect(egressOf(policy)).toEqual([dns, apiServer]);
    expect(policyOf('slipway-operator', { webhooks: false })?.ingress).toEqual(ports('metrics'));
  });

  it('is not said where it is not wanted', () => {
    expect(policyOf('slipway-gateway', { networkPolicy: false })).toBeUndefined();
  });
});
