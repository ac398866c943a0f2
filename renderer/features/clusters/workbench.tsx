import { Ago } from '../../components/ago.tsx';
import { Facts, Section } from '../../components/section.tsx';
import { noData } from '../../format/duration.ts';
import { useLive, useSources } from '../../live/engine-context.tsx';

/** The workbench itself: version, address, where its data is. */
export function Workbench() {
  const { data: status } = useLive(useSources().status);
  if (!status) return null;
  return (
    <Section title="This workbench">
      <Facts
        facts={[
          ['Version', status.version],
          ['Gateway', status.gatewayUrl ? <code key="gateway">{status.gatewayUrl}</code> : noData],
          ['Data', <code key="data">{status.dataDirectory}</code>],
          ['Process', status.pid],
          ['Up', <Ago key="up" at={status.startedAt} />],
        ]}
      />
    </Section>
  );
}
