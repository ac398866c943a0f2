/** What the states of the installation machine do, by the names that it has for its actors. */
import { SlipwayError } from '../../contract/errors.ts';
import type { InstallationFlow, PlannedInstallation } from '../../machines/installation/installation-flow.ts';
import { buildImages } from '../images/build-images.ts';
import { type ImageBuilder, type ImageName, imageNames, imageTag } from '../images/image-builder.ts';
import type { Installer } from './installer.ts';
import type { InstallOptions } from './options.ts';
import type { InstallationPlan } from './plan/plan.ts';
import type { StepOptions } from './run/installer-context.ts';

export interface InstallationTools {
  readonly installer: Installer;
  /** Null where images come from a registry. */
  readonly images: ImageSupply | null;
  readonly onProgress?: StepOptions['onProgress'];
  /** How long to wait until all works. Default five minutes. */
  readonly timeoutMs?: number | undefined;
}

/** How images come into a cluster without a registry. */
export interface ImageSupply {
  readonly builder: ImageBuilder;
  /** Brings images of this machine, by their tags, into the cluster's nodes. */
  load(tags: readonly string[], step: StepOptions): Promise<void>;
}

type Effect<Output = unknown> = (flow: InstallationFlow, signal: AbortSignal) => Promise<Output>;

export interface InstallationEffects extends Record<string, Effect> {
  plan: Effect<PlannedInstallation>;
  build: Effect;
  load: Effect;
  apply: Effect;
  untilHealthy: Effect;
  cleanUp: Effect;
}

/** Each is safe to run again. They must not run beside each other: cleaning up comes after what was aborted has ended. */
export function installationEffects({ installer, images, onProgress, timeoutMs }: InstallationTools): InstallationEffects {
  return {
    async plan(flow, signal) {
      const plan = await installer.plan(optionsOf(flow), { signal });
      refuseProblems(plan);
      return { from: plan.from, images: images ? toBuild(plan) : [] };
    },
    build: async (flow, signal) => buildImages(namesOf(flow), required(images).builder, { onProgress, signal }),
    async load(flow, signal) {
      const { version } = optionsOf(flow);
      const tags = namesOf(flow).map((name) => imageTag(name, version));
      await required(images).load(tags, { onProgress, signal });
    },
    // Planned anew, since images take their time and a resumed flow may be days old: what is applied is what is true now.
    async apply(flow, signal) {
      const options = optionsOf(flow);
      await installer.apply(await installer.plan(options, { signal }), options, { onProgress, signal });
    },
    untilHealthy: (flow, signal) => installer.untilHealthy(optionsOf(flow), { onProgress, signal, timeoutMs }),
    cleanUp: (flow, signal) => installer.undo(optionsOf(flow), { onProgress, signal }),
  };
}

function optionsOf({ request }: InstallationFlow): InstallOptions {
  return request.options as InstallOptions;
}

/** Before images are built for an installation that cannot be. */
function refuseProblems({ problems }: InstallationPlan): void {
  const [first] = problems;
  if (first)
    throw new SlipwayError('refused', `Slipway cannot be installed: ${first.message}`, { fix: first.fix, problems: [...problems] });
}

/** Of the images that the plan needs those that are ours to build: anything under another name is in a registry. */
function toBuild({ images, version }: InstallationPlan): ImageName[] {
  return imageNames.filter((name) => images.includes(imageTag(name, version)));
}

function namesOf({ planned }: InstallationFlow): ImageName[] {
  return imageNames.filter((name) => planned?.images.includes(name));
}

/** A flow that was begun with images to build goes on with them, or says that it cannot. */
function required(images: ImageSupply | null): ImageSupply {
  if (images) return images;
  throw new SlipwayError('invalid_input', 'This installation builds its images, and there is no container engine to build them with.', {
    fix: 'Start the container engine, or begin anew with images of a registry.',
  });
}
