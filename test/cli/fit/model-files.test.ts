import { chmod, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModelFiles } from '../../../cli/commands/fit/model-files.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const source = (file: string, index?: string) => ({ kind: 'config', file, index, filesBytes: undefined }) as const;

describe('the files of a model', () => {
  it('are config.json, the index that is named, and hf_quant_config.json beside it', async () => {
    await using folder = await temporaryFolder();
    const [config, index] = [join(folder.path, 'config.json'), join(folder.path, 'i.json')];
    await writeFile(config, '{"model_type": "llama", "scale": Infinity}');
    await writeFile(index, '{"metadata": {"total_size": 16}}');
    const plain = { config: { model_type: 'llama', scale: Infinity }, index: undefined, filesBytes: undefined, companion: undefined };
    expect(await readModelFiles(source(config))).toEqual(plain);
    await writeFile(join(folder.path, 'hf_quant_config.json'), '{"producer": {}}');
    expect(await readModelFiles({ ...source(config, index), filesBytes: 17 })).toEqual({
      ...plain,
      index: { metadata: { total_size: 16 } },
      filesBytes: 17,
      companion: { producer: {} },
    });
    const [named, other] = [join(folder.path, 'nvidia--Model.json'), join(folder.path, 'nvidia--Model.hf_quant_config.json')];
    await writeFile(named, '{}');
    await writeFile(other, '{"producer": {"name": "modelopt"}}');
    expect(await readModelFiles(source(named))).toMatchObject({ companion: { producer: { name: 'modelopt' } } });
    // Taken for the config by mistake, it is no companion of itself: sizing says what it is.
    expect(await readModelFiles(source(join(folder.path, 'hf_quant_config.json')))).toMatchObject({ companion: undefined });
  });

  it('are the beginning of a GGUF file', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'model.gguf');
    await writeFile(file, 'GGUF and more');
    await truncate(file, 200 * 1024 * 1024);
    const { gguf } = await readModelFiles({ kind: 'gguf', file });
    expect(
      Buffer.from(gguf ?? [])
        .subarray(0, 13)
        .toString(),
    ).toBe('GGUF and more');
    expect(gguf).toHaveLength(64 * 1024 * 1024);
  });

  it.each([
    ['config.json', '{"a": ', /^The file .*config\.json is not JSON: .+\.$/],
    ['config.json', '', /^The file .*config\.json is not JSON: it is empty\.$/],
    ['config.json', '<!doctype html>', /^The file .*config\.json is not JSON: .+\.$/],
  ])('%s with %j are refused in a sentence', async (name, text, message) => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, name);
    await writeFile(file, text);
    await expect(readModelFiles(source(file))).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringMatching(message) });
  });

  it('that are not there, are folders or are far too large are refused in a sentence', async () => {
    await using folder = await temporaryFolder();
    const gone = join(folder.path, 'gone.json');
    const refusedAs = (message: string, fix: string) => ({ code: 'invalid_input', message, fix });
    await expect(readModelFiles(source(gone))).rejects.toMatchObject(
      refusedAs(`The file ${gone} cannot be read: there is no such file.`, 'Check the path given with --config.'),
    );
    await expect(readModelFiles({ kind: 'gguf', file: gone })).rejects.toMatchObject(
      refusedAs(`The file ${gone} cannot be read: there is no such file.`, 'Check the path given with --gguf.'),
    );
    await expect(readModelFiles(source(folder.path))).rejects.toMatchObject(
      refusedAs(`${folder.path} is a folder.`, 'Give the file in it with --config.'),
    );
    const config = join(folder.path, 'config.json');
    const weights = join(folder.path, 'model.safetensors');
    await writeFile(config, '{}');
    await writeFile(weights, '');
    await truncate(weights, 5_000_000_000);
    await expect(readModelFiles(source(config, weights))).rejects.toMatchObject(
      refusedAs(`The file ${weights} has 5000 MB, which no file of that kind has.`, 'Check the path given with --index.'),
    );
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read are refused in a sentence', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'config.json');
    await writeFile(file, '{}');
    await chmod(file, 0);
    await expect(readModelFiles(source(file))).rejects.toMatchObject({ message: expect.stringContaining('permission denied') });
  });
});
