import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import type { Clock } from '../engine/contract/clock.ts';
import type { EngineClient } from './engine-client.ts';
import { AccessPage } from './features/frame/access-page.tsx';
import { EngineProvider } from './live/engine-context.tsx';
import { createRouter } from './routes.tsx';
import { colorSchemeManager, theme } from './theme/theme.ts';

/** The whole UI; without a client, the page that says how to get one. */
export function App({ client, clock }: { client: EngineClient | null; clock: Clock }) {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {client ? <Workbench client={client} clock={clock} /> : <AccessPage reason="missing" />}
    </MantineProvider>
  );
}

function Workbench({ client, clock }: { client: EngineClient; clock: Clock }) {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } }));
  const [router] = useState(createRouter);
  return (
    <QueryClientProvider client={queries}>
      <EngineProvider client={client} clock={clock}>
        <RouterProvider router={router} />
      </EngineProvider>
    </QueryClientProvider>
  );
}
