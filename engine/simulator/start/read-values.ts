import type { FlagValue } from '../command-line/parse.ts';

/** Access by name. Values were checked against the flags' types when they were parsed. */
export function readValues(values: ReadonlyMap<string, FlagValue>) {
  return {
    text: <Otherwise>(name: string, otherwise: Otherwise) => (values.get(name) as string | undefined) ?? otherwise,
    number: <Otherwise>(name: string, otherwise: Otherwise) => (values.get(name) as number | undefined) ?? otherwise,
    list: (name: string, otherwise: readonly string[]) => (values.get(name) as readonly string[] | undefined) ?? otherwise,
    on: (name: string, otherwise: boolean) => (values.get(name) as boolean | undefined) ?? otherwise,
  };
}
