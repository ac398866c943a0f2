import { posix } from 'node:path';
import type { KindMount, Problem } from './kind-config.ts';

/** Folders that kind mounts itself, or that a node cannot run with when they are covered. */
const ofTheNode = ['/', '/tmp', '/run', '/var', '/lib/modules', '/etc/kubernetes', '/proc', '/sys'];

export function mountProblems(mounts: readonly KindMount[] | undefined, path: string): Problem[] {
  const seen = new Map<string, number>();
  return (mounts ?? []).flatMap((mount, index) => {
    const at = `${path}[${index}]`;
    const problems = [...hostProblems(mount.hostPath, at), ...containerProblems(mount.containerPath, at)];
    const key = posix.normalize(mount.containerPath ?? '').replace(/(?<=.)\/$/, '');
    const other = seen.get(key);
    seen.set(key, index);
    if (mount.containerPath && other !== undefined) {
      problems.push({
        path: `${at}.containerPath`,
        message: `${path}[${other}] mounts at ${mount.containerPath} too: the engine refuses both.`,
        fix: 'Keep one of them.',
      });
    }
    return problems;
  });
}

function hostProblems(hostPath: string | undefined, at: string): Problem[] {
  if (!hostPath) return [{ path: `${at}.hostPath`, message: 'A mount needs a hostPath.', fix: 'Name a folder or file of this machine.' }];
  // A drive's colon on Windows is known to Docker; any other ends the path.
  if (!hostPath.replace(/^[A-Za-z]:(?=[\\/])/, '').includes(':')) return [];
  return [
    {
      path: `${at}.hostPath`,
      message: `"${hostPath}" has a colon, which ends the path for the engine.`,
      fix: 'Mount a folder without a colon in its path.',
    },
  ];
}

function containerProblems(containerPath: string | undefined, at: string): Problem[] {
  const path = `${at}.containerPath`;
  if (!containerPath)
    return [{ path, message: 'A mount needs a containerPath.', fix: 'Say where in the node it is to be, from the root: /data.' }];
  if (!containerPath.startsWith('/')) {
    return [
      { path, message: `"${containerPath}" does not begin at the node's root.`, fix: `Write /${containerPath.replace(/^\.?\/?/, '')}.` },
    ];
  }
  if (containerPath.includes(':'))
    return [
      { path, message: `"${containerPath}" has a colon, which ends the path for the engine.`, fix: 'Choose a path without a colon.' },
    ];
  if (!ofTheNode.includes(posix.normalize(containerPath).replace(/(?<=.)\/$/, ''))) return [];
  return [
    { path, message: `A node cannot run with something else mounted at ${containerPath}.`, fix: 'Choose a folder below it, or another.' },
  ];
}
