/** What each node has and what is taken of it, kept up to date pod by pod rather than summed anew for each decision. */
import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import { type Amounts, amounts, podRequests } from './pod-requests.ts';

/** A node as the scheduler sees it. */
export interface NodeAccount {
  node: Node;
  allocatable: Amounts;
  taken: Amounts;
}

interface Booking {
  node: string;
  requests: Amounts;
}

/** Keeps the accounts. Pods are known by uid; booking one again moves it. */
export class NodeLedger {
  readonly #accounts = new Map<string, NodeAccount>();
  readonly #bookings = new Map<string, Booking>();

  get accounts(): NodeAccount[] {
    return [...this.#accounts.values()];
  }

  setNode(node: Node): void {
    const name = node.metadata?.name ?? '';
    const allocatable = amounts(node.status?.allocatable ?? node.status?.capacity);
    this.#accounts.set(name, { node, allocatable, taken: this.#accounts.get(name)?.taken ?? this.#takenOn(name) });
  }

  removeNode(name: string): void {
    this.#accounts.delete(name);
  }

  /** Counts a pod on the node that it is bound to, or is about to be. */
  book(pod: Pod, node: string): void {
    const uid = pod.metadata?.uid ?? '';
    if (this.#bookings.get(uid)?.node === node) return;
    this.release(uid);
    const booking = { node, requests: podRequests(pod) };
    this.#bookings.set(uid, booking);
    this.#change(booking, 1);
  }

  /** True from the decision on, before any cache shows the binding. */
  isBooked(uid: string): boolean {
    return this.#bookings.has(uid);
  }

  /** Gives back what a pod took. Unknown pods are ignored. */
  release(uid: string): boolean {
    const booking = this.#bookings.get(uid);
    if (!booking) return false;
    this.#bookings.delete(uid);
    this.#change(booking, -1);
    return true;
  }

  #change({ node, requests }: Booking, sign: 1 | -1): void {
    const taken = this.#accounts.get(node)?.taken;
    if (!taken) return;
    for (const [name, amount] of Object.entries(requests)) taken[name] = (taken[name] ?? 0) + sign * amount;
  }

  // Pods can be known before their node is.
  #takenOn(node: string): Amounts {
    const taken: Amounts = {};
    for (const booking of this.#bookings.values()) {
      if (booking.node !== node) continue;
      for (const [name, amount] of Object.entries(booking.requests)) taken[name] = (taken[name] ?? 0) + amount;
    }
    return taken;
  }
}
