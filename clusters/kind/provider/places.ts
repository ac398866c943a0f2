import { join } from 'node:path';

/** Where what Slipway keeps of a kind cluster lies: a folder each. */
export interface ClusterPlaces {
  folder: string;
  /** What was asked for and how far it came: record.ts. */
  record: string;
  /** As kind gets it. */
  config: string;
  kubeconfig: string;
  /** All that kind printed at its creation. It outlives a creation that failed. */
  log: string;
}

/** `name` is a cluster's, so it is a file's too: names.ts. */
export function placesOf(root: string, name: string): ClusterPlaces {
  const folder = join(root, name);
  return {
    folder,
    record: join(folder, 'record.json'),
    config: join(folder, 'kind.yaml'),
    kubeconfig: join(folder, 'kubeconfig'),
    log: join(folder, 'create.log'),
  };
}
