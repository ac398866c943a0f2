/** A pod's volumes as folders. Mounts are given to containers as paths: nothing is mounted into a filesystem of their own. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { Container, KeyToPath, Pod, Volume } from 'kubernetes-types/core/v1.d.ts';
import { ApiError } from '../../api-error.ts';
import type { AccountToken, AccountTokenWish } from '../account-token.ts';
import { decoded, fieldOf, type References } from './environment.ts';

/** A volume cannot be made yet: what it refers to is missing, or its kind is not known here. */
export class VolumeError extends Error {
  override readonly name = 'VolumeError';
}

/** What volumes are filled from. */
export interface VolumeSources extends References {
  /** Undefined where pods get no tokens: theirs are left out. */
  accountToken: AccountToken | undefined;
}

export interface VolumeFolders {
  /** The pod's own; removed with it. */
  podFolder: string;
  /** Holds a folder for each claim, which outlives the pod. */
  claimsFolder: string;
}

/** Makes every volume of the pod; gives the folder of each by volume name. Throws VolumeError. */
export async function prepareVolumes(pod: Pod, folders: VolumeFolders, sources: VolumeSources): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  for (const volume of pod.spec?.volumes ?? []) paths.set(volume.name, await prepareVolume(pod, volume, folders, sources));
  return paths;
}

/** Mount path to folder, for one container. */
export function mountsOf(container: Container, volumes: ReadonlyMap<string, string>): Record<string, string> {
  const mounts: Record<string, string> = {};
  for (const { mountPath, name, subPath } of container.volumeMounts ?? []) {
    const folder = volumes.get(name);
    if (folder) mounts[mountPath] = subPath ? inside(folder, subPath) : folder;
  }
  return mounts;
}

async function prepareVolume(
  pod: Pod,
  volume: Volume,
  { podFolder, claimsFolder }: VolumeFolders,
  sources: VolumeSources,
): Promise<string> {
  const folder = join(podFolder, 'volumes', volume.name);
  if (volume.persistentVolumeClaim) {
    const claim = inside(claimsFolder, join(pod.metadata?.namespace ?? '', volume.persistentVolumeClaim.claimName));
    await mkdir(claim, { recursive: true });
    return claim;
  }
  const files = await filesOf(pod, volume, sources);
  // Files that are gone from their source must go from the folder too.
  if (files) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [path, content] of Object.entries(files ?? {})) await writeFileIn(folder, path, content);
  return folder;
}

/** The files that a volume is to hold; undefined where it begins empty and keeps what is written. */
async function filesOf(pod: Pod, volume: Volume, sources: VolumeSources): Promise<Record<string, string> | undefined> {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap) return configMapFiles(configMap, sources);
  if (secret) return secretFiles({ ...secret, name: secret.secretName ?? '' }, sources);
  if (downwardAPI) return downwardFiles(pod, downwardAPI.items);
  if (projected) return projectedFiles(pod, volume, sources);
  if (volume.emptyDir || volume.hostPath || volume.ephemeral) return undefined;
  throw new VolumeError(
    `MountVolume.SetUp failed for volume "${volume.name}": the sandbox has emptyDir, configMap, secret, downwardAPI, projected, hostPath (empty) and persistentVolumeClaim volumes only`,
  );
}

async function projectedFiles(pod: Pod, { name, projected }: Volume, sources: VolumeSources): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const { configMap, secret, downwardAPI, serviceAccountToken } of projected?.sources ?? []) {
    if (configMap) Object.assign(files, await configMapFiles(configMap, sources));
    if (secret) Object.assign(files, await secretFiles(secret, sources));
    if (serviceAccountToken) Object.assign(files, tokenFile(pod, name, { ...serviceAccountToken, accountToken: sources.accountToken }));
    if (downwardAPI) Object.assign(files, downwardFiles(pod, downwardAPI.items));
  }
  return files;
}

function tokenFile(pod: Pod, volume: string, { path, accountToken, ...wanted }: TokenSource): Record<string, string> {
  if (!accountToken) return {};
  try {
    const { namespace, name = '', uid = '' } = pod.metadata ?? {};
    const account = { namespace, name: pod.spec?.serviceAccountName || 'default' };
    return { [path]: accountToken(account, { ...wanted, pod: { name, uid } }) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new VolumeError(`MountVolume.SetUp failed for volume "${volume}" : failed to fetch token: ${error.message}`, { cause: error });
  }
}

interface TokenSource extends Omit<AccountTokenWish, 'pod'> {
  path: string;
  accountToken: AccountToken | undefined;
}

interface FileSource {
  name?: string;
  items?: KeyToPath[];
  optional?: boolean;
}

async function configMapFiles({ name = '', items, optional }: FileSource, references: References): Promise<Record<string, string>> {
  const found = await references.configMap(name);
  if (!found && !optional) throw new VolumeError(`MountVolume.SetUp failed: configmap "${name}" not found`);
  const binary = Object.entries(found?.binaryData ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
  return picked({ ...found?.data, ...Object.fromEntries(binary) }, items);
}

async function secretFiles({ name = '', items, optional }: FileSource, references: References): Promise<Record<string, string>> {
  const found = await references.secret(name);
  if (!found && !optional) throw new VolumeError(`MountVolume.SetUp failed: secret "${name}" not found`);
  return picked(decoded(found), items);
}

function downwardFiles(pod: Pod, items: { path: string; fieldRef?: { fieldPath: string } }[] = []): Record<string, string> {
  return Object.fromEntries(items.flatMap(({ path, fieldRef }) => (fieldRef ? [[path, fieldOf(pod, fieldRef.fieldPath)]] : [])));
}

function picked(data: Record<string, string>, items: KeyToPath[] | undefined): Record<string, string> {
  if (!items) return data;
  return Object.fromEntries(items.flatMap(({ key, path }) => (data[key] === undefined ? [] : [[path, data[key]]])));
}

async function writeFileIn(folder: string, path: string, content: string): Promise<void> {
  const file = inside(folder, path);
  await mkdir(dirname(file), { recursive: true });
  // Secrets are among them.
  await writeFile(file, content, { mode: 0o600 });
}

function inside(folder: string, path: string): string {
  const target = resolve(folder, path);
  if (target !== folder && !target.startsWith(folder + sep))
    throw new VolumeError(`The path "${path}" leaves its volume; use one without "..".`);
  return target;
}
