import type { CheckRecord } from '../../check-record.ts';
import { atLeast } from '../tools/versions.ts';
import type { MachineFacts } from './machine-facts.ts';

/** kind starts nodes with `--cgroupns`, which Docker knows since API 1.41. */
const oldestDocker = '20.10.0';
/** Below it, kind itself says that Podman is not fully supported. */
const oldestPodman = '3.0.0';

export function checkEngine({ engine }: MachineFacts): CheckRecord[] {
  if (!engine.found) {
    return [{ id: 'engine', subject: 'machine', verdict: 'problem', message: engine.message, ...(engine.fix && { fix: engine.fix }) }];
  }
  const { facts, program } = engine;
  const found: CheckRecord = { id: 'engine', subject: 'machine', verdict: 'pass', message: `${facts.label} answers at ${facts.host}.` };
  const remote = facts.warnings.map((message): CheckRecord => {
    const fix = 'Use an engine of this machine, or forward the cluster’s port to it.';
    return { id: 'engine-remote', subject: 'machine', verdict: 'warning', message, fix };
  });
  return [found, ...versionRecords(facts), ...programRecords(facts, program), ...remote];
}

type Facts = Extract<MachineFacts['engine'], { found: true }>['facts'];

function versionRecords({ kind, label, version }: Facts): CheckRecord[] {
  const isDocker = kind === 'docker';
  const oldest = isDocker ? oldestDocker : oldestPodman;
  if (atLeast(version, oldest)) return podmanNote(isDocker);
  const message = `${label} is older than ${oldest}, which kind needs.`;
  return [
    {
      id: 'engine-version',
      subject: 'machine',
      verdict: 'problem',
      message,
      fix: `Install ${isDocker ? 'Docker' : 'Podman'} ${oldest} or later.`,
    },
  ];
}

function podmanNote(isDocker: boolean): CheckRecord[] {
  const message = 'kind calls its support of Podman experimental.';
  return isDocker ? [] : [{ id: 'engine-experimental', subject: 'machine', verdict: 'note', message }];
}

function programRecords({ kind, label }: Facts, program: string | undefined): CheckRecord[] {
  if (program) return [];
  const message = `kind runs the command ${kind}, and it is neither on the PATH nor in the usual folders, though ${label} answers.`;
  const fix =
    kind === 'docker'
      ? 'Install the Docker command: https://docs.docker.com/engine/install/binaries/.'
      : 'Install the podman command: https://podman.io.';
  return [{ id: 'engine-program', subject: 'machine', verdict: 'problem', message, fix }];
}
