/** A port of this machine that leads into a cluster, for as long as it is open. */
export interface LocalForward extends AsyncDisposable {
  /** `http://127.0.0.1:41234`. Whether it speaks HTTP is the pod's affair. */
  readonly url: string;
  /** The same for as long as it is open, whatever becomes of pods. */
  readonly port: number;
  state(): ForwardState;
  /** Returns the way out. */
  onChange(listener: (state: ForwardState) => void): () => void;
}

export interface ForwardState {
  /**
   * `ready`: a connection will find a pod. `waiting`: there is none now, and it comes by itself. `failed`: it will not come
   * unless somebody does something; it is tried again all the same.
   */
  phase: 'ready' | 'waiting' | 'failed';
  /** Why it is not ready, as a sentence. */
  message: string | null;
  /** Milliseconds since the epoch. */
  since: number;
}
