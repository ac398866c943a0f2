/** Makes the keys and certificates that a decision asks for. */
import {
  type Authority,
  authorityKey,
  createAuthority,
  issueCertificate,
  type KeyAndCertificate,
  readAuthority,
} from '../../../clusters/issue-certificates.ts';
import type { Rotation, Wanted } from './decide-rotation.ts';
import type { KeptCertificates } from './kept-certificates.ts';

type Step = Exclude<Rotation, { step: 'keep' }>['step'];

/** What is to be kept after the step. Writes nothing. */
export async function rotate(kept: KeptCertificates | undefined, step: Step, wanted: Wanted): Promise<KeptCertificates> {
  if (!kept || step === 'begin') return begin(wanted);
  switch (step) {
    case 'renew':
      return { ...kept, server: await certificateBy(await readAuthority(kept.signer), wanted) };
    case 'prepare':
      return { ...kept, next: (await newAuthority(wanted)).kept, changedAt: wanted.now };
    case 'switch':
      return switchTo(kept, wanted);
    case 'forget':
      return { ...kept, previous: [], changedAt: wanted.now };
  }
}

async function begin(wanted: Wanted): Promise<KeptCertificates> {
  const { authority, kept: signer } = await newAuthority(wanted);
  return { signer, next: undefined, previous: [], changedAt: wanted.now, server: await certificateBy(authority, wanted) };
}

async function switchTo(kept: KeptCertificates, wanted: Wanted): Promise<KeptCertificates> {
  if (!kept.next) throw new Error('There is no authority to switch to.');
  const server = await certificateBy(await readAuthority(kept.next), wanted);
  return { signer: kept.next, next: undefined, previous: [kept.signer.certificate, ...kept.previous], changedAt: wanted.now, server };
}

/** Named with the time of its birth: API servers tell authorities that are trusted side by side by their names. */
async function newAuthority({ now, lifetimes }: Wanted): Promise<{ authority: Authority; kept: KeyAndCertificate }> {
  const authority = await createAuthority(`slipway-operator-webhook-ca-${now}`, now, lifetimes.authorityMs);
  return { authority, kept: { certificate: authority.certificate, key: await authorityKey(authority) } };
}

function certificateBy(authority: Authority, { names, lifetimes, now }: Wanted): Promise<KeyAndCertificate> {
  const commonName = 'slipway-operator-webhook';
  return issueCertificate(authority, { commonName, use: 'server', names, lifetimeMs: lifetimes.certificateMs }, now);
}
