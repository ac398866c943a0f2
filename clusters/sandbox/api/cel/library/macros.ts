import type { ASTNode } from '@marcbachmann/cel-js';

/** The parts of the library's checker and evaluator that a macro is handed; it has no types for them. */
export interface CelType {
  kind: string;
  name: string;
  keyType: CelType;
  valueType: CelType;
  isDynOrBool(): boolean;
}

export interface Scope {
  forkWithVariable(name: string, type: CelType): Scope;
  setIterValue(value: unknown, evaluator: Evaluator): Scope;
}

export interface Checker {
  check(node: ASTNode, scope: Scope): CelType;
  checkAccessOnType(node: ASTNode, scope: Scope, left: CelType): CelType;
  getType(name: string): CelType;
  registry: {
    getListType(type: CelType): CelType;
    getMapType(key: CelType, value: CelType): CelType;
    getOptionalType(type: CelType): CelType;
  };
  createError(code: string, message: string, node: ASTNode): Error;
}

export interface Evaluator {
  run(node: ASTNode, scope: Scope): unknown;
}

/** What a macro's call is made of. */
export interface MacroCall {
  args: ASTNode[];
  receiver: ASTNode;
}

/** The name that a macro binds: `x` in `list.all(x, ...)`. */
export function boundName(node: ASTNode | undefined): string {
  if (node?.op !== 'id') throw new Error('argument must be a simple name');
  return node.args;
}
