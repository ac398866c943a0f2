import { describe, expect, it } from 'vitest';
import { installationEffects } from '../../../../../engine/operator/install/installation-effects.ts';
import type { Installer } from '../../../../../engine/operator/install/installer.ts';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import type { InstallationPlan } from '../../../../../engine/operator/install/plan/plan.ts';
import { removalEffects } from '../../../../../engine/operator/install/removal-effects.ts';

const options = defaultInstallOptions('0.1.0', { simulated: true });
const flow = { request: { cluster: 'dev', options }, planned: null, error: null, failedAt: null, note: null };
const { signal } = new AbortController();
const plan: InstallationPlan = {
  version: '0.1.0',
  from: null,
  items: [],
  problems: [],
  images: ['slipway/operator:0.1.0', 'registry.example.com/slipway/gateway:0.1.0', 'slipway/simulator:0.1.0'],
};

/** Stands in for the installer, whose own work the flows on a real API server show: here only what is asked of it counts. */
function installer(changed: Partial<Installer> = {}): Installer {
  const known: Partial<Installer> = { plan: async () => plan, ...changed };
  return new Proxy(known as Installer, {
    get(target, name: keyof Installer) {
      if (!(name in target)) throw new Error(`this test's installer has no ${name}`);
      return target[name];
    },
  });
}

describe('the effects of an installation', () => {
  it('build and load the images that are of no registry, by their tags', async () => {
    const done: string[] = [];
    const effects = installationEffects({
      installer: installer(),
      images: {
        builder: {
          async build(image) {
            done.push(`build ${image}`);
            return { tag: image, sizeBytes: 1, alreadyThere: false };
          },
        },
        load: async (tags) => void done.push(`load ${tags.join(' ')}`),
      },
    });
    const planned = await effects.plan(flow, signal);
    expect(planned).toEqual({ from: null, images: ['operator', 'simulator'] });
    await effects.build({ ...flow, planned }, signal);
    await effects.load({ ...flow, planned }, signal);
    expect(done).toEqual(['build operator', 'build simulator', 'load slipway/operator:0.1.0 slipway/simulator:0.1.0']);
  });

  it('need no images where all come from a registry', async () => {
    const effects = installationEffects({ installer: installer(), images: null });
    expect(await effects.plan(flow, signal)).toEqual({ from: null, images: [] });
  });

  it('end before images are built when the plan has problems', async () => {
    const refusing = installer({
      plan: async () => ({ ...plan, problems: [{ field: 'scope', message: 'You may not create namespaces.', fix: 'Ask for it.' }] }),
    });
    await expect(installationEffects({ installer: refusing, images: null }).plan(flow, signal)).rejects.toMatchObject({
      code: 'refused',
      message: 'Slipway cannot be installed: You may not create namespaces.',
      fix: 'Ask for it.',
    });
  });

  it('say that a flow which was begun with an engine cannot go on without one', async () => {
    const effects = installationEffects({ installer: installer(), images: null });
    await expect(effects.load({ ...flow, planned: { from: null, images: ['operator'] } }, signal)).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'This installation builds its images, and there is no container engine to build them with.',
    });
  });

  it('apply what is true now, not what was planned days ago', async () => {
    const applied: unknown[] = [];
    const now = { ...plan, from: '0.0.9' };
    const effects = installationEffects({
      installer: installer({ plan: async () => now, apply: async (...[given]) => void applied.push(given) }),
      images: null,
    });
    await effects.apply({ ...flow, planned: { from: null, images: [] } }, signal);
    expect(applied).toEqual([now]);
  });
});

describe('the effects of a removal', () => {
  const removal = {
    request: { cluster: 'dev', deleteKinds: true, deleteModels: false },
    planned: null,
    error: null,
    failedAt: null,
    note: null,
  };
  const place = { namespace: 'elsewhere', namespaceOnly: false };

  it('go on in the place that was found at first, though what says so is removed on the way', async () => {
    const asked: unknown[] = [];
    const effects = removalEffects({
      installer: installer({
        findPlace: async () => place,
        planRemoval: async () => ({ items: [], problems: [] }),
        remove: async (choice) => void asked.push(choice),
        verifyRemoved: async (choice) => void asked.push(choice),
      }),
    });
    const planned = await effects.plan(removal, signal);
    await effects.remove({ ...removal, planned }, signal);
    await effects.verify({ ...removal, planned }, signal);
    const choice = { deleteKinds: true, deleteModels: false, place };
    expect(asked).toEqual([choice, choice]);
  });

  it('end before anything is removed when something may not be', async () => {
    const problems = [{ field: 'keepKinds', message: 'Without the definitions there are no models.' }];
    const effects = removalEffects({
      installer: installer({ findPlace: async () => place, planRemoval: async () => ({ items: [], problems }) }),
    });
    await expect(effects.plan(removal, signal)).rejects.toMatchObject({
      code: 'refused',
      message: 'Slipway cannot be removed: Without the definitions there are no models.',
    });
  });
});
