import { useClusterView } from '../../live/use-cluster.ts';
import { whyNotWrite } from './why-not-write.ts';

/** Why nothing of the page's cluster can be changed; null where it can. */
export function useWhyNotWrite(): string | null {
  return whyNotWrite(useClusterView());
}
