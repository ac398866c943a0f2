/** The certificate that somebody else keeps in a folder, as cert-manager does through a mounted Secret. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '../../../clusters/clock.ts';
import type { Log } from '../../../clusters/log.ts';
import type { Clock } from '../../contract/clock.ts';
import type { CertificateSource } from './certificate-source.ts';
import { type LatestCertificate, latestCertificate } from './latest-certificate.ts';

export interface FolderOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** kubelet replaces the folder behind a symbolic link, which a watch of the file does not survive; the kubelet itself takes a minute. */
const lookAgainMs = 10_000;

/** `tls.crt` and `tls.key` of the folder, read again every 10 s. Half of a change, or a file that is away, leaves the last one. */
export function certificatesFromFolder({ folder, clock, log }: FolderOptions): CertificateSource {
  const ending = new AbortController();
  const latest = latestCertificate(log, `waiting for tls.crt and tls.key in ${folder}`);
  void follow();
  return { ...latest.source, [Symbol.dispose]: () => ending.abort() };

  async function follow(): Promise<void> {
    while (!ending.signal.aborted) {
      await look(folder, latest);
      await pause(clock, lookAgainMs, ending.signal);
    }
  }
}

async function look(folder: string, latest: LatestCertificate): Promise<void> {
  try {
    const [certificate, key] = await Promise.all(['tls.crt', 'tls.key'].map((name) => readFile(join(folder, name), 'utf8')));
    if (certificate !== undefined && key !== undefined) latest.offer({ certificate, key });
  } catch (error) {
    latest.miss(`waiting for tls.crt and tls.key in ${folder}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
