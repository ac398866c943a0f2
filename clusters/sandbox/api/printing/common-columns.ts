import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import { labelSelectorText } from '../selectors/label-selector-text.ts';
import type { Column } from './column.ts';
import { durationText } from './duration.ts';

/** What one column shows of an object. */
export type Cell = Column['cell'];

type Value = ReturnType<Cell>;

export const name: Cell = ({ metadata }) => metadata.name;

export const age: Cell = ({ metadata }, now) => ageOf(metadata.creationTimestamp, now);

/** For the kinds that have no columns of their own. */
export const created: Cell = ({ metadata }) => metadata.creationTimestamp ?? '';

export const nameColumn: Column = { name: 'Name', type: 'string', format: 'name', cell: name };

export const ageColumn: Column = { name: 'Age', type: 'string', cell: age };

/** A cell of an object that is known to be of a kind. */
export function cell<T>(read: (object: T, now: number) => Value): Cell {
  return (object, now) => read(object as unknown as T, now);
}

/** Time since a timestamp, as `kubectl get` shows it. */
export function ageOf(time: string | undefined, now: number): string {
  return time ? durationText(now - Date.parse(time)) : '<unknown>';
}

export function selectorText(selector: LabelSelector | undefined): string {
  return labelSelectorText(selector) || '<none>';
}

export function labelsText(labels: Record<string, string> | undefined): string {
  return labelSelectorText({ matchLabels: labels ?? {} }) || '<none>';
}

/** The first few, and how many more there are. */
export function someOf(texts: string[], most: number): string {
  const rest = texts.length > most ? ` + ${texts.length - most} more...` : '';
  return texts.slice(0, most).join(',') + rest;
}

export function countOf(value: object | undefined): number {
  return Object.keys(value ?? {}).length;
}
