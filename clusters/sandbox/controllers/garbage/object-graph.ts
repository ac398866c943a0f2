/** Who owns whom, over every kind that the server serves. */
import type { ResourceKind, Stored } from '../../../objects.ts';

/** An object with the kind under which it is served. */
export interface GraphNode {
  kind: ResourceKind;
  object: Stored;
}

/** A copy of all objects' metadata, found by uid and by owner. */
export class ObjectGraph {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #dependents = new Map<string, Set<string>>();

  set(kind: ResourceKind, object: Stored): void {
    this.remove(object.metadata.uid);
    this.#nodes.set(object.metadata.uid, { kind, object });
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      const dependents = this.#dependents.get(uid) ?? new Set();
      dependents.add(object.metadata.uid);
      this.#dependents.set(uid, dependents);
    }
  }

  remove(uid: string): void {
    const node = this.#nodes.get(uid);
    this.#nodes.delete(uid);
    for (const owner of node?.object.metadata.ownerReferences ?? []) {
      const dependents = this.#dependents.get(owner.uid);
      dependents?.delete(uid);
      if (dependents?.size === 0) this.#dependents.delete(owner.uid);
    }
  }

  get(uid: string): GraphNode | undefined {
    return this.#nodes.get(uid);
  }

  /** Those that name the owner, whether or not it is there. */
  dependentsOf(uid: string): GraphNode[] {
    return [...(this.#dependents.get(uid) ?? [])].map((dependent) => this.#nodes.get(dependent)).filter((node) => node !== undefined);
  }
}
