import { X509Certificate } from 'node:crypto';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAuthority, issueCertificate } from '../../../../clusters/issue-certificates.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { certificatesFromFolder } from '../../../../engine/operator/certificates/from-folder.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

test('a certificate in a folder is read when it comes, again when kubelet swaps it, and kept when it is cut or goes away', async () => {
  await using folder = await temporaryFolder();
  const clock = new SimulatedClock();
  const mounted = join(folder.path, 'mounted');
  using certificates = certificatesFromFolder({ folder: mounted, clock, log: silentLog });
  await eventually(() => certificates.missing()?.includes('ENOENT'));
  expect(certificates.missing()).toContain(`waiting for tls.crt and tls.key in ${mounted}`);

  await mountAs(folder.path, 'first');
  expect(await nextSubject()).toBe('CN=first');
  const heard: string[] = [];
  certificates.onChange(({ certificate }) => heard.push(new X509Certificate(certificate).subject));
  await mountAs(folder.path, 'second');
  expect(await nextSubject('CN=second')).toBe('CN=second');
  expect(heard).toEqual(['CN=second']);

  // Half of a change: the key is not that of the certificate yet.
  await writeFile(join(mounted, 'tls.key'), (await pair('other')).key);
  await clock.advance(10_000);
  await rm(join(mounted, 'tls.crt'));
  await clock.advance(10_000);
  expect(subject()).toBe('CN=second');

  function subject(): string | undefined {
    const current = certificates.current();
    return current && new X509Certificate(current.certificate).subject;
  }

  function nextSubject(wanted?: string): Promise<string> {
    return eventually(async () => {
      await clock.advance(10_000);
      const now = subject();
      return (wanted === undefined || now === wanted) && now;
    });
  }
});

/** As kubelet does: the files lie in a folder of their own, and a symbolic link to it is replaced in one step. */
async function mountAs(root: string, name: string): Promise<void> {
  const { certificate, key } = await pair(name);
  await mkdir(join(root, name));
  await writeFile(join(root, name, 'tls.crt'), certificate);
  await writeFile(join(root, name, 'tls.key'), key);
  await symlink(join(root, name), join(root, `${name}-link`));
  await rename(join(root, `${name}-link`), join(root, 'mounted'));
}

async function pair(commonName: string) {
  return issueCertificate(await createAuthority('test-ca', Date.now()), { commonName, use: 'server' }, Date.now());
}
