import './theme/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { browserClock } from './clock.ts';
import { createEngineClient } from './engine-client.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <App client={createEngineClient(browserClock)} clock={browserClock} />
  </StrictMode>,
);
