import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { useClusterView } from '../../live/use-cluster.ts';
import { Expected } from '../endpoint/expected.tsx';
import { curlCommand } from '../shared/curl-command.ts';
import { useEndpoint } from '../shared/use-endpoint.ts';
import styles from './chat-tab.module.css';
import { Composer } from './composer.tsx';
import { Transcript } from './transcript.tsx';
import { useChat } from './use-chat.ts';

/** A conversation with the endpoint through the gateway, with what each answer took. */
export function ChatTab() {
  const { data } = useEndpoint();
  return data?.endpoint ? <Chat key={data.endpoint.uid} endpoint={data.endpoint} /> : null;
}

function Chat({ endpoint }: { endpoint: EndpointView }) {
  const gatewayUrl = useClusterView()?.gatewayUrl;
  const chat = useChat(endpoint.uid);
  const [maxTokens, setMaxTokens] = useState(256);
  const [temperature, setTemperature] = useState(0.7);
  const model = endpoint.servedAs[0];
  const lastAsked = chat.entries.findLast((entry) => entry.role === 'user')?.content;
  return (
    <div className={styles['chat']}>
      <div className={styles['conversation']}>
        <Transcript entries={chat.entries} model={model ?? endpoint.model} />
        <Composer
          streaming={chat.streaming}
          blocked={whyBlocked(endpoint)}
          onSend={(text) => model && chat.send(text, { model, maxTokens, temperature })}
          onStop={chat.stop}
        />
      </div>
      <aside className={styles['aside']} aria-label="Request">
        <h2>Request</h2>
        <NumberInput label="Most tokens" min={1} max={8192} value={maxTokens} onChange={(value) => setMaxTokens(Number(value) || 1)} />
        <NumberInput
          label="Temperature"
          min={0}
          max={2}
          step={0.1}
          decimalScale={2}
          value={temperature}
          onChange={(value) => setTemperature(Number(value) || 0)}
        />
        <Expected endpoint={endpoint} />
        {gatewayUrl && model && (
          <>
            <h2>The same from a terminal</h2>
            <CommandLine text={curlCommand(gatewayUrl, model, lastAsked)} label="Copy the curl command" />
          </>
        )}
        {chat.entries.length > 0 && (
          <Button variant="default" onClick={chat.clear}>
            Clear conversation
          </Button>
        )}
      </aside>
    </div>
  );
}

/** Why nothing can be sent, in one line: the header says the whole. */
function whyBlocked({ key, state, servedAs, replicas }: EndpointView): string | null {
  if (servedAs.length > 0 && replicas.ready > 0) return null;
  return state === 'failed' ? `${key.name} does not run; the reason is above.` : `Waiting until the gateway serves ${key.name}.`;
}
