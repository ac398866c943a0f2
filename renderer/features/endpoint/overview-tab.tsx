import { useState } from 'react';
import type { EndpointView, RefusalView } from '../../../engine/contract/views/endpoint.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { type Reason, ReasonList } from '../../components/reason-list.tsx';
import { Facts, Section } from '../../components/section.tsx';
import { StepLine } from '../../components/step-line.tsx';
import { noData } from '../../format/duration.ts';
import { engineLabel, optionParts } from '../../format/recipe.ts';
import { useClusterView } from '../../live/use-cluster.ts';
import { ForwardPanel } from '../forwards/forward-panel.tsx';
import { curlCommand } from '../shared/curl-command.ts';
import { useEndpoint } from '../shared/use-endpoint.ts';
import { Conditions } from './conditions.tsx';
import styles from './endpoint-page.module.css';
import { Expected } from './expected.tsx';
import { Pods } from './pods.tsx';

/** How the deployment went, what runs now, and why this recipe and no other. */
export function OverviewTab() {
  const { data, key } = useEndpoint();
  const [forwarding, setForwarding] = useState<string | null>(null);
  if (!data?.endpoint) return null;
  const { endpoint, steps, pods, conditions, refused } = data;
  const settled = steps.length > 0 && steps.every((step) => step.state === 'done');
  return (
    <div className={styles['scroll']}>
      <div className={styles['overview']}>
        {settled && (
          <div className={styles['whole']}>
            <Section title="Deployment">
              <StepLine steps={steps} />
            </Section>
          </div>
        )}
        <div className={styles['column']}>
          <Section title={pods.length === 1 ? '1 pod' : `${pods.length} pods`} flush>
            <Pods pods={pods} onForward={({ name }) => setForwarding(name)} />
          </Section>
          <Section title="Conditions" flush>
            <Conditions conditions={conditions} />
          </Section>
        </div>
        <div className={styles['column']}>
          <Access endpoint={endpoint} />
          <Section title="Recipe">
            <div className={styles['column']}>
              <Facts
                facts={[
                  ['Name', endpoint.recipe ? <code key="name">{endpoint.recipe.name}</code> : noData],
                  ['GPU', endpoint.recipe?.gpuModel ?? noData],
                  ['GPUs', endpoint.recipe?.gpuCount ?? noData],
                  ['Precision', endpoint.recipe?.precision ?? noData],
                  ['Engine', endpoint.recipe?.engine ? engineLabel(endpoint.recipe.engine) : noData],
                ]}
              />
              <Expected endpoint={endpoint} />
            </div>
          </Section>
          {refused.length > 0 && (
            <Section title={`${refused.length} ${refused.length === 1 ? 'recipe' : 'recipes'} not taken`} flush>
              <ReasonList reasons={refused.map(reasonOf)} />
            </Section>
          )}
        </div>
      </div>
      {forwarding && (
        <ForwardPanel key={forwarding} pod={{ namespace: key.namespace, name: forwarding }} onClose={() => setForwarding(null)} />
      )}
    </div>
  );
}

// The list says whose option it is, so the sentence need not say it again.
function reasonOf({ option, reason, ...rest }: RefusalView): Reason {
  const { recipe, way } = optionParts(option);
  return { ...rest, option: way, name: recipe, reason: recipe ? reason.replace(`${recipe}: `, '') : reason };
}

function Access({ endpoint }: { endpoint: EndpointView }) {
  const gatewayUrl = useClusterView()?.gatewayUrl;
  const name = endpoint.servedAs[0];
  return (
    <Section title="Access">
      <div className={styles['column']}>
        <Facts
          facts={[
            [
              'Served as',
              endpoint.servedAs.length > 0
                ? endpoint.servedAs.map((served) => (
                    <div key={served} className="mono">
                      {served}
                    </div>
                  ))
                : noData,
            ],
            ['Gateway', gatewayUrl ? <code key="gateway">{gatewayUrl}</code> : noData],
          ]}
        />
        {gatewayUrl && name && <CommandLine text={curlCommand(gatewayUrl, name)} label="Copy the curl command" />}
      </div>
    </Section>
  );
}
