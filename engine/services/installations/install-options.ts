import { type Problem, SlipwayError } from '../../contract/errors.ts';
import type { InstallDraft } from '../../contract/views/installation.ts';
import { type ImageName, imageNames, imageTag } from '../../operator/images/image-builder.ts';
import { defaultInstallOptions, type InstallOptions, installOptionProblems } from '../../operator/install/options.ts';
import type { InstallationTarget } from './installation-ports.ts';

/** What is installed, and what must be built before. */
export interface ChosenInstallation {
  options: InstallOptions;
  /** Built on this machine and loaded into the cluster. */
  imagesToBuild: ImageName[];
}

/**
 * What a draft means for a cluster: what it leaves open gets what is right for that cluster. Throws `forbidden`, `refused`
 * or `invalid_input` with a sentence when it cannot be installed so.
 */
export function chooseInstallation(draft: InstallDraft, target: InstallationTarget, version: string): ChosenInstallation {
  refuseTarget(target);
  const scope = scopeOf(draft, target);
  const simulated = draft.simulated ?? target.simulated;
  const operator = draft.operator ?? 'pods';
  const needed = imageNames.filter((image) => (image === 'simulator' ? simulated : operator === 'pods'));
  const named = (image: ImageName) => referenceOf(image, draft, version);
  const missing = needed.filter((image) => named(image) === undefined);
  if (missing.length > 0 && target.provider !== 'kind') throw noImages(target.name, missing);
  const reference = (image: ImageName) => named(image) ?? imageTag(image, version);
  const { namespace, imagePullSecrets, certificates, webhooks, networkPolicy, prometheus, replicas } = draft;
  const standard = defaultInstallOptions(version, { scope, simulated, operator });
  const options: InstallOptions = {
    ...standard,
    images: {
      operator: reference('operator'),
      gateway: reference('gateway'),
      simulator: simulated ? reference('simulator') : null,
    },
    replicas: {
      operator: replicas?.operator ?? standard.replicas.operator,
      gateway: replicas?.gateway ?? standard.replicas.gateway,
    },
    ...given({ namespace, imagePullSecrets, certificates, webhooks, networkPolicy, prometheus }),
  };
  refuseProblems([...baseProblems(draft, missing), ...installOptionProblems(options)]);
  return { options, imagesToBuild: missing };
}

function refuseTarget({ name, provider, readOnly }: InstallationTarget): void {
  if (provider === 'sandbox') {
    throw new SlipwayError('refused', `Nothing is installed into the ${name}: operator and gateway run beside it in Slipway itself.`, {
      fix: 'Use it as it is, or install into another cluster.',
    });
  }
  if (readOnly) {
    throw new SlipwayError('forbidden', `Nothing is installed into ${name}: it is attached read-only.`, {
      fix: `Attach it again without --read-only (slipway cluster delete ${name} only forgets it).`,
    });
  }
}

function scopeOf({ onlyNamespace }: InstallDraft, { name, namespace: attached }: InstallationTarget): InstallOptions['scope'] {
  if (attached !== null && onlyNamespace !== undefined && onlyNamespace !== attached) {
    const message = `${name} is attached for the namespace ${attached} alone, so nothing is installed for ${onlyNamespace}.`;
    const fix = `Choose ${attached}, or attach the cluster again for ${onlyNamespace}.`;
    throw new SlipwayError('invalid_input', message, { fix, problems: [{ field: 'onlyNamespace', message, fix }] });
  }
  const namespace = onlyNamespace ?? attached;
  return namespace === null ? { kind: 'cluster' } : { kind: 'namespace', namespace };
}

/** As the person named it, itself or by its registry. */
function referenceOf(image: ImageName, { images, registry }: InstallDraft, version: string): string | undefined {
  return images?.[image] ?? (registry === undefined ? undefined : `${registry.replace(/\/+$/, '')}/${image}:${version}`);
}

function noImages(cluster: string, missing: readonly ImageName[]): SlipwayError {
  const which = missing.join(', ');
  const onlySimulator = missing.length === 1 && missing[0] === 'simulator';
  const local = onlySimulator ? '' : ', or keep the operator on this machine with --operator local';
  return new SlipwayError(
    'refused',
    `${cluster} has no images of Slipway to run (${which}): only into kind clusters are they built and loaded from here.`,
    {
      fix: `Name the registry that has them with --registry registry.example.com/slipway, name each with --image ${missing[0]}=REFERENCE${local}.`,
    },
  );
}

function baseProblems({ imageBase }: InstallDraft, toBuild: readonly ImageName[]): Problem[] {
  if (imageBase === undefined || toBuild.length > 0) return [];
  const message = `Nothing is built here, so nothing can be built from ${imageBase}.`;
  return [{ field: 'imageBase', message, fix: 'Leave it out, or leave the images out that are named.' }];
}

function refuseProblems(problems: readonly Problem[]): void {
  const [first] = problems;
  if (!first) return;
  const message = `Slipway cannot be installed so: ${first.message}`;
  throw new SlipwayError('invalid_input', message, { fix: first.fix, problems: [...problems] });
}

/** Without what is absent: a choice that was not made must not hide the standard one. */
function given<T extends object>(choices: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: NonNullable<T[Name]>;
  };
}
