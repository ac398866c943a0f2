import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { GpuTable } from '../../engine/hardware/identify.ts';
import type { ToolFile } from '../../engine/hardware/parser.ts';

const fixtures = new URL('../fixtures/hardware/', import.meta.url).pathname;
const catalog = new URL('../../resources/catalog/gpus.json', import.meta.url).pathname;
const shared = process.env['SLIPWAY_TEST_SHARED'];

/** Outputs of real tools, which are not part of this repository; undefined without SLIPWAY_TEST_SHARED. */
export const captures: string | undefined = shared === undefined ? undefined : join(shared, 'hardware', 'captures');

/** The GPUs of the shipped catalog. */
export const gpus: GpuTable = JSON.parse(readFileSync(catalog, 'utf8'));

/** A file of test/fixtures/hardware, or all files of one of its folders. */
export function fixtureFiles(path: string): ToolFile[] {
  return filesAt(join(fixtures, path));
}

/** A captured output, or all files of a captured folder with their paths below it. */
export function captureFiles(path: string): ToolFile[] {
  return filesAt(join(captures ?? '', path));
}

function filesAt(path: string): ToolFile[] {
  if (!statSync(path).isDirectory()) return [{ path: relative(join(path, '..'), path), text: readFileSync(path, 'utf8') }];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
  return names
    .filter((name) => statSync(join(path, name)).isFile())
    .map((name) => ({ path: name, text: readFileSync(join(path, name), 'utf8') }));
}
