import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { systemClock } from '../../../../clusters/clock.ts';
import { customResourceDefinitions } from '../../../../clusters/kinds.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { rulesOf } from '../../../../clusters/sandbox/api/cel/rules.ts';
import type { Schema } from '../../../../clusters/sandbox/api/openapi/schema.ts';
import { createApiServer } from '../../../../clusters/sandbox/api/server.ts';
import { noPods } from '../../../helpers/no-pods.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

const shared = process.env['SLIPWAY_TEST_SHARED'];
const folder = shared === undefined ? undefined : join(shared, 'upstream-crds');

/** Every definition of other projects that there is, by its file. */
function readDefinitions(root: string): [file: string, definition: CustomResourceDefinition][] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  return files.flatMap((file) =>
    parseAllDocuments(readFileSync(join(root, file), 'utf8')).map((document): [string, CustomResourceDefinition] => [
      file,
      document.toJS(),
    ]),
  );
}

describe.skipIf(folder === undefined)('definitions of other projects (skipped where SLIPWAY_TEST_SHARED is not set)', () => {
  const definitions = folder === undefined ? [] : readDefinitions(folder);

  it('has some', () => expect(definitions.length).toBeGreaterThan(50));

  it('accepts all of them, and starts as fast with them as without', async () => {
    await using place = await temporaryFolder();
    const options = { storage: join(place.path, 'sandbox.db'), clock: systemClock, log: silentLog, podRuntime: noPods };
    const server = createApiServer(options);
    const cluster = server.cluster();
    for (const [, definition] of definitions) {
      const applied = await cluster.apply(customResourceDefinitions, definition, { fieldManager: 'test', force: true });
      expect(applied.status?.conditions).toContainEqual(expect.objectContaining({ type: 'Established', status: 'True' }));
    }
    await server.close();
    // Work, not time: other processes may be busy.
    const before = process.cpuUsage();
    const again = createApiServer(options);
    const { user } = process.cpuUsage(before);
    await again.close();
    expect(user / 1_000).toBeLessThan(500);
  });

  it('understands every rule in them', () => {
    const schemas = definitions.flatMap(([, { spec }]) => spec.versions.map(({ schema }) => schema?.openAPIV3Schema as Schema));
    const rules = schemas.flatMap((schema) => [...rulesOf(schema).values()].flatMap((compiled) => compiled.rules));
    expect(rules.length).toBeGreaterThan(900);
    expect(rules.filter(({ condition }) => 'problem' in condition).map(({ rule }) => rule.rule)).toEqual([]);
  });
});
