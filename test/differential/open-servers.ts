import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { serve } from '../clusters/sandbox/api/serving.ts';
import { startControlPlane } from '../helpers/control-plane.ts';
import { eventually } from '../helpers/eventually.ts';
import { createRawRequests } from '../helpers/raw-requests.ts';
import type { Servers } from './run.ts';
import type { Send } from './subject.ts';

const definitionsFolder = new URL('../../resources/crds/', import.meta.url);

export interface OpenServers extends Servers, AsyncDisposable {}

/** A real API server and the sandbox's, both without controllers: nothing but the requests changes anything. */
export async function openServers(): Promise<OpenServers> {
  await using opened = new AsyncDisposableStack();
  const plane = opened.use(await startControlPlane(['-with', '']));
  const sandbox = opened.use(await serve());
  const servers = await prepareServers(createRawRequests(plane.kubeconfigPath), createRawRequests(sandbox.kubeconfig));
  const kept = opened.move();
  return { ...servers, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** Installs Slipway's own kinds on both. */
export async function prepareServers(real: Send, sandbox: Send): Promise<Servers> {
  for (const send of [real, sandbox]) await installDefinitions(send);
  let count = 0;
  const run = Math.random().toString(36).slice(2, 8);
  return {
    real,
    sandbox,
    namespace() {
      count += 1;
      return `differential-${run}-${count}`;
    },
  };
}

async function installDefinitions(send: Send): Promise<void> {
  for (const file of await readdir(definitionsFolder)) {
    const definition = parse(await readFile(new URL(file, definitionsFolder), 'utf8')) as Definition;
    await send({ method: 'POST', path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', body: definition });
    const { group, names, versions } = definition.spec;
    await eventually(async () => (await send({ path: `/apis/${group}/${versions[0]?.name}/${names.plural}` })).code === 200);
  }
}

interface Definition {
  spec: { group: string; names: { plural: string }; versions: { name: string }[] };
}
