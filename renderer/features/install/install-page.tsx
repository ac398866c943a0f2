import { useState } from 'react';
import { useParams } from 'react-router';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { UnknownCluster } from '../gate/unknown-cluster.tsx';
import { clusterPath } from '../shared/cluster-path.ts';
import { useStartedFlow } from '../shared/use-started-flow.ts';
import { whyNotWrite } from '../shared/why-not-write.ts';
import { whyNotCarryOut } from './group-plan.ts';
import { installCommand } from './install-command.ts';
import { InstallFields } from './install-fields.tsx';
import { draftOf, firstChoice } from './install-options.ts';
import styles from './install-page.module.css';
import { PlanView } from './plan-view.tsx';
import { TakeAway } from './take-away.tsx';
import { useInstallPlan } from './use-plan.ts';

/** Installs Slipway in a cluster, or upgrades it: options, and what they would do before anything is done. */
export function InstallPage() {
  const { cluster: name = '' } = useParams();
  const { clusters } = useSources();
  const { data, error } = useLive(clusters);
  const cluster = data?.find((each) => each.name === name);
  if (cluster) return <Install key={name} cluster={cluster} />;
  return (
    <Page
      crumbs={[
        { title: 'Clusters', to: '/clusters' },
        { title: name, isName: true },
      ]}
    >
      {error && <ErrorNotice error={error} onRetry={clusters.retry} />}
      {data ? <UnknownCluster name={name} /> : !error && <Skeleton label="Loading the cluster" />}
    </Page>
  );
}

function Install({ cluster }: { cluster: ClusterView }) {
  const { name } = cluster;
  const [choice, setChoice] = useState(() => firstChoice(cluster.provider));
  const draft = draftOf(choice);
  const plan = useInstallPlan(name, draft);
  const installation = useStartedFlow((calls) => calls.installations.install.mutate({ cluster: name, draft }));
  const isUpgrade = (plan.data?.from ?? null) !== null;
  const title = isUpgrade ? 'Upgrade Slipway' : 'Install Slipway';
  return (
    <Page
      fill
      crumbs={[{ title: 'Clusters', to: '/clusters' }, { title: name, to: clusterPath(name) }, { title }]}
      actions={
        <GuardedButton
          whyNot={whyNotWrite(cluster) ?? whyNotCarryOut(plan, 'install')}
          loading={installation.pending}
          onClick={() => installation.start()}
        >
          {title}
        </GuardedButton>
      }
    >
      <div className={styles['columns']}>
        <InstallFields choice={choice} provider={cluster.provider} onChange={(part) => setChoice({ ...choice, ...part })} />
        <div className={styles['plan']}>
          {installation.error && <ErrorNotice error={installation.error} />}
          <PlanView plan={plan}>
            <TakeAway cluster={name} draft={draft} command={installCommand(name, draft, isUpgrade)} />
          </PlanView>
        </div>
      </div>
    </Page>
  );
}
