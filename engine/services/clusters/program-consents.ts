import { SlipwayError } from '../../contract/errors.ts';
import type { AttachDraft } from '../../contract/views/cluster.ts';
import type { Consents, StoredConsent } from '../../store/consents.ts';

/**
 * What a person allows with a draft: nothing where no program is needed. Throws `refused` when a program is needed that was
 * not allowed, or another one was.
 */
export function consentFor(
  context: { name: string; program: string | undefined },
  { kubeconfig, allowProgram }: Pick<AttachDraft, 'kubeconfig' | 'allowProgram'>,
): StoredConsent | null {
  const { name, program } = context;
  if (program === undefined) return null;
  if (allowProgram === program) return { context: name, kubeconfig: kubeconfig ?? '', program };
  const asked = `The context ${name} gets its credentials by running the program "${program}" on this machine`;
  const why = allowProgram === undefined ? 'which is done only when you allow it' : `and "${allowProgram}" is what was allowed`;
  throw new SlipwayError('refused', `${asked}, ${why}.`, {
    fix: `If you trust this kubeconfig, allow it: slipway cluster attach --context ${name} --allow-program ${program}, or tick it in the form.`,
  });
}

/** Does the work while the program may be run. It stays allowed when it was before, or when the work succeeds and `keep` says so. */
export async function withConsent<T>(
  consents: Consents,
  { consent, keep }: { consent: StoredConsent | null; keep: boolean },
  work: () => Promise<T>,
): Promise<T> {
  if (!consent) return await work();
  const wasAllowed = consents.list().some((each) => isSame(each, consent));
  consents.put(consent);
  let stays = wasAllowed;
  try {
    const result = await work();
    stays ||= keep;
    return result;
  } finally {
    if (!stays) consents.remove(consent);
  }
}

/** Nothing is allowed any more that was allowed for this context. */
export function forgetConsents(consents: Consents, { context, kubeconfig }: Pick<StoredConsent, 'context' | 'kubeconfig'>): void {
  for (const each of consents.list()) if (each.context === context && each.kubeconfig === kubeconfig) consents.remove(each);
}

function isSame(one: StoredConsent, other: StoredConsent): boolean {
  return one.context === other.context && one.kubeconfig === other.kubeconfig && one.program === other.program;
}
