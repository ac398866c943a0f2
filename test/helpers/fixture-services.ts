import type { ClusterServices } from '../../engine/contract/cluster-services.ts';
import type { Services } from '../../engine/contract/services.ts';

/**
 * Services for tests of the transports alone: only what a test gives is there, anything else throws by name.
 * What the services themselves do is tested on a running workbench.
 */
export function servicesWith(known: { [Noun in Nouns]?: Partial<All[Noun]> }): Services {
  const nouns: object = new Proxy(known, {
    get: (given, noun: string) => (noun === 'then' ? undefined : verbsOf(given[noun as Nouns], noun)),
  });
  // One cluster, whichever is asked for.
  return new Proxy({} as Services, { get: (_target, noun: string) => (noun === 'on' ? async () => nouns : Reflect.get(nouns, noun)) });
}

type All = Omit<Services, 'on'> & ClusterServices;
type Nouns = keyof All;

function verbsOf(known: object | undefined, noun: string): object {
  return new Proxy(known ?? {}, {
    get(methods, verb: string) {
      const method = (methods as Record<string, unknown>)[verb];
      if (!method) throw new Error(`this test has no ${noun}.${verb}`);
      return method;
    },
  });
}
