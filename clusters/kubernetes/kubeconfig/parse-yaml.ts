import { type DocumentOptions, type ParseOptions, parseDocument, type SchemaOptions } from 'yaml';
import { withheld } from './withhold-data.ts';

/** The value of YAML text as kubectl reads it. Throws what is wrong, with the line. */
export function parseYaml(text: string): unknown {
  const { shortened, restore } = withheld(text);
  // Knowing all lines costs a third of the time, which is felt in a kubeconfig of thousands of contexts.
  const document = parseDocument(shortened, { ...asKubectl, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw parseDocument(text, asKubectl).errors[0] ?? error;
  return restore(document.toJS());
}

/** kubectl reads YAML 1.1 except for times, which stay text, and lets the last of several equal keys win. */
const asKubectl: DocumentOptions & SchemaOptions & ParseOptions = {
  version: '1.1',
  uniqueKeys: false,
  customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !(tag.format === 'TIME' || tag.tag.endsWith(':timestamp'))),
};
