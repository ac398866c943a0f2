import type { Services } from '../../engine/contract/services.ts';

/**
 * Services for tests of the transports alone: only what a test gives is there, anything else throws by name.
 * What the services themselves do is tested on a running workbench.
 */
export function servicesWith(known: { [Noun in keyof Services]?: Partial<Services[Noun]> }): Services {
  return new Proxy({} as Services, {
    get: (_target, noun: string) =>
      new Proxy(known[noun as keyof Services] ?? {}, {
        get(methods, verb: string) {
          const method = (methods as Record<string, unknown>)[verb];
          if (!method) throw new Error(`this test has no ${noun}.${verb}`);
          return method;
        },
      }),
  });
}
