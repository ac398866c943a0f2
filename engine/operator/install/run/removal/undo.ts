import { customResourceDefinitions } from '../../../../../clusters/kinds.ts';
import { installationRecordName } from '../../objects/metadata.ts';
import type { ObjectRef } from '../../plan/plan.ts';
import { planRemoval, type RemovalFacts, type RemovalItem, type RemovalPlan } from '../../plan/plan-removal.ts';
import { refKey } from '../../plan/refs.ts';
import { definitionName, ourKinds } from '../our-kinds.ts';
import type { InstallationRecord } from '../record/installation-record.ts';

/**
 * What calling an installation off removes. Of a first one that was never seen to work: everything of ours, since nothing was
 * installed before, but for definitions, which an earlier installation may have left with objects of their kinds; of those goes
 * only what this one made and nobody uses. Of any other: nothing.
 */
export function planUndo(facts: RemovalFacts, record: InstallationRecord | null): RemovalPlan {
  if (record === null) return withoutRecord(facts);
  if (record.created.length === 0) return { items: [], problems: [] };
  const created = new Set(record.created.map(refKey));
  const inUse = new Set(facts.models.flatMap(definitionOf));
  const { items, problems } = planRemoval({ ...facts, models: [] }, { keepKinds: false, keepModels: true });
  const judged = items.map((item) => judge(item, created, inUse));
  const stillRefused = judged.some(({ action }) => action === 'refuse');
  return { items: recordLast(judged), problems: stillRefused ? problems : [] };
}

/** The namespace comes before the record: when nothing else is there, that is how far the installation came. */
function withoutRecord(facts: RemovalFacts): RemovalPlan {
  const { items } = planRemoval({ ...facts, models: [] }, { keepKinds: true, keepModels: true });
  const going = items.filter(({ action }) => action === 'remove');
  return { items: going.every(({ ref }) => ref.kind === 'Namespace') ? going : [], problems: [] };
}

function judge(item: RemovalItem, created: ReadonlySet<string>, inUse: ReadonlySet<string>): RemovalItem {
  const { ref, action } = item;
  if (action === 'keep' || ref.kind !== customResourceDefinitions.kind) return item;
  if (!created.has(refKey(ref))) return { ref, action: 'keep', why: 'It was there before.' };
  if (inUse.has(ref.name)) return { ref, action: 'keep', why: 'There are objects of its kind by now, which would go with it.' };
  return item;
}

function definitionOf(ref: ObjectRef): string[] {
  const kind = ourKinds.find((each) => each.kind === ref.kind && ref.apiVersion.startsWith(`${each.group}/`));
  return kind ? [definitionName(kind)] : [];
}

/** Only the namespace comes after it: killed on the way, the next run must still know what was made. */
function recordLast(items: readonly RemovalItem[]): RemovalItem[] {
  const isRecord = ({ ref }: RemovalItem) => ref.kind === 'ConfigMap' && ref.name === installationRecordName;
  const isNamespace = ({ ref }: RemovalItem) => ref.kind === 'Namespace';
  const rest = items.filter((item) => !isRecord(item) && !isNamespace(item));
  return [...rest, ...items.filter(isRecord), ...items.filter(isNamespace)];
}
