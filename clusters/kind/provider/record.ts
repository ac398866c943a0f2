/** What is remembered of each kind cluster that Slipway makes, in a file that is whole at every moment, so that a killed Slipway can be followed. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Log } from '../../log.ts';
import { ProviderError } from '../../provider.ts';
import { placesOf } from './places.ts';
import type { ProcessIdentity } from './processes.ts';

export interface KindRecord {
  name: string;
  /** `making` until its nodes were ready once. */
  state: 'making' | 'made';
  /** As it was given: v1alpha4 YAML. Empty: one node. */
  config: string;
  /** Of all nodes; absent: what the configuration says, or kind's own. */
  image?: string | undefined;
  /** Who makes it. */
  maker?: ProcessIdentity | undefined;
  /** The process of kind, which leads a group of its own. */
  kind?: ProcessIdentity | undefined;
  /** RFC 3339. */
  startedAt: string;
  /** The last that was told of its progress. */
  step: string;
  /** Ids of its containers, once it is made: another cluster of the same name has others. */
  containers?: readonly string[] | undefined;
  /** Names of its containers in the order of their addresses when it was stopped: started so, they get the same ones again. */
  startOrder?: readonly string[] | undefined;
}

export interface RecordStore {
  /** In the order of their names. */
  list(): Promise<KindRecord[]>;
  find(name: string): Promise<KindRecord | undefined>;
  /** Writes down the first record of a name. Rejects with `AlreadyThere` when another process was quicker. */
  claim(record: KindRecord): Promise<void>;
  write(record: KindRecord): Promise<void>;
  /** When all that was to be written has been. Whoever removes files waits for that, or they come back. */
  settled(): Promise<void>;
}

/** Records below `root`, a folder that need not be there yet. Writes take turns. */
export function createRecordStore(root: string, log: Log): RecordStore {
  let turn: Promise<unknown> = Promise.resolve();
  const find = (name: string) => read(placesOf(root, name).record, name, log);
  return {
    find,
    async list() {
      const found = await Promise.all((await foldersIn(root)).map(find));
      return found.filter((record) => record !== undefined);
    },
    claim: (record) => writeFirst(root, record),
    write(record) {
      const text = textOf(record);
      const written = turn.then(() => writeWhole(root, record.name, text));
      turn = written.catch(() => {});
      return written;
    },
    settled: async () => void (await turn),
  };
}

async function writeFirst(root: string, record: KindRecord): Promise<void> {
  const { folder, record: file } = placesOf(root, record.name);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(file, textOf(record), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new ProviderError('AlreadyThere', `The kind cluster "${record.name}" is being made by another Slipway.`, {
      fix: 'Wait until it is there, or choose another name.',
    });
  }
}

async function foldersIn(root: string): Promise<string[]> {
  const entries = await orNothing(readdir(root, { withFileTypes: true }));
  return (entries ?? []).flatMap((entry) => (entry.isDirectory() ? entry.name : [])).sort();
}

async function read(file: string, name: string, log: Log): Promise<KindRecord | undefined> {
  const text = await orNothing(readFile(file, 'utf8'));
  if (text === undefined) return undefined;
  try {
    const { state, config = '', startedAt = '', step = '', ...rest } = JSON.parse(text) as Partial<KindRecord>;
    return { ...rest, name, state: state === 'made' ? 'made' : 'making', config, startedAt, step };
  } catch (error) {
    // Somebody's editor, or a disk's fault. What it was about is still there to be removed.
    log.warn({ file, error: String(error) }, 'the record of a kind cluster cannot be read');
    return { name, state: 'making', config: '', startedAt: '', step: '' };
  }
}

async function writeWhole(root: string, name: string, text: string): Promise<void> {
  const { folder, record: file } = placesOf(root, name);
  await mkdir(folder, { recursive: true });
  const unfinished = `${file}.new`;
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

function textOf(record: KindRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

/** Undefined for a file that is not there. */
async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
