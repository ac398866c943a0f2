import { useMemo } from 'react';
import { useTextHistory } from '../shared/use-text-history.ts';
import { addTo, setAt } from './edit-yaml.ts';
import { type FormEdit, pathText } from './form-edit.ts';
import { readKindForm } from './kind-form.ts';

const storageKey = 'slipway-kind-draft';
const firstText = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nname: dev\nnodes:\n- role: control-plane\n';

/** The configuration: its YAML is the truth, the form is read from it and written into it. Survives a reload. */
export function useKindDraft() {
  const { text, edit: record, ...history } = useTextHistory(storageKey, () => firstText);
  const form = useMemo(() => readKindForm(text), [text]);
  const edit: FormEdit = {
    set: (path, value) => record(setAt(text, path, value), pathText(path)),
    add: (path, value) => record(addTo(text, path, value), `add ${pathText(path)} ${text.length}`),
    rewrite: (change, source) => record(change(text), source),
  };
  return {
    ...history,
    text,
    form,
    edit,
    editText: (changed: string) => record(changed, 'editor'),
    /** Takes a preset's configuration, under the name that was chosen. */
    takePreset: (config: string) => record(setAt(config, ['name'], form?.name || 'dev'), 'preset'),
  };
}

export type KindDraftControls = ReturnType<typeof useKindDraft>;

/** Forgets the stored configuration, once its cluster is being created. */
export function forgetKindDraft(): void {
  sessionStorage.removeItem(storageKey);
}
