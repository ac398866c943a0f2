// Runs before the first paint, so that a dark window does not flash white while the bundle loads.
const stored = localStorage.getItem('slipway-color-scheme') ?? 'auto';
const systemScheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
document.documentElement.setAttribute('data-mantine-color-scheme', stored === 'auto' ? systemScheme : stored);
