/** How the contract is written: topics declare tests against a context, and every kind of cluster runs all topics. */
import type { Cluster } from '../../clusters/cluster.ts';
import type { RawAnswer, RawRequest } from '../helpers/raw-requests.ts';

/** One kind of cluster that the contract is run on. */
export interface ContractSubject {
  /** As people read it in the test's name: `the sandbox, over HTTPS`. */
  name: string;
  /** Why the subject cannot be run here; undefined when it can. */
  skip?: string | undefined;
  /** True for our own imitation: only there can a listed gap excuse a failure. */
  imitation: boolean;
  /** Whether requests travel over HTTP, so that raw ones can be sent. */
  overHttp: boolean;
  /** Whether containers really run, so that logs, exec and port-forward have something to talk to. */
  runsPods: boolean;
  open(): Promise<OpenSubject>;
}

/** A cluster that runs; the end of its scope ends what was started for it. */
export interface OpenSubject extends AsyncDisposable {
  cluster: Cluster;
  /** Sends a request as it is, with the credentials of the cluster's kubeconfig. Absent in process. */
  raw?: (request: RawRequest) => Promise<RawAnswer>;
}

/** What a topic's tests work with. The getters answer only while tests run. */
export interface ContractContext {
  readonly subject: ContractSubject;
  readonly cluster: Cluster;
  /** A namespace that only this topic uses. */
  readonly namespace: string;
  raw(request: RawRequest): Promise<RawAnswer>;
  it(name: string, test: () => Promise<void>): void;
  /** For what can only be seen on the wire: headers, media types, malformed bodies. */
  itOverHttp(name: string, test: () => Promise<void>): void;
  /** For what needs a container that runs. */
  itWithPods(name: string, test: () => Promise<void>): void;
  /** For what needs to know what pods use: the sandbox does, and elsewhere a metrics server has to be installed first. */
  itWithMetrics(name: string, test: () => Promise<void>): void;
}

export interface ContractTopic {
  name: string;
  /** True for a topic that is all about what is on the wire. */
  overHttpOnly?: boolean;
  declare(context: ContractContext): void;
}

/** Something that the sandbox does not do. Its test is expected to fail there, so a gap that has closed is noticed. */
export interface Gap {
  topic: string;
  test: string;
  reason: string;
}
