/** Makes, renews and announces the webhooks' certificate: the leading replica's work, for all of them. */
import type { Secret } from 'kubernetes-types/core/v1.d.ts';
import type { Informers } from '../../../../clusters/informer/informers.ts';
import { secrets } from '../../../../clusters/kinds.ts';
import { keyText, type ObjectKey, type ResourceKind, type Stored } from '../../../../clusters/objects.ts';
import { announcement, isAnnouncedIn } from '../../certificates/announce.ts';
import { factsOf } from '../../certificates/certificate-facts.ts';
import { decideRotation, type Lifetimes, type Rotation } from '../../certificates/decide-rotation.ts';
import { bundleOf, type KeptCertificates, readKept, writeKept } from '../../certificates/kept-certificates.ts';
import { rotate } from '../../certificates/rotate.ts';
import { type Controller, createController } from '../../runtime/controller/controller.ts';
import { fieldManager } from '../../runtime/objects/names.ts';
import type { ControllerDependencies } from '../dependencies.ts';
import { announcedKinds, certificateSources, secretOf } from './sources.ts';

export interface WebhookCertificateOptions {
  /** The Secret that holds it. */
  readonly secret: ObjectKey & { readonly namespace: string };
  /** By which an API server calls the webhooks. */
  readonly names: readonly string[];
  readonly lifetimes: Lifetimes;
}

/** Timers of more than 24 days do not exist. */
const longestWaitMs = 24 * 3600 * 1000;

export function createWebhookCertificateController(dependencies: ControllerDependencies, options: WebhookCertificateOptions): Controller {
  const { informers, cluster, clock, log } = dependencies;
  const { names, lifetimes, secret: key } = options;
  const cache = secretOf(informers, key);
  return createController({
    ...dependencies,
    name: 'webhook-certificate',
    sources: certificateSources(key),
    async reconcile(_request, signal) {
      const present = cache.get(key);
      const kept = present && readKept(present);
      if (kept) await announce(kept, signal);
      const now = clock.now();
      const rotation = decideRotation(kept && factsOf(kept, isAnnounced(kept, informers)), { names, lifetimes, now });
      if (rotation.step === 'keep') return { requeueAfter: Math.min(longestWaitMs, Math.max(1000, rotation.again - now)) };
      await take(rotation, { present, kept, signal });
      // The Secret's change comes back as an event, and is announced and decided on then.
      return undefined;
    },
  });

  async function take({ step, why }: Exclude<Rotation, { step: 'keep' }>, { present, kept, signal }: Taking): Promise<void> {
    log.info({ step, why, secret: keyText(key) }, "the webhooks' certificate changes");
    const wanted = writeKept(await rotate(kept, step, { names, lifetimes, now: clock.now() }), key);
    if (!present) return void (await cluster.create(secrets, wanted, { fieldManager, signal }));
    // Only in place of what was decided on: a replica that leads no more must not undo what its successor made.
    const { resourceVersion } = present.metadata;
    await cluster.update(secrets, { ...wanted, metadata: { ...wanted.metadata, resourceVersion } }, { fieldManager, signal });
  }

  async function announce(kept: KeptCertificates, signal: AbortSignal): Promise<void> {
    for (const { kind, configurations } of announcedKinds(informers)) {
      for (const configuration of configurations) {
        const body = announcement(configuration, bundleOf(kept));
        if (body.length === 0) continue;
        await cluster.patch(kind as ResourceKind, { name: configuration.metadata.name }, { type: 'json', body }, { fieldManager, signal });
      }
    }
  }
}

interface Taking {
  readonly present: Stored<Secret> | undefined;
  readonly kept: KeptCertificates | undefined;
  readonly signal: AbortSignal;
}

function isAnnounced(kept: KeptCertificates, informers: Informers): boolean {
  const bundle = bundleOf(kept);
  return announcedKinds(informers).every(({ configurations }) => configurations.every((each) => isAnnouncedIn(each, bundle)));
}
