import type { Environment } from '@marcbachmann/cel-js';
import type { Schema, ValidationRule } from '../openapi/schema.ts';
import { type Compiled, compileExpression } from './compile.ts';
import { type DeclaredType, declareType, type TypeDeclarations } from './declared-types.ts';
import { createEnvironment } from './environment.ts';
import { subschemas } from './subschemas.ts';
import { namesIn } from './tokens.ts';

/** A rule of a schema, compiled. */
export interface CompiledRule {
  rule: ValidationRule;
  /** Compares with what was there before. */
  usesOldSelf: boolean;
  condition: Compiled;
  /** Undefined where the rule has none. */
  message: Compiled | undefined;
}

/** The rules of one schema, not of its parts. */
export interface CompiledRules {
  type: DeclaredType;
  rules: CompiledRule[];
}

const known = new WeakMap<Schema, ReadonlyMap<Schema, CompiledRules>>();

/** The rules of a whole resource by the part of its schema that has them; compiled once. */
export function rulesOf(root: Schema): ReadonlyMap<Schema, CompiledRules> {
  const compiled = known.get(root) ?? compileRules(root);
  known.set(root, compiled);
  return compiled;
}

/** One environment for all, as making one is most of the work: types first, since it is closed when it is copied. */
function compileRules(root: Schema): ReadonlyMap<Schema, CompiledRules> {
  const schemas = [...subschemas(root)].filter((schema) => schema['x-kubernetes-validations']?.length);
  const compiled = new Map<Schema, CompiledRules>();
  if (schemas.length === 0) return compiled;
  const environment = createEnvironment();
  const types: TypeDeclarations = { environment, names: namesOf(schemas), declared: new Map() };
  const declared = schemas.map((schema) => ({ schema, type: declareType(schema, types, schema === root) }));
  for (const { schema, type } of declared) if (type) compiled.set(schema, { type, rules: compileEach(schema, environment, type) });
  return compiled;
}

function namesOf(schemas: readonly Schema[]): Set<string> {
  const rules = schemas.flatMap((schema) => schema['x-kubernetes-validations'] ?? []);
  return new Set(rules.flatMap(({ rule, messageExpression = '' }) => [...namesIn(rule), ...namesIn(messageExpression)]));
}

function compileEach(schema: Schema, environment: Environment, { name }: DeclaredType): CompiledRule[] {
  const required = environment.clone().registerVariable('self', name).registerVariable('oldSelf', name);
  // Where a rule says that it copes with nothing having been there, `oldSelf` is an optional.
  const optional = environment.clone().registerVariable('self', name).registerVariable('oldSelf', `optional<${name}>`);
  return (schema['x-kubernetes-validations'] ?? []).map((rule) => compileRule(rule, rule.optionalOldSelf ? optional : required));
}

function compileRule(rule: ValidationRule, environment: Environment): CompiledRule {
  return {
    rule,
    usesOldSelf: namesIn(rule.rule).has('oldSelf'),
    condition: compileExpression(environment, rule.rule),
    message: rule.messageExpression ? compileExpression(environment, rule.messageExpression) : undefined,
  };
}
