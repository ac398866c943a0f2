import { SlipwayError } from '../../../engine/contract/errors.ts';
import type { InstallDraft } from '../../../engine/contract/views/installation.ts';
import { wholeNumber } from '../../whole-number.ts';

/** What can be chosen of an installation. */
export const installArguments = {
  registry: {
    type: 'string',
    valueHint: 'registry',
    description: 'Where the images are (registry.example.com/slipway); kind needs none: they are built here',
  },
  image: {
    type: 'string',
    valueHint: 'part=image',
    description: 'One image, by tag or digest: operator=..., gateway=... or simulator=...; several with commas',
  },
  'image-base': { type: 'string', valueHint: 'image', description: 'What images are built from; it must have Node 24' },
  'pull-secret': { type: 'string', valueHint: 'names', description: 'Secrets for pulling the images, with commas' },
  operator: { type: 'enum', options: ['pods', 'local'] as ('pods' | 'local')[], description: 'local: the operator runs on this machine' },
  'only-namespace': { type: 'string', valueHint: 'name', description: 'Only for this namespace; needs no administrator' },
  'operator-replicas': { type: 'string', valueHint: 'count', description: 'Default 2' },
  'gateway-replicas': { type: 'string', valueHint: 'count', description: 'Default 2' },
  certificates: {
    type: 'enum',
    options: ['self-managed', 'cert-manager'] as ('self-managed' | 'cert-manager')[],
    description: "Who makes the webhooks' certificate",
  },
  webhooks: { type: 'boolean', default: true, description: 'Check manifests as they are applied', negativeDescription: 'No webhooks' },
  'network-policy': { type: 'boolean', default: true, description: 'Write NetworkPolicies', negativeDescription: 'No NetworkPolicies' },
  prometheus: { type: 'boolean', default: true, description: 'Annotate pods for Prometheus', negativeDescription: 'No annotations' },
  simulated: { type: 'boolean', description: 'Run the simulator in place of model servers' },
} as const;

type Given = { [Name in keyof typeof installArguments]?: string | boolean | undefined };

/** The draft that the options describe. Throws `invalid_input` for an image that names no part. */
export function installDraftOf(args: Given): InstallDraft {
  const text = (name: keyof Given) => args[name] as string | undefined;
  return {
    registry: text('registry'),
    images: imagesOf(text('image')),
    imageBase: text('image-base'),
    imagePullSecrets: text('pull-secret')?.split(','),
    operator: text('operator') as InstallDraft['operator'],
    onlyNamespace: text('only-namespace'),
    replicas: {
      operator: wholeNumber('--operator-replicas', text('operator-replicas')),
      gateway: wholeNumber('--gateway-replicas', text('gateway-replicas')),
    },
    certificates: text('certificates') as InstallDraft['certificates'],
    // Not asked for is left open: where they cannot be (a local operator, one namespace) there are none.
    webhooks: args.webhooks === false ? false : undefined,
    networkPolicy: args['network-policy'] as boolean | undefined,
    prometheus: args.prometheus as boolean | undefined,
    simulated: args.simulated as boolean | undefined,
  };
}

const parts = ['operator', 'gateway', 'simulator'] as const;

function imagesOf(given: string | undefined): InstallDraft['images'] {
  if (given === undefined) return undefined;
  const images: NonNullable<InstallDraft['images']> = {};
  for (const each of given.split(',')) {
    const [name = '', image] = each.split(/=(.*)/s);
    const part = parts.find((known) => known === name);
    if (!part || !image) {
      throw new SlipwayError('invalid_input', `--image ${each} names no image of a part.`, {
        fix: `Write it as part=image, with a part of: ${parts.join(', ')}.`,
      });
    }
    images[part] = image;
  }
  return images;
}
