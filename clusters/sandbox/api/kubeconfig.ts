import { stringify } from 'yaml';
import { writePrivateFile } from './authentication/private-file.ts';
import type { ServerCertificates } from './certificates.ts';

export interface KubeconfigOptions {
  /** `https://127.0.0.1:PORT`. */
  url: string;
  certificates: ServerCertificates;
  /** Of the cluster and the context; `slipway-sandbox` when absent. */
  name?: string;
}

/** Writes a kubeconfig for the administrator, readable by its owner only, at once or not at all. */
export async function writeKubeconfig(file: string, options: KubeconfigOptions): Promise<void> {
  await writePrivateFile(file, kubeconfigText(options));
}

/** The kubeconfig as YAML, with everything inline. */
export function kubeconfigText({ url, certificates, name = 'slipway-sandbox' }: KubeconfigOptions): string {
  const user = `${name}-admin`;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster: { server: url, 'certificate-authority-data': base64(certificates.ca) } }],
    contexts: [{ name, context: { cluster: name, user, namespace: 'default' } }],
    users: [
      {
        name: user,
        user: {
          'client-certificate-data': base64(certificates.clientCertificate),
          'client-key-data': base64(certificates.clientKey),
        },
      },
    ],
  });
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
