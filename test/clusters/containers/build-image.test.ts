/**
 * The engine is a stand-in (test/helpers/scripted-engine.ts): a real one is in build-image.kind.test.ts, and cannot be made to fail in each way.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { buildContext } from '../../../clusters/containers/build-context.ts';
import { buildImage, type ImageBuild } from '../../../clusters/containers/build-image.ts';
import { findContainerEngine } from '../../../clusters/containers/container-engine.ts';
import { hasImage, imageSize } from '../../../clusters/containers/images.ts';
import { type Answer, answers, dockerInfo, dockerVersion, scriptedEngine } from '../../helpers/scripted-engine.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const id = `sha256:${'a'.repeat(64)}`;
const build: ImageBuild = { tag: 'slipway/test:1', dockerfile: 'FROM scratch\n', files: new Map([['hello', Buffer.from('hi')]]) };

/** An engine that answers a build like this, and knows the image afterwards. */
async function engineThatBuilds(answerBuild: Answer) {
  const usual = answers(dockerVersion, dockerInfo);
  const socket = await scriptedEngine((request, response) => {
    if (request.url?.startsWith('/build')) answerBuild(request, response);
    else if (request.url === '/images/slipway/test:1/json') response.end(JSON.stringify({ Id: id, Size: 4_321 }));
    else usual(request, response);
  });
  const engine = await findContainerEngine({ environment: { DOCKER_HOST: socket.host }, home: '/', platform: 'linux' });
  return { engine, requests: socket.requests, [Symbol.asyncDispose]: () => socket[Symbol.asyncDispose]() };
}

function messages(...said: object[]): Answer {
  return (request: IncomingMessage, response: ServerResponse) => {
    request.resume().on('end', () => response.end(said.map((message) => `${JSON.stringify(message)}\r\n`).join('')));
  };
}

test('a build gives the id and the size, and each printed line as it comes', async () => {
  await using world = await engineThatBuilds(
    messages(
      { stream: 'Step 1/2 : FROM scratch' },
      { stream: '\n' },
      { status: 'Downloading', id: 'abc', progressDetail: { current: 1 } },
      { status: 'Pull complete', id: 'abc' },
      { aux: { ID: id } },
      { stream: 'Successfully tagged slipway/test:1\n' },
    ),
  );
  const lines: string[] = [];
  const built = await buildImage(world.engine, {
    ...build,
    buildArguments: { BASE: 'a:b' },
    target: 'last',
    onLine: (line) => lines.push(line),
  });
  expect(built).toEqual({ id, sizeBytes: 4_321 });
  expect(lines).toEqual(['Step 1/2 : FROM scratch', 'abc: Pull complete', 'Successfully tagged slipway/test:1']);
  const query = new URLSearchParams(world.requests.find((url) => url.startsWith('/build'))?.split('?')[1]);
  expect(Object.fromEntries(query)).toMatchObject({ t: 'slipway/test:1', target: 'last', buildargs: '{"BASE":"a:b"}' });
});

test('the context has the Dockerfile, files, and folders with all below them, always the same', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'app', 'deep'), { recursive: true });
  await writeFile(join(folder.path, 'app', 'deep', 'main.js'), 'main');
  await writeFile(join(folder.path, 'run'), '#!/bin/sh', { mode: 0o755 });
  const files = new Map<string, URL | Uint8Array>([
    ['run', pathToFileURL(join(folder.path, 'run'))],
    ['app', pathToFileURL(join(folder.path, 'app'))],
    ['bytes', Buffer.from('hi')],
  ]);
  const entries: [string, string, number | undefined][] = [];
  const archive = extract();
  buildContext('FROM scratch', files).pipe(archive);
  for await (const entry of archive) {
    expect(entry.header.mtime).toEqual(new Date(0));
    entries.push([entry.header.name, await text(entry), entry.header.mode]);
  }
  expect(entries).toEqual([
    ['Dockerfile', 'FROM scratch', 0o644],
    ['app/deep/main.js', 'main', 0o644],
    ['bytes', 'hi', 0o644],
    ['run', '#!/bin/sh', 0o755],
  ]);
});

test('a step that fails is told with the last lines', async () => {
  const printed = Array.from({ length: 20 }, (_, index) => ({ stream: `line ${index}\n` }));
  await using world = await engineThatBuilds(
    messages(...printed, { errorDetail: { message: 'COPY failed: no such file: x' }, error: 'COPY failed' }),
  );
  await expect(buildImage(world.engine, build)).rejects.toMatchObject({
    name: 'ProviderError',
    message: expect.stringMatching(
      /^Docker 29\.1\.2 could not build the image slipway\/test:1: COPY failed: no such file: x\. It last printed:\nline 8\n/,
    ),
    fix: expect.stringContaining('correct what they name'),
  });
});

test.each([
  ['write /layer: no space left on device', 'Free space'],
  ['pull access denied for local/base', 'base image'],
])('"%s" has a fix of its own', async (message, fix) => {
  await using world = await engineThatBuilds(messages({ errorDetail: { message } }));
  await expect(buildImage(world.engine, build)).rejects.toMatchObject({ fix: expect.stringContaining(fix) });
});

test('a Dockerfile that the engine refuses is told', async () => {
  await using world = await engineThatBuilds((request, response) => {
    request.resume().on('end', () => response.writeHead(400).end('{"message":"dockerfile parse error line 1: unknown instruction: FORM"}'));
  });
  await expect(buildImage(world.engine, build)).rejects.toThrow('unknown instruction: FORM');
});

test('an engine that goes away in the middle is told, and that it may not run any more', async () => {
  await using world = await engineThatBuilds((request, response) => {
    request.resume().on('end', () => {
      response.write('{"stream":"Step 1/2 : FROM scratch"}\n');
      setImmediate(() => response.destroy());
    });
  });
  await expect(buildImage(world.engine, build)).rejects.toMatchObject({ fix: expect.stringContaining('still runs at unix://') });
});

test('a build without an image at its end has failed', async () => {
  await using world = await engineThatBuilds(messages({ stream: 'Step 1/1' }));
  await expect(buildImage(world.engine, build)).rejects.toThrow('the engine ended the build without an image');
});

test('a file that is not there is named, and no image is built', async () => {
  await using world = await engineThatBuilds(messages({ aux: { ID: id } }));
  const files = new Map([['app', pathToFileURL('/nowhere/app.js')]]);
  await expect(buildImage(world.engine, { ...build, files })).rejects.toThrow('/nowhere/app.js belongs into the image and cannot be read');
});

test('cancelling a build closes its connection, so that the engine stops', async () => {
  const closed = Promise.withResolvers<void>();
  await using world = await engineThatBuilds((request, response) => {
    request.resume();
    response.on('close', closed.resolve);
    response.write('{"stream":"Step 1/9 : RUN sleep"}\n');
  });
  const cancel = new AbortController();
  const building = buildImage(world.engine, { ...build, signal: cancel.signal, onLine: () => cancel.abort(new Error('enough')) });
  await expect(building).rejects.toThrow('enough');
  await closed.promise;
});

test('an image that the engine has is told with its size, one that it has not as absent', async () => {
  await using world = await engineThatBuilds(messages());
  expect(await imageSize(world.engine, 'slipway/test:1')).toBe(4_321);
  expect(await hasImage(world.engine, 'slipway/test:1')).toBe(true);
  expect(await hasImage(world.engine, 'slipway/other:1')).toBe(false);
});

test('an engine that answers with an error is not an absent image', async () => {
  await using socket = await scriptedEngine((request, response) => {
    if (request.url?.startsWith('/images')) response.writeHead(500).end('{"message":"disk broken"}');
    else answers(dockerVersion, dockerInfo)(request, response);
  });
  const engine = await findContainerEngine({ environment: { DOCKER_HOST: socket.host }, home: '/', platform: 'linux' });
  await expect(hasImage(engine, 'a:b')).rejects.toThrow('Docker 29.1.2 did not say whether it has the image a:b');
});
