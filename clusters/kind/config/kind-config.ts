/**
 * The configuration of a kind cluster, whole: `Cluster` of `kind.x-k8s.io/v1alpha4`.
 * Facts: https://kind.sigs.k8s.io/docs/user/configuration/ and kind 0.33's pkg/apis/config/v1alpha4/types.go.
 */

export const kindApiVersion = 'kind.x-k8s.io/v1alpha4';

export interface KindConfig {
  kind: 'Cluster';
  apiVersion: typeof kindApiVersion;
  /** `--name` and KIND_CLUSTER_NAME go before it; `kind` where nobody says one. */
  name?: string | undefined;
  /** One control plane where there are none. With several control planes kind adds a load balancer. */
  nodes?: KindNode[] | undefined;
  networking?: KindNetworking | undefined;
  featureGates?: Record<string, boolean> | undefined;
  /** For the API server's `--runtime-config`: `api/alpha` to `true`. */
  runtimeConfig?: Record<string, string> | undefined;
  /** YAML each, merged into the kubeadm object of the same `kind`. */
  kubeadmConfigPatches?: string[] | undefined;
  kubeadmConfigPatchesJSON6902?: KindJsonPatch[] | undefined;
  /** TOML each, merged into containerd's configuration on every node. */
  containerdConfigPatches?: string[] | undefined;
  /** RFC 6902 each, as YAML or JSON. */
  containerdConfigPatchesJSON6902?: string[] | undefined;
}

export interface KindNode {
  /** `control-plane` where it is not said. */
  role?: 'control-plane' | 'worker' | undefined;
  image?: string | undefined;
  labels?: Record<string, string> | undefined;
  extraMounts?: KindMount[] | undefined;
  extraPortMappings?: KindPortMapping[] | undefined;
  kubeadmConfigPatches?: string[] | undefined;
  kubeadmConfigPatchesJSON6902?: KindJsonPatch[] | undefined;
}

export interface KindMount {
  /** Of the machine that the engine runs on. */
  hostPath?: string | undefined;
  containerPath?: string | undefined;
  readOnly?: boolean | undefined;
  selinuxRelabel?: boolean | undefined;
  propagation?: 'None' | 'HostToContainer' | 'Bidirectional' | undefined;
}

export interface KindPortMapping {
  containerPort?: number | undefined;
  /** 0 or absent: kind chooses. -1: the engine chooses, anew at each start. */
  hostPort?: number | undefined;
  /** An IP address; every address of the machine where it is not said. */
  listenAddress?: string | undefined;
  /** TCP where it is not said. kind reads it in any case of letters. */
  protocol?: 'TCP' | 'UDP' | 'SCTP' | undefined;
}

export interface KindJsonPatch {
  group?: string | undefined;
  version?: string | undefined;
  kind?: string | undefined;
  /** RFC 6902, as YAML or JSON. */
  patch?: string | undefined;
}

export interface KindNetworking {
  ipFamily?: 'ipv4' | 'ipv6' | 'dual' | undefined;
  /** 0 or absent: kind chooses. -1: the engine chooses, anew at each start. */
  apiServerPort?: number | undefined;
  apiServerAddress?: string | undefined;
  /** CIDR; two with a comma between them where the family is `dual`. */
  podSubnet?: string | undefined;
  serviceSubnet?: string | undefined;
  disableDefaultCNI?: boolean | undefined;
  kubeProxyMode?: 'iptables' | 'ipvs' | 'nftables' | 'none' | undefined;
  /** Absent: as the host has it. Empty: none. */
  dnsSearch?: string[] | undefined;
}

/** What is wrong with a configuration, as a sentence. */
export interface Problem {
  /** `nodes[0].extraPortMappings[1].hostPort`; empty for the whole. */
  path: string;
  /** In the text, from 1. */
  line?: number | undefined;
  message: string;
  /** What a person can do, as a sentence. */
  fix?: string | undefined;
}

/** The nodes that kind makes of a configuration. */
export function nodesOf(config: KindConfig): KindNode[] {
  return config.nodes && config.nodes.length > 0 ? config.nodes : [{ role: 'control-plane' }];
}
