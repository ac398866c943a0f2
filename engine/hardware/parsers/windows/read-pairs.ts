import type { Adapter, Adapters } from './adapter.ts';

/** Lines of `name|bytes`. A line without a name or without the bar is told, and is no adapter. */
export function readPairs(text: string): Adapters {
  const adapters: Adapter[] = [];
  const problems: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/).filter((each) => each.trim() !== '')) {
    const bar = line.lastIndexOf('|');
    const name = line.slice(0, Math.max(bar, 0)).trim();
    const bytes = line.slice(bar + 1).trim();
    if (name === '') problems.push(`A line is not "name|bytes", and was left out: "${line.trim().slice(0, 60)}".`);
    else if (/^\d+$/.test(bytes) && Number(bytes) > 0) adapters.push({ name: name.slice(0, 120), bytes, wide: false });
    else problems.push(`"${name.slice(0, 60)}" has no memory size ("${bytes.slice(0, 40)}"), and was left out.`);
  }
  return { adapters, problems };
}
