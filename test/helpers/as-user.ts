import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { temporaryFolder } from './temporary-folder.ts';

export interface UserKubeconfig extends AsyncDisposable {
  path: string;
}

/** A kubeconfig of somebody else for the same server: an administrator who acts as that user, with that user's rights alone. */
export async function asUser(kubeconfigPath: string, user: string): Promise<UserKubeconfig> {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'kubeconfig');
  const config = parse(await readFile(kubeconfigPath, 'utf8')) as { users: { user: Record<string, unknown> }[] };
  for (const each of config.users) each.user['as'] = user;
  await writeFile(path, stringify(config));
  return { path, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}
