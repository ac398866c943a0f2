import { Environment } from '@marcbachmann/cel-js';
import { comprehensionsLibrary } from './library/comprehensions.ts';
import { conversionsLibrary } from './library/conversions.ts';
import { formatsLibrary } from './library/formats.ts';
import type { Library } from './library/library.ts';
import { listsLibrary } from './library/lists.ts';
import { networksLibrary } from './library/networks.ts';
import { optionalsLibrary } from './library/optionals.ts';
import { presenceLibrary } from './library/presence.ts';
import { quantityLibrary } from './library/quantity.ts';
import { semanticVersionsLibrary } from './library/semantic-versions.ts';
import { stringsLibrary } from './library/strings.ts';
import { urlsLibrary } from './library/urls.ts';

const libraries: readonly Library[] = [
  presenceLibrary,
  stringsLibrary,
  listsLibrary,
  conversionsLibrary,
  comprehensionsLibrary,
  optionalsLibrary,
  quantityLibrary,
  urlsLibrary,
  networksLibrary,
  formatsLibrary,
  semanticVersionsLibrary,
];

let base: Environment | undefined;

/** An environment with all functions that Kubernetes' rules know, to add types and variables to. */
export function createEnvironment(): Environment {
  base ??= createBase();
  return base.clone();
}

let names: ReadonlySet<string> | undefined;

/** The functions that there are, however they are called. */
export function functionNames(): ReadonlySet<string> {
  names ??= new Set(
    createEnvironment()
      .getDefinitions()
      .functions.map(({ name }) => name),
  );
  return names;
}

/** Made at the first rule: most sandboxes have none. */
function createBase(): Environment {
  // Lists of mixed types: `format` is given such.
  const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  for (const library of libraries) library(environment);
  return environment;
}
