import { Button } from '@mantine/core';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts } from '../../components/section.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { recipeLabel } from '../../format/recipe.ts';
import { phaseWord } from './phase-word.ts';
import { useRemoveEndpoint } from './use-remove-endpoint.ts';
import { useWhyNotWrite } from './use-why-not-write.ts';

/** Asks before an endpoint is deleted, and says what goes with it. */
export function DeletePanel({ endpoint, onClose, onDeleted }: { endpoint: EndpointView; onClose(): void; onDeleted(): void }) {
  const { remove, pending, error } = useRemoveEndpoint(onDeleted);
  const whyNot = useWhyNotWrite();
  return (
    <SidePanel
      title={`Delete ${endpoint.key.name}`}
      onClose={onClose}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <GuardedButton whyNot={whyNot} data-danger loading={pending} onClick={() => remove(endpoint.key)}>
            Delete endpoint
          </GuardedButton>
        </>
      }
    >
      <p>
        Its pods stop after their grace period, its Service goes and the gateway answers 404 for its model names. Recipes and cached models
        stay.
      </p>
      <Facts
        facts={[
          ['Name', <code key="name">{endpoint.key.name}</code>],
          ['Namespace', <code key="namespace">{endpoint.key.namespace}</code>],
          ['Model', <code key="model">{endpoint.model}</code>],
          ['Recipe', recipeLabel(endpoint.recipe)],
          ['State', <StateMark key="state" state={endpoint.state} word={phaseWord(endpoint)} />],
          ['Replicas', `${endpoint.replicas.ready} of ${endpoint.replicas.wanted} ready`],
        ]}
      />
      {error && <ErrorNotice error={error} />}
    </SidePanel>
  );
}
