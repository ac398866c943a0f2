import { expect, test } from 'vitest';
import { installDraftOf } from '../../../cli/commands/install/arguments.ts';
import { installDraft } from '../../../engine/contract/views/installation.ts';

test('without options nothing is chosen: the cluster decides', () => {
  expect(JSON.parse(JSON.stringify(installDraftOf({})))).toEqual({ replicas: {} });
});

test('options become a draft that the engine takes', () => {
  const draft = installDraftOf({
    registry: 'registry.example.com/slipway',
    image: 'operator=registry.example.com/op@sha256:abc,simulator=sim:1=2',
    'pull-secret': 'one,two',
    operator: 'pods',
    'only-namespace': 'team-a',
    'operator-replicas': '3',
    certificates: 'cert-manager',
    webhooks: false,
    'network-policy': true,
    simulated: true,
  });
  expect(installDraft.parse(draft)).toEqual({
    registry: 'registry.example.com/slipway',
    images: { operator: 'registry.example.com/op@sha256:abc', simulator: 'sim:1=2' },
    imagePullSecrets: ['one', 'two'],
    operator: 'pods',
    onlyNamespace: 'team-a',
    replicas: { operator: 3 },
    certificates: 'cert-manager',
    webhooks: false,
    networkPolicy: true,
    simulated: true,
  });
});

test.each(['operators=x', 'operator=', 'operator', 'operator=a,=b'])('--image %s names no image of a part', (image) => {
  expect(() => installDraftOf({ image })).toThrow(
    expect.objectContaining({
      code: 'invalid_input',
      message: expect.stringMatching(/^--image \S+ names no image of a part\.$/),
      fix: 'Write it as part=image, with a part of: operator, gateway, simulator.',
    }),
  );
});

test('a count of replicas that is no whole number is refused by its option', () => {
  expect(() => installDraftOf({ 'gateway-replicas': 'many' })).toThrow('--gateway-replicas many is not a whole number.');
});
