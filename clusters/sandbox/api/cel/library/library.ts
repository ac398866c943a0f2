import type { Environment } from '@marcbachmann/cel-js';

/** Adds a family of functions, and the types that they work on. */
export type Library = (environment: Environment) => void;

/** Functions by their signature. */
// biome-ignore lint/suspicious/noExplicitAny: the arguments' types are what the signature says, which the library has checked.
export type Functions = Record<string, (...values: any[]) => unknown>;

export function addFunctions(environment: Environment, functions: Functions): void {
  for (const [signature, handler] of Object.entries(functions)) environment.registerFunction(signature, handler, { async: false });
}

/** A name under which functions are called (`sets.contains`). The type's name is seen by nobody. */
export function addNamespace(environment: Environment, name: string, functions: Functions): void {
  class Namespace {}
  const type = `${name}Namespace`;
  environment.registerType(type, { ctor: Namespace, fields: {} });
  environment.registerConstant(name, type, new Namespace());
  const named = Object.entries(functions).map(([signature, handler]) => [
    `${type}.${signature}`,
    (_: Namespace, ...values: unknown[]) => handler(...values),
  ]);
  addFunctions(environment, Object.fromEntries(named) as Functions);
}

/** A type of our own with equality. */
export function addType(
  environment: Environment,
  name: string,
  type: new (...values: never[]) => { equals(other: unknown): boolean },
): void {
  environment.registerType(name, { ctor: type, fields: {} });
  environment.registerOperator(`${name} == ${name}`, (left, right) => left.equals(right));
}
