import type { Device } from '../contract/views/device.ts';
import type { GpuTable } from './identify.ts';

/** A tool's output, or one file of a folder that was read: `nodes/1/properties`. */
export interface ToolFile {
  /** Relative to the folder; the file's name for a single file. */
  readonly path: string;
  readonly text: string;
}

/** What a tool's output says. `problems` are of the whole output; those of one device are with the device. */
export interface Parsed {
  readonly devices: Device[];
  readonly problems: string[];
}

/** Pure, and never throws: what cannot be read is a problem in words. */
export type Parser = (files: readonly ToolFile[], gpus: GpuTable) => Parsed;

/** For tools whose files say nothing of each other: each is read for itself. */
export function eachFile(parse: (text: string, gpus: GpuTable) => Parsed): Parser {
  return (files, gpus) => {
    const parsed = files.map(({ text }) => parse(text, gpus));
    return { devices: parsed.flatMap(({ devices }) => devices), problems: parsed.flatMap(({ problems }) => problems) };
  };
}
