import { createBrowserRouter, type RouteObject } from 'react-router';
import { Frame } from './features/frame/frame.tsx';
import { CrashPage, NotFoundPage } from './features/frame/not-found-page.tsx';

// Drawn for the moment in which the first page's code loads.
function EmptyFrame() {
  return null;
}

/** Every page's address. Pages are loaded when they are first visited. A cluster's pages are below `/c/NAME`, the sandbox's at the root. */
export function createRouter() {
  return createBrowserRouter([
    {
      Component: Frame,
      ErrorBoundary: CrashPage,
      HydrateFallback: EmptyFrame,
      children: [
        ...clusterPages('/'),
        {
          path: '/c/:cluster',
          lazy: async () => ({ Component: (await import('./features/gate/cluster-gate.tsx')).ClusterGate }),
          children: clusterPages(''),
        },
        ...workbenchPages,
        { path: '*', Component: NotFoundPage },
      ],
    },
  ]);
}

function clusterPages(root: '/' | ''): RouteObject[] {
  return [
    {
      ...(root ? { path: root } : { index: true as const }),
      lazy: async () => ({ Component: (await import('./features/start/start-page.tsx')).StartPage }),
    },
    {
      path: `${root}endpoints`,
      lazy: async () => ({ Component: (await import('./features/endpoints/endpoints-page.tsx')).EndpointsPage }),
    },
    {
      path: `${root}endpoints/:namespace/:name`,
      lazy: async () => ({ Component: (await import('./features/endpoint/endpoint-page.tsx')).EndpointPage }),
      children: [
        { index: true, lazy: async () => ({ Component: (await import('./features/endpoint/overview-tab.tsx')).OverviewTab }) },
        { path: 'chat', lazy: async () => ({ Component: (await import('./features/chat/chat-tab.tsx')).ChatTab }) },
        { path: 'logs', lazy: async () => ({ Component: (await import('./features/logs/logs-tab.tsx')).LogsTab }) },
        { path: 'shell', lazy: async () => ({ Component: (await import('./features/shell/shell-tab.tsx')).ShellTab }) },
        { path: 'events', lazy: async () => ({ Component: (await import('./features/endpoint/events-tab.tsx')).EventsTab }) },
        { path: 'yaml', lazy: async () => ({ Component: (await import('./features/endpoint/yaml-tab.tsx')).YamlTab }) },
      ],
    },
    { path: `${root}compose`, lazy: async () => ({ Component: (await import('./features/compose/compose-page.tsx')).ComposePage }) },
    { path: `${root}hardware`, lazy: async () => ({ Component: (await import('./features/hardware/hardware-page.tsx')).HardwarePage }) },
    { path: `${root}hardware/fit`, lazy: async () => ({ Component: (await import('./features/fit/fit-page.tsx')).FitPage }) },
  ];
}

const workbenchPages: RouteObject[] = [
  { path: '/clusters', lazy: async () => ({ Component: (await import('./features/clusters/clusters-page.tsx')).ClustersPage }) },
  { path: '/clusters/new/kind', lazy: async () => ({ Component: (await import('./features/kind/kind-page.tsx')).KindPage }) },
  { path: '/clusters/new/remote', lazy: async () => ({ Component: (await import('./features/attach/attach-page.tsx')).AttachPage }) },
  { path: '/clusters/:cluster', lazy: async () => ({ Component: (await import('./features/cluster/cluster-page.tsx')).ClusterPage }) },
  {
    path: '/clusters/:cluster/install',
    lazy: async () => ({ Component: (await import('./features/install/install-page.tsx')).InstallPage }),
  },
  {
    path: '/clusters/:cluster/uninstall',
    lazy: async () => ({ Component: (await import('./features/install/uninstall-page.tsx')).UninstallPage }),
  },
  { path: '/tasks', lazy: async () => ({ Component: (await import('./features/tasks/tasks-page.tsx')).TasksPage }) },
  { path: '/tasks/:id', lazy: async () => ({ Component: (await import('./features/tasks/flow-page.tsx')).FlowPage }) },
];
