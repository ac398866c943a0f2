/** Every key that works on every page: the sequence, what it does, and where it goes; pages of a cluster are those of the present one. */
export const frameKeys: { keys: string; title: string; to: string; ofNoCluster?: boolean }[] = [
  { keys: 'g s', title: 'Go to the start page', to: '/' },
  { keys: 'g e', title: 'Go to endpoints', to: '/endpoints' },
  { keys: 'g c', title: 'Compose an endpoint', to: '/compose' },
  { keys: 'g h', title: 'Go to hardware', to: '/hardware' },
  { keys: 'g l', title: 'Go to clusters', to: '/clusters', ofNoCluster: true },
  { keys: 'g t', title: 'Go to tasks', to: '/tasks', ofNoCluster: true },
];

/** Keys of single pages, for the help. */
export const pageKeys = [
  { keys: 'Ctrl K', title: 'Search pages, endpoints and actions' },
  { keys: '?', title: 'Show these keys' },
  { keys: '/', title: 'Filter the list of this page' },
  { keys: '↑ ↓', title: 'Move in a list' },
  { keys: 'Enter', title: 'Open the selected row' },
  { keys: 'Del', title: 'Delete the selected endpoint (asks first)' },
  { keys: 'Ctrl Z', title: 'Undo in the composer; with Shift, redo' },
  { keys: 'Esc', title: 'Close the panel' },
] as const;
