import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import type { ApiObject } from '../json.ts';
import { labelSelectorText } from '../selectors/label-selector-text.ts';
import type { Column } from './column.ts';
import { durationText } from './duration.ts';

export const nameColumn: Column = { name: 'Name', type: 'string', format: 'name', cell: ({ metadata }) => metadata.name };

export const ageColumn: Column = { name: 'Age', type: 'string', cell: ({ metadata }, now) => ageOf(metadata.creationTimestamp, now) };

/** Time since a timestamp, as `kubectl get` shows it. */
export function ageOf(time: string | undefined, now: number): string {
  return time ? durationText(now - Date.parse(time)) : '<unknown>';
}

/** A text column; `wide` ones are shown with `-o wide`. */
export function textColumn<T>(name: string, read: (object: T, now: number) => string | number | null, wide = false): Column {
  return { name, type: 'string', priority: wide ? 1 : 0, cell: (object, now) => read(object as unknown as T, now) };
}

export function numberColumn<T>(name: string, read: (object: T) => number): Column {
  return { name, type: 'integer', cell: (object: ApiObject) => read(object as unknown as T) };
}

export function selectorText(selector: LabelSelector | undefined): string {
  return labelSelectorText(selector) || '<none>';
}

export function labelsText(labels: Record<string, string> | undefined): string {
  return labelSelectorText({ matchLabels: labels ?? {} }) || '<none>';
}
