import { describe, expect, it } from 'vitest';
import { defaultInstallOptions, type InstallOptions, installOptionProblems } from '../../../../engine/operator/install/options.ts';

const digest = `@sha256:${'0123456789abcdef'.repeat(4)}`;

describe('the usual installation', () => {
  it.each<[string, Partial<InstallOptions>]>([
    ['in a whole cluster', {}],
    ['in one namespace', { scope: { kind: 'namespace', namespace: 'team-a' } }],
    ['with simulated models', { simulated: true }],
    ['with the operator on the own machine', { operator: 'local' }],
  ])('has no problem %s', (_, chosen) => {
    expect(installOptionProblems(defaultInstallOptions('0.1.0', chosen))).toEqual([]);
  });

  it('names images by the version', () => {
    expect(defaultInstallOptions('0.1.0', { simulated: true }).images).toEqual({
      operator: 'slipway/operator:0.1.0',
      gateway: 'slipway/gateway:0.1.0',
      simulator: 'slipway/simulator:0.1.0',
    });
  });

  it('in one namespace puts its parts there, and has no webhooks, which are for a whole cluster', () => {
    const options = defaultInstallOptions('0.1.0', { scope: { kind: 'namespace', namespace: 'team-a' } });
    expect(options).toMatchObject({ namespace: 'team-a', webhooks: false });
  });
});

describe('what cannot be installed is said', () => {
  const images = { operator: 'slipway/operator:1', gateway: 'slipway/gateway:1', simulator: null };
  it.each<[field: string, sentence: string, Partial<InstallOptions>]>([
    ['namespace', '`Slipway` cannot be the name of a namespace.', { namespace: 'Slipway' }],
    ['namespace', `\`${'a'.repeat(64)}\` cannot be the name of a namespace.`, { namespace: 'a'.repeat(64) }],
    [
      'scope.namespace',
      '`team a` cannot be the name of a namespace.',
      { namespace: 'x', scope: { kind: 'namespace', namespace: 'team a' } },
    ],
    ['version', '`one two` cannot be a version.', { version: 'one two' }],
    ['images.operator', '`slipway/operator` has no tag.', { images: { ...images, operator: 'slipway/operator' } }],
    ['images.operator', '`localhost:5000/operator` has no tag.', { images: { ...images, operator: 'localhost:5000/operator' } }],
    [
      'images.gateway',
      '`slipway/gateway:latest` may be another image tomorrow: `latest` is not installed.',
      { images: { ...images, gateway: 'slipway/gateway:latest' } },
    ],
    ['images.gateway', '`Slipway Gateway:1` is no reference to an image.', { images: { ...images, gateway: 'Slipway Gateway:1' } }],
    ['images.simulator', '`simulator` has no tag.', { images: { ...images, simulator: 'simulator' } }],
    ['images.simulator', 'Models are to be simulated, and no image of the simulator is named.', { images, simulated: true }],
    ['imagePullSecrets.1', '`my secret` cannot be the name of a Secret.', { imagePullSecrets: ['good', 'my secret'] }],
    ['replicas.operator', 'There cannot be 0 replicas.', { replicas: { operator: 0, gateway: 1 } }],
    ['replicas.gateway', 'There cannot be 1.5 replicas.', { replicas: { operator: 1, gateway: 1.5 } }],
    [
      'webhooks',
      'Webhooks are registered for a whole cluster, which an installation in one namespace cannot do.',
      { webhooks: true, scope: { kind: 'namespace', namespace: 'team-a' } },
    ],
    ['webhooks', 'The cluster cannot call webhooks of an operator that runs on your machine.', { webhooks: true, operator: 'local' }],
    [
      'certificates',
      'A certificate of cert-manager is for webhooks alone, and there are none.',
      { certificates: 'cert-manager', webhooks: false },
    ],
  ])('%s: %s', (field, message, chosen) => {
    const problems = installOptionProblems(defaultInstallOptions('0.1.0', chosen));
    expect(problems).toEqual([{ field, message, fix: expect.stringMatching(/\.$/) }]);
  });

  it.each([
    'slipway/operator:0.1.0',
    `slipway/operator${digest}`,
    `slipway/operator:0.1.0${digest}`,
    `slipway/operator:latest${digest}`,
    'registry.example.com:5000/team/slipway-operator:v1_2.3-rc.1',
    '[fd00::1]:5000/operator:1',
    'operator:1',
  ])('%s is a reference to an image', (operator) => {
    const options = defaultInstallOptions('0.1.0', { images: { ...images, operator } });
    expect(installOptionProblems(options)).toEqual([]);
  });
});
