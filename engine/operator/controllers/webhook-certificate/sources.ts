/** What is watched for the webhooks' certificate: single objects by their names, which is all that the operator may read. */
import type { Secret } from 'kubernetes-types/core/v1.d.ts';
import type { Informer } from '../../../../clusters/informer/informer.ts';
import type { Informers } from '../../../../clusters/informer/informers.ts';
import { mutatingWebhookConfigurations, secrets, validatingWebhookConfigurations } from '../../../../clusters/kinds.ts';
import { type KubernetesObject, keyText, type ObjectKey, type ResourceKind, type Stored } from '../../../../clusters/objects.ts';
import type { Announcing } from '../../certificates/announce.ts';
import { type Source, watches } from '../../runtime/controller/sources.ts';
import { webhookConfigurationName } from '../../webhooks/configuration.ts';

/** The Secret's informer: it sees this one alone. */
export function secretOf(informers: Informers, { namespace, name }: ObjectKey): Informer<Secret> {
  return informers.for(secrets, { namespace, fieldSelector: byName(name) });
}

/** Both kinds of configurations with those that are there: one of each, or none while nothing is installed. */
export function announcedKinds(informers: Informers): { kind: ResourceKind; configurations: Stored<KubernetesObject & Announcing>[] }[] {
  return configurationKinds.map((kind) => {
    const informer = informers.for(kind as ResourceKind<KubernetesObject & Announcing>, {
      fieldSelector: byName(webhookConfigurationName),
    });
    return { kind, configurations: informer.list() };
  });
}

/** All lead to the one Secret. It is looked at once though nothing is there yet. */
export function certificateSources(secret: ObjectKey): Source[] {
  const { namespace, name } = secret;
  const own = watches(secrets, () => [secret], { namespace, fieldSelector: byName(name) });
  const configurations = configurationKinds.map((kind) =>
    watches(kind, () => [secret], { fieldSelector: byName(webhookConfigurationName) }),
  );
  return [startingWith(keyText(secret), own), ...configurations];
}

const configurationKinds: ResourceKind[] = [validatingWebhookConfigurations as ResourceKind, mutatingWebhookConfigurations as ResourceKind];

function startingWith(key: string, source: Source): Source {
  return {
    ...source,
    connect(informers, enqueue) {
      enqueue(key, 'normal');
      return source.connect(informers, enqueue);
    },
  };
}

function byName(name: string): string {
  return `metadata.name=${name}`;
}
