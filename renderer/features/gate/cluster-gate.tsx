import { useEffect } from 'react';
import { Outlet, useLocation } from 'react-router';
import type { WireError } from '../../../engine/contract/errors.ts';
import { Page } from '../../components/page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { useCluster } from '../../live/use-cluster.ts';
import { clusterPath } from '../shared/cluster-path.ts';
import { useConnect } from '../shared/use-connect.ts';
import { decideGate, type Gate } from './decide-gate.ts';
import { NotInstalled } from './not-installed.tsx';
import { Paused } from './paused.tsx';
import { Unfinished } from './unfinished.tsx';
import { UnknownCluster } from './unknown-cluster.tsx';
import { Unreachable } from './unreachable.tsx';

/** The pages of one cluster, or why they cannot be shown and what to do. Choosing a cluster connects to it. */
export function ClusterGate() {
  const { name } = useCluster();
  const { pathname } = useLocation();
  const { data } = useLive(useSources().clusters);
  const page = pathname.replace(/^\/c\/[^/]+\/?/, '').split('/')[0] ?? '';
  const { connect, error } = useConnect(name);
  const known = decideGate(name, data, page);
  const gate = known === 'unconnected' && error ? 'unreachable' : known;
  useEffect(() => {
    if (gate === 'unconnected') connect();
  }, [gate, connect]);
  if (gate === 'open') return <Outlet key={name} />;
  return (
    <Page
      crumbs={[
        { title: 'Clusters', to: '/clusters' },
        { title: name, isName: true, ...(gate === 'unknown' ? {} : { to: clusterPath(name) }) },
        { title: titles[gate] },
      ]}
    >
      <Explanation gate={gate} name={name} error={error} />
    </Page>
  );
}

const titles: Record<Exclude<Gate, 'open'>, string> = {
  loading: 'Loading',
  unknown: 'Not known',
  paused: 'Paused',
  unfinished: 'Not finished',
  unreachable: 'Unreachable',
  unconnected: 'Connecting',
  connecting: 'Connecting',
  'not-installed': 'Slipway is not installed',
};

function Explanation({ gate, name, error }: { gate: Exclude<Gate, 'open'>; name: string; error: WireError | undefined }) {
  switch (gate) {
    case 'unknown':
      return <UnknownCluster name={name} />;
    case 'paused':
      return <Paused name={name} />;
    case 'unfinished':
      return <Unfinished name={name} />;
    case 'unreachable':
      return <Unreachable name={name} error={error} />;
    case 'not-installed':
      return <NotInstalled name={name} />;
    case 'loading':
      return <Skeleton label="Loading the cluster" />;
    default:
      return (
        <>
          <StateMark state="progressing" word={`Connecting to ${name}`} />
          <Skeleton label={`Connecting to ${name}`} />
        </>
      );
  }
}
