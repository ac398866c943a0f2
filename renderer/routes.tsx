import { createBrowserRouter } from 'react-router';
import { Frame } from './features/frame/frame.tsx';
import { CrashPage, NotFoundPage } from './features/frame/not-found-page.tsx';

// Drawn for the moment in which the first page's code loads.
function EmptyFrame() {
  return null;
}

/** Every page's address. Pages are loaded when they are first visited. */
export function createRouter() {
  return createBrowserRouter([
    {
      Component: Frame,
      ErrorBoundary: CrashPage,
      HydrateFallback: EmptyFrame,
      children: [
        { path: '/', lazy: async () => ({ Component: (await import('./features/start/start-page.tsx')).StartPage }) },
        { path: '/endpoints', lazy: async () => ({ Component: (await import('./features/endpoints/endpoints-page.tsx')).EndpointsPage }) },
        {
          path: '/endpoints/:namespace/:name',
          lazy: async () => ({ Component: (await import('./features/endpoint/endpoint-page.tsx')).EndpointPage }),
          children: [
            { index: true, lazy: async () => ({ Component: (await import('./features/endpoint/overview-tab.tsx')).OverviewTab }) },
            { path: 'chat', lazy: async () => ({ Component: (await import('./features/chat/chat-tab.tsx')).ChatTab }) },
            { path: 'logs', lazy: async () => ({ Component: (await import('./features/logs/logs-tab.tsx')).LogsTab }) },
            { path: 'events', lazy: async () => ({ Component: (await import('./features/endpoint/events-tab.tsx')).EventsTab }) },
            { path: 'yaml', lazy: async () => ({ Component: (await import('./features/endpoint/yaml-tab.tsx')).YamlTab }) },
          ],
        },
        { path: '/compose', lazy: async () => ({ Component: (await import('./features/compose/compose-page.tsx')).ComposePage }) },
        { path: '/hardware', lazy: async () => ({ Component: (await import('./features/hardware/hardware-page.tsx')).HardwarePage }) },
        { path: '/clusters', lazy: async () => ({ Component: (await import('./features/clusters/clusters-page.tsx')).ClustersPage }) },
        { path: '*', Component: NotFoundPage },
      ],
    },
  ]);
}
