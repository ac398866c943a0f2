import { Tabs } from '../../components/tabs.tsx';
import { useCluster } from '../../live/use-cluster.ts';

/** The pages about hardware: what there is, and what fits on it. */
export function HardwareTabs() {
  const { path } = useCluster();
  return (
    <Tabs
      label="Hardware"
      tabs={[
        { to: path('/hardware'), title: 'GPUs' },
        { to: path('/hardware/fit'), title: 'Fit explorer' },
      ]}
    />
  );
}
