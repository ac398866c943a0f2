/** Whether `version` is `oldest` or later, by major, minor and patch. Text that is no version is not. */
export function atLeast(version: string, oldest: string): boolean {
  const [one, other] = [parts(version), parts(oldest)];
  if (!one || !other) return false;
  const different = one.findIndex((part, index) => part !== other[index]);
  return different === -1 || (one[different] ?? 0) > (other[different] ?? 0);
}

/** The minor of a version of Kubernetes: 36 of `v1.36.3`. Undefined where there is none. */
export function kubernetesMinor(text: string | undefined): number | undefined {
  const minor = /^v?1\.(\d+)(?:\.|$)/.exec(text ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}

function parts(version: string): number[] | undefined {
  const found = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}
