import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { installationObjects } from '../../../../../engine/operator/install/objects/installation-objects.ts';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import { generatedFiles } from '../../../../../engine/operator/install/render/generated-files.ts';
import { renderYaml } from '../../../../../engine/operator/install/render/yaml.ts';

describe('an installation as YAML', () => {
  it('says all objects, in their order', () => {
    const objects = installationObjects(defaultInstallOptions('0.1.0'));
    const read = parseAllDocuments(renderYaml(objects)).map((document) => document.toJS());
    expect(read).toEqual(JSON.parse(JSON.stringify(objects)));
  });

  it('keeps names that kubectl would take for truth values', () => {
    const text = renderYaml([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'on', labels: { a: 'yes', b: '0123' } } }]);
    expect(text).toContain('name: "on"');
    expect(text).toContain('a: "yes"');
    expect(text).toContain('b: "0123"');
  });
});

describe('what is generated for people without the command', () => {
  it('is current: otherwise `npm run generate` was forgotten', async () => {
    const root = new URL('../../../../../', import.meta.url);
    const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as { version: string };
    for (const [path, text] of generatedFiles(version)) expect(await readFile(new URL(`resources/${path}`, root), 'utf8')).toBe(text);
  });
});
