import type { CheckRecord } from '../../check-record.ts';
import { type KindConfig, nodesOf } from '../config/kind-config.ts';
import type { MachineFacts } from './machine-facts.ts';
import { namedImages } from './node-image.ts';

export function checkImages(config: KindConfig, { engine }: MachineFacts): CheckRecord[] {
  const images = namedImages(config);
  const records = images.flatMap((named) => [...digestNote(named), ...downloadNote(named, engine)]);
  return [...records, ...balancerNote(config), ...(records.length === 0 ? [passed(images.length)] : [])];
}

function passed(count: number): CheckRecord {
  const message = count === 0 ? 'The nodes run the image that belongs to this kind.' : 'Every image is named by its digest, and is there.';
  return { id: 'image', subject: 'nodes', verdict: 'pass', message };
}

function digestNote({ image, path }: { image: string; path: string }): CheckRecord[] {
  if (image.includes('@sha256:')) return [];
  const message = `${image} is named by its tag alone: the same name can be another image tomorrow, or one that this kind does not know.`;
  return [
    {
      id: 'image-digest',
      subject: path,
      verdict: 'note',
      message,
      fix: 'Add the digest from the release notes of kind: NAME:TAG@sha256:….',
    },
  ];
}

function downloadNote({ image, path }: { image: string; path: string }, engine: MachineFacts['engine']): CheckRecord[] {
  if (!engine.found || engine.images.includes(image)) return [];
  const message = `${engine.facts.label} does not have ${image} yet, and downloads it first.`;
  return [{ id: 'image-download', subject: path, verdict: 'note', message }];
}

function balancerNote(config: KindConfig): CheckRecord[] {
  const planes = nodesOf(config).filter(({ role }) => role !== 'worker');
  if (planes.length < 2) return [];
  const message = `For ${planes.length} control planes kind starts a load balancer besides, from an image of its own.`;
  return [{ id: 'load-balancer', subject: 'nodes', verdict: 'note', message }];
}
