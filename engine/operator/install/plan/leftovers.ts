/** What an earlier version or other options made, and nobody wants any more. */
import type { Stored } from '../../../../clusters/objects.ts';
import { installationRecordName, webhookName } from '../objects/metadata.ts';
import { accessToRemove, firstDenied, ruleFor } from './accesses.ts';
import type { Judgement } from './judge-object.ts';
import { isOurs } from './owner.ts';
import type { InstallationFacts } from './plan.ts';
import { describeRef, refKey, refOf } from './refs.ts';

/** Judges what is labelled as ours and not wanted. What the operator and the installer keep for themselves stays. */
export function judgeLeftovers(facts: InstallationFacts): Judgement[] {
  const wanted = new Set(facts.wanted.map((object) => refKey(refOf(object))));
  return facts.present
    .map(({ live }) => live)
    .filter((live) => isOurs(live) && !wanted.has(refKey(refOf(live))) && !live.metadata.deletionTimestamp)
    .flatMap((live) => judgeLeftover(live, facts));
}

function judgeLeftover(live: Stored, facts: InstallationFacts): Judgement[] {
  const ref = refOf(live);
  if (isRecord(live)) return [];
  const kept = reasonToStay(live, facts);
  if (kept !== undefined) return [{ item: { ref, action: 'leave', why: kept } }];
  const denied = firstDenied([accessToRemove(ref)], facts.rights);
  if (denied) {
    const why = `${describeRef(ref)} is no longer wanted, and you may not delete it.`;
    return [{ item: { ref, action: 'refuse', why }, fix: `Ask an administrator for ${ruleFor(denied)}.` }];
  }
  return [{ item: { ref, action: 'remove', why: 'An earlier installation made it, and it is no longer wanted.' } }];
}

function isRecord({ kind, metadata }: Stored): boolean {
  return kind === 'ConfigMap' && metadata.name === installationRecordName;
}

function reasonToStay({ kind, metadata }: Stored, { options, wanted }: InstallationFacts): string | undefined {
  if (kind === 'CustomResourceDefinition') {
    return options.scope.kind === 'namespace'
      ? 'Definitions are for the whole cluster: an installation in one namespace does not touch them.'
      : 'This version does not need it. It stays, because with it everything of its kind would go.';
  }
  if (kind === 'Namespace') return 'Namespaces are only removed with the whole installation.';
  const isCertificate = kind === 'Secret' && metadata.name === webhookName;
  const hasWebhooks = wanted.some((object) => object.kind === 'Service' && object.metadata?.name === webhookName);
  return isCertificate && hasWebhooks ? 'The certificate of the webhooks: the operator keeps it.' : undefined;
}
