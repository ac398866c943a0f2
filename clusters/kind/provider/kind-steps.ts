/** Reads how far `kind create cluster` is from what it prints without a terminal: ` • Preparing nodes 📦  ...`, then ` ✓ Preparing nodes 📦`. */
import type { Progress } from '../../provider.ts';

export interface KindStep {
  /** The same for all that is said of it: `nodes`. */
  id: string;
  /** As kind says it, without its pictures: `Preparing nodes`. */
  title: string;
  state: 'begun' | 'done' | 'failed';
}

interface KnownStep {
  id: string;
  begins: string;
  /** How much of the whole creation lies before it, from the times that one and three nodes took. */
  fraction: number;
}

/** In kind's order. kind 0.33's pkg/cluster/internal/create/ has them all. */
const knownSteps: readonly KnownStep[] = [
  { id: 'image', begins: 'Ensuring node image', fraction: 0.02 },
  { id: 'nodes', begins: 'Preparing nodes', fraction: 0.06 },
  { id: 'load-balancer', begins: 'Configuring the external load balancer', fraction: 0.2 },
  { id: 'configuration', begins: 'Writing configuration', fraction: 0.22 },
  { id: 'control-plane', begins: 'Starting control-plane', fraction: 0.25 },
  { id: 'network', begins: 'Installing CNI', fraction: 0.55 },
  { id: 'storage', begins: 'Installing StorageClass', fraction: 0.58 },
  { id: 'more-control-planes', begins: 'Joining more control-plane nodes', fraction: 0.6 },
  { id: 'workers', begins: 'Joining worker nodes', fraction: 0.65 },
];

const marks = { '•': 'begun', '✓': 'done', '✗': 'failed' } as const;
const pictures = /\p{Extended_Pictographic}|\u{FE0F}|\u{200D}/gu;

/** The step that the line tells of; undefined for any other line. */
export function readKindStep(line: string): KindStep | undefined {
  const [, mark, rest = ''] = /^\s*([•✓✗])\s+(.*)$/u.exec(line) ?? [];
  if (!mark) return undefined;
  const state = marks[mark as keyof typeof marks];
  // Remarks such as ` • Ready after 6s 💚` have the mark of a beginning, and no dots.
  if (state === 'begun' && !rest.endsWith('...')) return undefined;
  const title = rest
    .replace(/\.{3}$/, '')
    .replaceAll(pictures, '')
    .trim();
  return { id: knownSteps.find(({ begins }) => title.startsWith(begins))?.id ?? 'kind', title, state };
}

/** Turns kind's lines, one after the other, into progress: each step as it begins, and what kind warns of meanwhile. */
export function createKindProgress(): (line: string) => Progress | undefined {
  let step = 'kind';
  let fraction = 0;
  return (line) => {
    const read = readKindStep(line);
    if (read?.state === 'begun') {
      step = read.id;
      // Several images are several steps of one id; the fraction never goes back.
      fraction = Math.max(fraction, knownSteps.find(({ id }) => id === step)?.fraction ?? fraction);
      return { step, message: read.title, fraction };
    }
    return /\b(?:warning|deprecated)\b/i.test(line) && !read ? { step, message: line.trim() } : undefined;
  };
}
