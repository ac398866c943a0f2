import type { FieldChanges, FieldName } from './draft.ts';
import type { DraftControls } from './use-draft.ts';

/** What a node's form needs: the values, how to change them, and what is wrong with each. */
export interface FormProps {
  draft: NonNullable<DraftControls['draft']>;
  edit(changes: FieldChanges): void;
  /** The error under a field: message and what to do. */
  errorAt(field: FieldName): string | undefined;
}
