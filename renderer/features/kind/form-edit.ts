import type { YamlPath } from './edit-yaml.ts';
import type { KindForm } from './kind-form.ts';

/** What each part of the form needs: the values, how to change them, and what is wrong with each. */
export interface FormProps {
  form: KindForm;
  edit: FormEdit;
  /** The error under a field, by its path as checks name it (`nodes[0].image`): message and what to do. */
  errorAt(path: YamlPath): string | undefined;
}

export interface FormEdit {
  /** Sets a value; undefined takes it out. */
  set(path: YamlPath, value: unknown): void;
  add(path: YamlPath, value: unknown): void;
  /** A change of the whole text; `source` says by what. */
  rewrite(change: (text: string) => string, source: string): void;
}

/** `nodes[0].extraPortMappings[1].hostPort` */
export function pathText(path: YamlPath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${part}`)).join('');
}
