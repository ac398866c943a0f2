import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlipwayError } from '../../../../engine/contract/errors.ts';
import { type InstallDraft, installDraft } from '../../../../engine/contract/views/installation.ts';
import { installOptionProblems } from '../../../../engine/operator/install/options.ts';
import { chooseInstallation } from '../../../../engine/services/installations/install-options.ts';
import type { InstallationTarget } from '../../../../engine/services/installations/installation-ports.ts';

const target = (more: Partial<InstallationTarget> = {}): InstallationTarget => ({
  name: 'dev',
  provider: 'kind',
  readOnly: false,
  namespace: null,
  simulated: false,
  ...more,
});
const remote = (more: Partial<InstallationTarget> = {}) => target({ name: 'prod', provider: 'remote', ...more });
const choose = (draft: InstallDraft, into = target()) => chooseInstallation(draft, into, '0.1.0');

describe('what is installed when a person leaves it open', () => {
  it('is built here and loaded into kind clusters', () => {
    expect(choose({})).toMatchObject({
      options: {
        namespace: 'slipway-system',
        version: '0.1.0',
        images: { operator: 'slipway/operator:0.1.0', gateway: 'slipway/gateway:0.1.0', simulator: null },
        operator: 'pods',
        scope: { kind: 'cluster' },
        simulated: false,
        webhooks: true,
      },
      imagesToBuild: ['operator', 'gateway'],
    });
  });

  it('has the simulator where the GPUs are only played', () => {
    expect(choose({}, target({ simulated: true }))).toMatchObject({
      options: { simulated: true, images: { simulator: 'slipway/simulator:0.1.0' } },
      imagesToBuild: ['operator', 'gateway', 'simulator'],
    });
    expect(choose({ simulated: false }, target({ simulated: true })).imagesToBuild).toEqual(['operator', 'gateway']);
  });

  it('comes from the registry that is named, whatever the cluster', () => {
    for (const into of [target({ simulated: true }), remote({ simulated: true })]) {
      expect(choose({ registry: 'registry.example.com/slipway/' }, into)).toMatchObject({
        options: {
          images: {
            operator: 'registry.example.com/slipway/operator:0.1.0',
            gateway: 'registry.example.com/slipway/gateway:0.1.0',
            simulator: 'registry.example.com/slipway/simulator:0.1.0',
          },
        },
        imagesToBuild: [],
      });
    }
  });

  it('is the image that is named, before the registry and before what would be built', () => {
    const operator = `example.com/operator@sha256:${'a'.repeat(64)}`;
    expect(choose({ images: { operator } })).toMatchObject({ options: { images: { operator } }, imagesToBuild: ['gateway'] });
    expect(choose({ images: { operator }, registry: 'r.example.com' }, remote()).options.images).toMatchObject({
      operator,
      gateway: 'r.example.com/gateway:0.1.0',
    });
  });

  it('stays in the one namespace for which the cluster is attached, without webhooks', () => {
    expect(choose({ registry: 'r.example.com' }, remote({ namespace: 'team' })).options).toMatchObject({
      namespace: 'team',
      scope: { kind: 'namespace', namespace: 'team' },
      webhooks: false,
    });
    expect(choose({ onlyNamespace: 'mine' }).options.scope).toEqual({ kind: 'namespace', namespace: 'mine' });
  });

  it('needs no image where the operator runs on this machine', () => {
    expect(choose({ operator: 'local' }, remote())).toMatchObject({ options: { operator: 'local', webhooks: false }, imagesToBuild: [] });
  });

  it('is what a person chose otherwise', () => {
    const draft = {
      namespace: 'serving',
      imagePullSecrets: ['pull'],
      replicas: { gateway: 3 },
      certificates: 'cert-manager',
      networkPolicy: false,
      prometheus: false,
    } as const;
    expect(choose({ ...draft, imagePullSecrets: ['pull'] }).options).toMatchObject({ ...draft, replicas: { operator: 2, gateway: 3 } });
    expect(choose({ webhooks: false }).options.webhooks).toBe(false);
  });
});

describe('an installation is refused', () => {
  it.each<[string, InstallDraft, InstallationTarget, object]>([
    [
      'into the sandbox',
      {},
      target({ name: 'sandbox', provider: 'sandbox' }),
      { code: 'refused', message: 'Nothing is installed into the sandbox: operator and gateway run beside it in Slipway itself.' },
    ],
    [
      'into a cluster that is attached read-only',
      {},
      remote({ readOnly: true }),
      {
        code: 'forbidden',
        message: 'Nothing is installed into prod: it is attached read-only.',
        fix: 'Attach it again without --read-only (slipway cluster delete prod only forgets it).',
      },
    ],
    [
      'into a remote cluster that has no way to images, with the three ways',
      {},
      remote(),
      {
        code: 'refused',
        message: 'prod has no images of Slipway to run (operator, gateway): only into kind clusters are they built and loaded from here.',
        fix: 'Name the registry that has them with --registry registry.example.com/slipway, name each with --image operator=REFERENCE, or keep the operator on this machine with --operator local.',
      },
    ],
    [
      'with a simulator that no node could get',
      { operator: 'local' },
      remote({ simulated: true }),
      {
        code: 'refused',
        message: 'prod has no images of Slipway to run (simulator): only into kind clusters are they built and loaded from here.',
        fix: 'Name the registry that has them with --registry registry.example.com/slipway, name each with --image simulator=REFERENCE.',
      },
    ],
    [
      'for another namespace than the one of the attachment',
      { onlyNamespace: 'other', registry: 'r.example.com' },
      remote({ namespace: 'team' }),
      { code: 'invalid_input', message: 'prod is attached for the namespace team alone, so nothing is installed for other.' },
    ],
    [
      'with a base of images that are not built',
      { registry: 'r.example.com', imageBase: 'node:24' },
      remote(),
      { code: 'invalid_input', message: 'Slipway cannot be installed so: Nothing is built here, so nothing can be built from node:24.' },
    ],
    [
      'with an image that may be another one tomorrow',
      { images: { operator: 'example.com/operator:latest' } },
      target(),
      { code: 'invalid_input', message: expect.stringContaining('may be another image tomorrow') },
    ],
  ])('%s', (_, draft, into, error) => {
    expect(() => choose(draft, into)).toThrow(expect.objectContaining(error));
  });
});

describe('whatever is chosen', () => {
  const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const drafts = fc
    .record({
      registry: maybe(['r.example.com/slipway', 'bad registry']),
      operator: maybe(['pods', 'local'] as const),
      onlyNamespace: maybe(['team', 'Team']),
      simulated: maybe([true, false]),
      webhooks: maybe([true, false]),
      certificates: maybe(['self-managed', 'cert-manager'] as const),
      images: fc.option(fc.record({ simulator: maybe(['x/simulator:1', 'x/simulator']) }), { nil: undefined }),
    })
    .map((draft) => installDraft.parse(draft));
  const targets = fc.record({
    name: fc.constant('dev'),
    provider: fc.constantFrom<InstallationTarget['provider']>('kind', 'remote', 'sandbox'),
    readOnly: fc.boolean(),
    namespace: fc.constantFrom(null, 'team'),
    simulated: fc.boolean(),
  });

  it('is either an installation without problems or a refusal with a sentence and a fix', () => {
    fc.assert(
      fc.property(drafts, targets, (draft, into) => {
        try {
          const { options, imagesToBuild } = choose(draft, into);
          expect(installOptionProblems(options)).toEqual([]);
          expect(into.provider === 'kind' || imagesToBuild.length === 0).toBe(true);
          expect(options.simulated).toBe(options.images.simulator !== null);
        } catch (error) {
          expect(error).toBeInstanceOf(SlipwayError);
          expect((error as SlipwayError).fix).toBeTruthy();
        }
      }),
    );
  });
});
