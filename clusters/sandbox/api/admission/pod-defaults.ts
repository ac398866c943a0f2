import type { Pod, ServiceAccount, Toleration, Volume } from 'kubernetes-types/core/v1.d.ts';

const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What a pod gets of its service account: the secrets to pull with, and the volume through which it reaches the API server. */
export function applyServiceAccount(pod: Pod, account: ServiceAccount | undefined, suffix: string): void {
  const { spec } = pod;
  if (!spec) return;
  if (account?.imagePullSecrets?.length && !spec.imagePullSecrets?.length) spec.imagePullSecrets = [...account.imagePullSecrets];
  if (!(spec.automountServiceAccountToken ?? account?.automountServiceAccountToken ?? true)) return;
  const containers = [...spec.containers, ...(spec.initContainers ?? [])].filter(
    ({ volumeMounts }) => !volumeMounts?.some((mount) => mount.mountPath === mountPath),
  );
  if (containers.length === 0) return;
  const name = `kube-api-access-${suffix}`;
  for (const container of containers) {
    container.volumeMounts = [...(container.volumeMounts ?? []), { name, mountPath, readOnly: true }];
  }
  spec.volumes = [...(spec.volumes ?? []), accessVolume(name)];
}

function accessVolume(name: string): Volume {
  const namespace = { path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } };
  return {
    name,
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        { downwardAPI: { items: [namespace] } },
      ],
    },
  };
}

const patience = 300;

/** Pods put up with a node that does not answer for five minutes, unless they say otherwise. */
export function applyTolerations({ spec }: Pod): void {
  if (!spec) return;
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    if (spec.tolerations?.some((toleration) => isAbout(toleration, key))) continue;
    spec.tolerations = [...(spec.tolerations ?? []), { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: patience }];
  }
}

function isAbout({ key, effect }: Toleration, wanted: string): boolean {
  return (key === wanted || !key) && (effect === 'NoExecute' || !effect);
}
