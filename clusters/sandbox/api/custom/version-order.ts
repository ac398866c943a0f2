const STABILITY = ['alpha', 'beta', ''];

/** Stable before beta before alpha, higher before lower: `v2`, `v1`, `v1beta2`, `v1beta1`, `v1alpha1`, then others by name. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [rank(left), rank(right)];
  if (!a || !b) return a ? -1 : b ? 1 : left.localeCompare(right);
  return b.stability - a.stability || b.major - a.major || b.minor - a.minor;
}

function rank(version: string): { stability: number; major: number; minor: number } | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!match) return undefined;
  return { stability: STABILITY.indexOf(match[2] ?? ''), major: Number(match[1]), minor: Number(match[3] ?? 0) };
}
