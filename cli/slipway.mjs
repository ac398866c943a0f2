#!/usr/bin/env node
// The `slipway` command. Plain JavaScript for whatever Node (20 or newer) the host has. Quick commands run here, from a bundle; all
// others are handed over to the project's own Node. Node's modules are required: imported, some of them load all of its streams.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { existsSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const root = join(dirname(require('node:url').fileURLToPath(import.meta.url)), '..');
const isCheckout = existsSync(join(root, 'cli', 'main.ts'));
const words = process.argv.slice(2);

const quick = quickName(words);
const bundle = quick && quickBundle(quick);
if (!bundle) handOver(isCheckout ? join(root, 'cli', 'main.ts') : join(root, 'dist', 'cli', 'main.js'));
else if (isNewEnough(quick)) await runHere(bundle);
else handOver(join(root, 'cli', 'slipway.mjs'));

/** The file of cli/quick that has the command; undefined for commands that need an engine, as all do where a cluster is asked. */
function quickName([verb, ...rest]) {
  if (rest.some((word) => word === '--cluster' || word.startsWith('--cluster=') || /^-[a-z]*c/.test(word))) return undefined;
  if (verb === 'fit') return rest.some((word) => /^(--gpu(=|$)|-g|--help$|-h$)/.test(word)) ? 'arithmetic' : 'machine';
  return { gpus: 'machine', version: 'arithmetic', '--version': 'arithmetic', '-v': 'arithmetic' }[verb];
}

/** Machines are looked at with a package that wants Node 22. The rest is content with 20.18. */
function isNewEnough(name) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major >= 22 || (name === 'arithmetic' && major === 20 && minor >= 18);
}

/** Path of a bundle; a checkout's is made when there is none of these very sources. Undefined where it cannot be had. */
function quickBundle(name) {
  if (!isCheckout) return freshBundle(join(root, 'dist', 'quick'), name);
  const folder = join(root, '.build', 'quick');
  return freshBundle(folder, name) ?? newBundle(folder, name);
}

/** Undefined when there is none, or when one of the files that it was made from is not as it was. */
function freshBundle(folder, name) {
  try {
    const { entry, inputs } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
    return inputs.every(isUnchanged) ? join(folder, entry) : undefined;
  } catch {
    return undefined;
  }
}

function isUnchanged([path, modified, changed, size]) {
  const facts = statSync(`${root}/${path}`, { throwIfNoEntry: false });
  return facts?.mtimeMs === modified && facts.ctimeMs === changed && facts.size === size;
}

/** Where it cannot be made (no esbuild, a folder that cannot be written), the sources answer: nothing is lost but time. */
function newBundle(folder, name) {
  const { spawnSync } = require('node:child_process');
  spawnSync(projectNode(), [join(root, '.config', 'bundle-command.ts')], { stdio: 'ignore' });
  return freshBundle(folder, name);
}

/** As `require` would, with what V8 has compiled of it in earlier runs. The file's name has a hash of its text, so the two belong together. */
async function runHere(file) {
  const { Script } = require('node:vm');
  const compiled = `${file}.${process.version}-${process.arch}.compiled`;
  const cachedData = existsSync(compiled) ? readFileSync(compiled) : undefined;
  const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
  const script = new Script(text, { filename: file, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  process.exitCode = await module.exports.run(words);
  if (!cachedData || script.cachedDataRejected) keep(compiled, script, module.exports.rehearse);
}

function keep(compiled, script, rehearse = () => {}) {
  const draft = `${compiled}.${process.pid}`;
  try {
    writeFileSync(draft, '');
    rehearse();
    writeFileSync(draft, script.createCachedData());
    renameSync(draft, compiled);
  } catch {
    // A folder that only others may write: it is compiled each time.
  }
}

/** Runs a program on the project's own Node. */
function handOver(program) {
  const { spawn } = require('node:child_process');
  const { constants } = require('node:os');
  // The channel is a lifeline: the child stops when this process ends, even by SIGKILL.
  const child = spawn(projectNode(), [program, ...words], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // A terminal sends Ctrl-C to the child too: passed on, it would count as the second, which ends a command at once.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.once('error', (error) => {
    process.stderr.write(`Slipway cannot be started: ${error.message}.\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = signal ? 128 + constants.signals[signal] : (code ?? 1);
  });
}

/** Node 24 from the `node` package beside this one, so that the host's version does not matter. */
function projectNode() {
  try {
    const folder = dirname(require.resolve('node/package.json'));
    const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(node)) return node;
  } catch {
    // Fall through: not installed.
  }
  const [major] = process.versions.node.split('.').map(Number);
  if (major >= 24) return process.execPath;
  process.stderr.write(
    `Slipway needs its own Node, which is not installed (this is ${process.versions.node}). Run "npm install" again with install scripts on.\n`,
  );
  process.exit(1);
}
