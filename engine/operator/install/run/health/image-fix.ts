/** What a person can do about an image that a node could not get, by what kubelet said of it. */
export function imageFix(image: string, reason: string): string {
  if (/unauthorized|authentication|denied|\b401\b|\b403\b/i.test(reason) && !hasNoRegistry(image)) {
    return 'Name a pull secret that may read this registry, or make the image public.';
  }
  if (/no such host|timeout|timed out|connection refused|network is unreachable/i.test(reason) && !hasNoRegistry(image)) {
    return 'The nodes do not reach this registry: name one that they reach, or load the image into the nodes.';
  }
  if (hasNoRegistry(image)) {
    return 'It is in no registry. Name a registry that the nodes can reach and that has it, or load it into the nodes: on kind, Slipway builds and loads it.';
  }
  return 'Check its name and tag, and that the registry has it for the processors of the nodes.';
}

/** `slipway/operator:0.1.0`: made here, and in no registry under this name. A node may say it with Docker Hub's name before it. */
function hasNoRegistry(image: string): boolean {
  return /^(docker\.io\/)?slipway\//.test(image);
}
