import type { CheckRecord } from '../../check-record.ts';
import { type KindConfig, nodesOf } from '../config/kind-config.ts';
import { inGigabytes } from './gigabytes.ts';
import type { MachineFacts } from './machine-facts.ts';

const gigabyte = 1e9;

/** Measured with kind 0.33 and Kubernetes 1.36, idle: 0.85 GB for one node, 1.3 GB for three; rounded up for what they run. */
const memoryOf = { plane: gigabyte, worker: 0.5 * gigabyte };
/** Measured likewise: about 1 GB for the images, and as much again for each node. */
const diskOf = { images: gigabyte, node: gigabyte };
/** kind's advice for several nodes is 512 and 524288 (https://kind.sigs.k8s.io/docs/user/known-issues/); one node lives with less. */
const inotifyOf = { instances: 64, watches: 16_384 };

export function checkRoom(config: KindConfig, facts: MachineFacts): CheckRecord[] {
  if (!facts.engine.found) return [];
  const nodes = nodesOf(config);
  const planes = nodes.filter(({ role }) => role !== 'worker').length;
  const memory = planes * memoryOf.plane + (nodes.length - planes) * memoryOf.worker;
  return [
    memoryRecord(memory, facts),
    ...diskRecords(diskOf.images + nodes.length * diskOf.node, facts),
    ...inotifyRecords(nodes.length, facts),
  ];
}

function memoryRecord(needed: number, { engine, memoryAvailableBytes }: MachineFacts): CheckRecord {
  const total = engine.found ? engine.facts.memoryBytes : 0;
  const label = engine.found ? engine.facts.label : '';
  const shares = engine.found && engine.facts.onThisMachine;
  const record = { id: 'memory', subject: 'machine' } as const;
  if (total > 0 && total < needed) {
    const fix = shares ? 'Make fewer nodes.' : "Give the engine's virtual machine more memory, or make fewer nodes.";
    return {
      ...record,
      verdict: 'problem',
      message: `The nodes need about ${inGigabytes(needed)}, and ${label} has ${inGigabytes(total)} in all.`,
      fix,
    };
  }
  if (shares && memoryAvailableBytes !== undefined && memoryAvailableBytes < needed) {
    const message = `The nodes need about ${inGigabytes(needed)}, and ${inGigabytes(memoryAvailableBytes)} of this machine's memory are free.`;
    return { ...record, verdict: 'warning', message, fix: 'Close other programs, or make fewer nodes.' };
  }
  return { ...record, verdict: 'pass', message: `There is memory for the nodes, about ${inGigabytes(needed)}.` };
}

function diskRecords(needed: number, { engine, diskFreeBytes }: MachineFacts): CheckRecord[] {
  if (!engine.found || diskFreeBytes === undefined) return [];
  const record = { id: 'disk', subject: 'machine' } as const;
  const where = `${engine.facts.storageFolder ?? 'the disk of the engine'} has ${inGigabytes(diskFreeBytes)} free`;
  const fix = 'Free some: docker system df says what takes it, docker system prune removes what nothing uses.';
  if (diskFreeBytes < needed)
    return [{ ...record, verdict: 'problem', message: `The nodes need about ${inGigabytes(needed)}, and ${where}.`, fix }];
  if (diskFreeBytes < 2 * needed) {
    return [
      {
        ...record,
        verdict: 'warning',
        message: `The nodes need about ${inGigabytes(needed)} before they run anything, and ${where}.`,
        fix,
      },
    ];
  }
  return [{ ...record, verdict: 'pass', message: `There is disk for the nodes: ${where}.` }];
}

function inotifyRecords(nodes: number, { engine, inotify }: MachineFacts): CheckRecord[] {
  if (!engine.found || !engine.facts.onThisMachine || !inotify) return [];
  const { instances, watches } = inotify;
  const record = { id: 'inotify', subject: 'machine' } as const;
  if (instances >= nodes * inotifyOf.instances && watches >= nodes * inotifyOf.watches) {
    return [{ ...record, verdict: 'pass', message: 'The limits of inotify are high enough.' }];
  }
  const message = `The limits of inotify are low for ${nodes === 1 ? 'a node' : `${nodes} nodes`} (${instances} instances, ${watches} watches): pods then fail with "too many open files".`;
  return [
    {
      ...record,
      verdict: 'warning',
      message,
      fix: 'Raise them: sudo sysctl fs.inotify.max_user_instances=512 fs.inotify.max_user_watches=524288.',
    },
  ];
}
