/** Lists of modules in quantised checkpoints: names, parts of names, globs and regular expressions, of layouts with other prefixes than ours. */

/** True for the modules that a list names. */
export type ModuleSelector = (module: string) => boolean;

/** Wrappers around the same layers: a list may write `model.language_model.layers.0` for what the layout calls `model.layers.0`. */
const wrappers = /^(?:(?:model|language_model|text_model|transformer|thinker|llm|backbone|decoder)\.)+/;
const prefixesToTry = ['', 'model.', 'model.language_model.', 'language_model.model.', 'language_model.', 'transformer.'];

/** Names of the same parts: DeepSeek-V4's files and lists say `layers.0.ffn.experts`, its library `model.layers.0.mlp.experts`. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['attn', 'self_attn'],
  ['attention', 'self_attn'],
  ['ffn', 'mlp'],
  ['feed_forward', 'mlp'],
  ['block_sparse_moe', 'mlp'],
  ['head', 'lm_head'],
  ['embed', 'embed_tokens'],
  ['w1', 'gate_proj'],
  ['w3', 'up_proj'],
  ['w2', 'down_proj'],
]);

/** A repeated group, on which matching can take for ever; so it can on many `.*` in a row. */
const repeatedGroup = /\)[*+{]/;
const mostRepeats = 5;

interface List {
  /** Names of modules, or of what contains them. */
  readonly names: Set<string>;
  /** What these begin with: most modules have no such part, and are done with at once. */
  readonly firstParts: Set<string>;
  /** Names written from the model on (`model.transformer.ff_out`): the whole of a module's name begins with them. */
  readonly whole: Set<string>;
  /** Beginnings of names: what stands before a final `*`. */
  readonly beginnings: Set<string>;
  readonly expressions: RegExp[];
}

/**
 * The modules that `entries` name: themselves, all inside them, `*` for anything, `re:` for a regular expression from the start.
 * `onProblem` hears of an expression that cannot be used.
 */
export function selectModules(entries: readonly string[], onProblem: (sentence: string) => void): ModuleSelector {
  const list: List = { names: new Set(), firstParts: new Set(), whole: new Set(), beginnings: new Set(), expressions: [] };
  for (const entry of entries) add(list, entry, onProblem);
  if (entries.length === 0) return () => false;
  return (module) => selects(list, module);
}

/** The value of the entry that names the module or what contains it, the longest name first (`quantized_layers`). */
export function lookUpModule<Value>(entries: ReadonlyMap<string, Value>, module: string): Value | undefined {
  const parts = bare(module).split('.');
  for (let length = parts.length; length > 0; length--) {
    const found = entries.get(parts.slice(0, length).join('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A module's name without the wrappers around the model, its parts by one name each. */
export function bare(module: string): string {
  return module
    .replace(wrappers, '')
    .split('.')
    .map((part) => synonyms.get(part) ?? part)
    .join('.');
}

function add(list: List, entry: string, onProblem: (sentence: string) => void): void {
  const stars = entry.split('*').length - 1;
  if (entry.startsWith('re:')) addExpression(list, entry.slice(3), onProblem);
  else if (stars > mostRepeats) onProblem(`The pattern ${entry.slice(0, 60)} is too involved to be used.`);
  else if (stars === 0 && bare(entry) !== entry) list.whole.add(bare(entry));
  else if (stars === 0) addName(list, entry);
  else if (stars === 1 && entry.endsWith('*')) list.beginnings.add(bare(entry.slice(0, -1)));
  else list.expressions.push(new RegExp(`^${entry.split('*').map(escaped).join('.*')}(?:\\.|$)`));
}

function addName({ names, firstParts }: List, name: string): void {
  names.add(name);
  firstParts.add(name.split('.', 1)[0] ?? name);
}

function addExpression(list: List, source: string, onProblem: (sentence: string) => void): void {
  if (isTooInvolved(source)) onProblem(`The pattern re:${source.slice(0, 60)} is too involved to be used.`);
  else {
    try {
      list.expressions.push(new RegExp(`^(?:${source})`));
    } catch {
      onProblem(`The pattern re:${source.slice(0, 60)} is no regular expression.`);
    }
  }
}

function isTooInvolved(source: string): boolean {
  return source.length > 1_000 || repeatedGroup.test(source) || source.split(/\.[*+]/).length - 1 > mostRepeats;
}

function selects({ names, firstParts, whole, beginnings, expressions }: List, module: string): boolean {
  const name = bare(module);
  return (
    containsPart({ names, firstParts }, name) ||
    beginsName(whole, name.split('.')) ||
    beginsWith(beginnings, name) ||
    matches(expressions, [module, name])
  );
}

/** One of the names is the module, or some of its parts in a row: `gate` is a part of `mlp.gate`, not of `mlp.gate_proj`. */
function containsPart({ names, firstParts }: Pick<List, 'names' | 'firstParts'>, module: string): boolean {
  const parts = module.split('.');
  return parts.some((part, start) => firstParts.has(part) && beginsName(names, parts.slice(start)));
}

function beginsName(names: ReadonlySet<string>, parts: readonly string[]): boolean {
  return parts.some((_part, last) => names.has(parts.slice(0, last + 1).join('.')));
}

function beginsWith(beginnings: ReadonlySet<string>, module: string): boolean {
  if (beginnings.size === 0) return false;
  for (let length = 0; length <= module.length; length++) if (beginnings.has(module.slice(0, length))) return true;
  return false;
}

function matches(expressions: readonly RegExp[], [written, name]: readonly [string, string]): boolean {
  if (expressions.length === 0) return false;
  const spellings = [written, written.replace(wrappers, ''), ...prefixesToTry.map((prefix) => prefix + name)];
  return expressions.some((expression) => spellings.some((spelling) => expression.test(spelling)));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
