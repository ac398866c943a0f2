import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ProviderError } from '../../provider.ts';
import type { ToolName } from './tool.ts';

/** A program that can be downloaded, and what it must be to the last bit. */
const toolEntry = z.strictObject({
  name: z.enum(['kind', 'kubectl']),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  /** As Node names them. */
  platform: z.enum(['linux', 'darwin', 'win32']),
  architecture: z.enum(['x64', 'arm64']),
  url: z.url({ protocol: /^https?$/ }),
  /** Of the file, in small hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const toolsLock = z.strictObject({ note: z.string(), tools: z.array(toolEntry) });

export type ToolEntry = z.infer<typeof toolEntry>;
export type ToolsLock = z.infer<typeof toolsLock>;

/** Reads resources/tools.lock.json, or a file like it. Rejects with `ProviderError`. */
export async function readToolsLock(file: URL): Promise<ToolsLock> {
  try {
    return toolsLock.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : cause instanceof Error ? cause.message : String(cause);
    throw new ProviderError('Unusable', `The list of programs to download (${file.pathname}) cannot be used: ${why}.`, {
      cause,
      fix: 'Install Slipway again, or install kind and kubectl yourself.',
    });
  }
}

/** What Slipway may offer to download on that machine. Nothing is offered without a checksum: there are no entries without one. */
export function offeredTool(
  name: ToolName,
  { tools }: ToolsLock,
  machine: { platform: string; architecture: string },
): ToolEntry | undefined {
  return tools.find((tool) => tool.name === name && tool.platform === machine.platform && tool.architecture === machine.architecture);
}

/** A download that a person gave, of a mirror perhaps. Throws `ProviderError` with what is wrong with it. */
export function givenTool(entry: ToolEntry): ToolEntry {
  const read = toolEntry.safeParse(entry);
  if (read.success) return read.data;
  throw new ProviderError(
    'InvalidOptions',
    `The download of ${entry.name} in the settings cannot be used: ${z.prettifyError(read.error)}.`,
    {
      cause: read.error,
      fix: 'Give its address, its version and the SHA-256 of the file, 64 hexadecimal digits.',
    },
  );
}
