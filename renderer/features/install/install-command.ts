import type { InstallDraft } from '../../../engine/contract/views/installation.ts';
import { shellWord } from '../shared/cluster-commands.ts';

/** The same installation, or upgrade, from a terminal: for a POSIX shell. */
export function installCommand(cluster: string, draft: InstallDraft, upgrade = false): string {
  const images = Object.entries(draft.images ?? {}).map(([part, image]) => `${part}=${image}`);
  const said: [flag: string, value: string | number | undefined][] = [
    ['--registry', draft.registry],
    ['--image', images.join(',')],
    ['--image-base', draft.imageBase],
    ['--pull-secret', draft.imagePullSecrets?.join(',')],
    ['--operator', draft.operator],
    ['--operator-replicas', draft.replicas?.operator],
    ['--gateway-replicas', draft.replicas?.gateway],
    ['--only-namespace', draft.onlyNamespace],
    ['--certificates', draft.certificates],
  ];
  const off = [
    draft.webhooks === false ? '--no-webhooks' : '',
    draft.networkPolicy === false ? '--no-network-policy' : '',
    draft.prometheus === false ? '--no-prometheus' : '',
  ];
  const flags = said.map(([flag, value]) => (value ? `${flag} ${shellWord(String(value))}` : ''));
  return [`slipway ${upgrade ? 'upgrade' : 'install'} --cluster ${shellWord(cluster)}`, ...flags, ...off].filter(Boolean).join(' ');
}
