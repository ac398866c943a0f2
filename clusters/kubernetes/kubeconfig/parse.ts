import { isAbsolute, join, sep } from 'node:path';
import { bytesOf, type Fields, fieldsOf, flagOf, itemsOf, listOf, textOf, textsOf, toFields, WrongField } from './fields.ts';
import { type ClusterEntry, emptyKubeconfig, type Kubeconfig, type Material, type ProgramEntry, type UserEntry } from './kubeconfig.ts';
import { parseYaml } from './parse-yaml.ts';

/** Where a kubeconfig's text is from: relative file names in it begin at `folder`. */
export interface Origin {
  name: string;
  folder: string;
}

/** Told of each context, cluster or user that cannot be read, which is then left out. */
export type OnBroken = (problem: string) => void;

/**
 * Reads one kubeconfig. Throws `WrongField`, or what the YAML parser says; fields that are not known mean nothing. As in
 * kubectl one broken entry spoils all of it, unless `onBroken` is there to hear of it.
 */
export function parseKubeconfig(text: string, origin: Origin, onBroken?: OnBroken): Kubeconfig {
  const root = toFields(parseYaml(text), '');
  if (Object.keys(root.values).length === 0) return emptyKubeconfig;
  checkType(root);
  const readNamed = <T>(list: string, field: string, read: (fields: Fields) => T) => named({ root, list, onBroken }, field, read);
  return {
    currentContext: textOf(root, 'current-context'),
    contexts: readNamed('contexts', 'context', (fields) => ({
      cluster: textOf(fields, 'cluster'),
      user: textOf(fields, 'user'),
      namespace: textOf(fields, 'namespace'),
    })),
    clusters: readNamed('clusters', 'cluster', (fields) => clusterOf(fields, origin)),
    users: readNamed('users', 'user', (fields) => userOf(fields, origin)),
  };
}

function checkType(root: Fields): void {
  const [apiVersion, kind] = [textOf(root, 'apiVersion'), textOf(root, 'kind')];
  if ((apiVersion !== '' && apiVersion !== 'v1') || (kind !== '' && kind !== 'Config')) {
    throw new WrongField(`it is a ${kind || 'Config'} of ${apiVersion || 'v1'}, not a Config of v1`);
  }
}

interface NamedList {
  root: Fields;
  list: string;
  onBroken: OnBroken | undefined;
}

/** The entries of a list like `[{ name: 'a', cluster: {...} }]`, by name. */
function named<T>({ root, list, onBroken }: NamedList, field: string, read: (fields: Fields) => T): Map<string, T> {
  const entries = new Map<string, T>();
  for (const [index, item] of listOf(root, list).entries()) {
    try {
      const fields = toFields(item, `${list}[${index}]`);
      const name = textOf(fields, 'name');
      if (entries.has(name)) throw new WrongField(`${list} has "${name}" twice`);
      entries.set(name, read(fieldsOf(fields, field)));
    } catch (error) {
      if (!onBroken || !(error instanceof WrongField)) throw error;
      onBroken(error.message);
    }
  }
  return entries;
}

function clusterOf(fields: Fields, origin: Origin): ClusterEntry {
  return {
    server: textOf(fields, 'server'),
    tlsServerName: textOf(fields, 'tls-server-name'),
    insecure: flagOf(fields, 'insecure-skip-tls-verify'),
    authority: materialOf(fields, 'certificate-authority', origin),
    proxyUrl: textOf(fields, 'proxy-url'),
    disableCompression: flagOf(fields, 'disable-compression'),
    programConfig: itemsOf(fields, 'extensions').find((item) => textOf(item, 'name') === programExtension)?.values['extension'],
  };
}

const programExtension = 'client.authentication.k8s.io/exec';

function userOf(fields: Fields, origin: Origin): UserEntry {
  return {
    certificate: materialOf(fields, 'client-certificate', origin),
    key: materialOf(fields, 'client-key', origin),
    token: textOf(fields, 'token'),
    tokenFile: fileOf(fields, 'tokenFile', origin),
    username: textOf(fields, 'username'),
    password: textOf(fields, 'password'),
    impersonation: {
      user: textOf(fields, 'as'),
      uid: textOf(fields, 'as-uid'),
      groups: textsOf(fields, 'as-groups'),
      extra: extraOf(fieldsOf(fields, 'as-user-extra')),
    },
    program: isSet(fields, 'exec') ? programOf(fieldsOf(fields, 'exec'), origin) : undefined,
    authProvider: isSet(fields, 'auth-provider') ? textOf(fieldsOf(fields, 'auth-provider'), 'name') || 'unnamed' : '',
  };
}

function extraOf(fields: Fields): Record<string, string[]> {
  return Object.fromEntries(Object.keys(fields.values).map((name) => [name, textsOf(fields, name)]));
}

function programOf(fields: Fields, origin: Origin): ProgramEntry {
  const apiVersion = textOf(fields, 'apiVersion');
  const command = textOf(fields, 'command');
  return {
    apiVersion,
    // A command with a folder is beside the kubeconfig, one without is on the PATH.
    command: command.includes(sep) ? absolute(command, origin) : command,
    args: textsOf(fields, 'args'),
    env: itemsOf(fields, 'env').map((item) => ({ name: textOf(item, 'name'), value: textOf(item, 'value') })),
    installHint: textOf(fields, 'installHint'),
    provideClusterInfo: flagOf(fields, 'provideClusterInfo'),
    // Only the newest version has no default.
    interactiveMode: textOf(fields, 'interactiveMode') || (apiVersion.endsWith('/v1') ? '' : 'IfAvailable'),
    origin: origin.name,
  };
}

function materialOf(fields: Fields, name: string, origin: Origin): Material {
  return { data: bytesOf(fields, `${name}-data`), file: fileOf(fields, name, origin) };
}

function fileOf(fields: Fields, name: string, origin: Origin): string {
  const file = textOf(fields, name);
  return file === '' ? '' : absolute(file, origin);
}

function absolute(file: string, { folder }: Origin): string {
  return isAbsolute(file) ? file : join(folder, file);
}

function isSet({ values }: Fields, name: string): boolean {
  return values[name] !== undefined && values[name] !== null;
}
