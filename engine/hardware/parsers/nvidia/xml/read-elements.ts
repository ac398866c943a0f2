import sax from 'sax';

/** Texts of elements by their path below the GPU: `fb_memory_usage/total` -> `81559 MiB`. The first of several counts. */
export type Fields = ReadonlyMap<string, string>;

export interface XmlGpu {
  /** The `id` attribute: its PCI address. */
  readonly id: string | undefined;
  readonly fields: Fields;
  readonly migDevices: readonly Fields[];
}

export interface XmlLog {
  readonly driver: string | undefined;
  /** Those that were read to their end. */
  readonly gpus: readonly XmlGpu[];
  /** Why reading ended early; undefined where it did not. */
  readonly broken: string | undefined;
}

interface Open {
  readonly fields: Map<string, string>;
  readonly migDevices: Map<string, string>[];
  readonly id: string | undefined;
  /** Depth of the element itself. */
  readonly depth: number;
  migDepth: number | undefined;
}

/**
 * Reads `nvidia-smi -q -x`. What stands before a break is kept: a support dump that is cut off still tells of the GPUs before
 * the cut. The reader expands no entities but XML's own five, and fetches no DTD.
 */
export function readElements(text: string): XmlLog {
  const reader = new LogReader();
  const parser = sax.parser(true);
  let broken: string | undefined;
  parser.onerror = (error) => {
    broken ??= error.message.split('\n')[0];
    throw error;
  };
  parser.onopentag = ({ name, attributes }) => reader.open(name, attributes['id']);
  parser.ontext = (value) => reader.text(value);
  parser.onclosetag = () => reader.close();
  try {
    parser.write(text).close();
  } catch (error) {
    broken ??= error instanceof Error ? error.message : String(error);
  }
  return { driver: reader.driver, gpus: reader.gpus, broken };
}

/** The second is what driver 610 calls it. */
const driverElements: ReadonlySet<string> = new Set(['driver_version', 'kmd_version']);

class LogReader {
  readonly gpus: XmlGpu[] = [];
  driver: string | undefined;
  readonly #path: string[] = [];
  #text = '';
  #gpu: Open | undefined;

  open(name: string, id: unknown): void {
    this.#path.push(name);
    this.#text = '';
    const depth = this.#path.length;
    if (!this.#gpu && name === 'gpu')
      this.#gpu = { fields: new Map(), migDevices: [], id: typeof id === 'string' ? id : undefined, depth, migDepth: undefined };
    else if (this.#gpu && this.#gpu.migDepth === undefined && name === 'mig_device') this.#openMig(this.#gpu, depth);
  }

  text(value: string): void {
    this.#text += value;
  }

  close(): void {
    const depth = this.#path.length;
    const value = this.#text.trim();
    if (this.#gpu) this.#closeBelow(this.#gpu, depth, value);
    else if (driverElements.has(this.#path.at(-1) ?? '')) this.driver ??= value;
    this.#path.pop();
    this.#text = '';
  }

  #openMig(gpu: Open, depth: number): void {
    gpu.migDepth = depth;
    gpu.migDevices.push(new Map());
  }

  #closeBelow(gpu: Open, depth: number, value: string): void {
    if (depth === gpu.depth) {
      this.gpus.push(gpu);
      this.#gpu = undefined;
    } else if (depth === gpu.migDepth) {
      gpu.migDepth = undefined;
    } else if (value !== '') {
      const fields = gpu.migDepth === undefined ? gpu.fields : gpu.migDevices.at(-1);
      const path = this.#path.slice(gpu.migDepth ?? gpu.depth).join('/');
      if (!fields?.has(path)) fields?.set(path, value);
    }
  }
}
