import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lockDataDirectory } from './serve-lock.ts';

/** Where the sandbox keeps its state. */
export function sandboxFolderOf(dataDirectory: string): string {
  return join(dataDirectory, 'sandbox');
}

export function sandboxKubeconfigOf(dataDirectory: string): string {
  return join(sandboxFolderOf(dataDirectory), 'kubeconfig');
}

/** Deletes the sandbox with everything in it. Throws `data_directory_in_use` while a serve runs on it. */
export async function resetSandboxOf(dataDirectory: string): Promise<void> {
  if (!existsSync(dataDirectory)) return;
  const release = lockDataDirectory(dataDirectory);
  try {
    await rm(sandboxFolderOf(dataDirectory), { recursive: true, force: true });
  } finally {
    release();
  }
}
