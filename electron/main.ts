/** The desktop shell: builds window, protocol and engine process, and takes them down in reverse order. No domain logic. */
import { join } from 'node:path';
import { app, dialog, protocol, session } from 'electron';
import { createAppProtocol } from './app-protocol.ts';
import { startEngineHost } from './engine-host.ts';
import { serveConnections } from './ipc.ts';
import { installMenu } from './menu.ts';
import { denyPermissions } from './permissions.ts';
import { guardContents, openWindow } from './window.ts';

// Both have to come before the app is ready.
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);

// A second start would meet the first one's data directory: it shows the first window instead.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

function start(): void {
  const built = import.meta.dirname;
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  denyPermissions(session.defaultSession);
  protocol.handle('app', createAppProtocol(join(built, '..', 'renderer')));
  installMenu();

  const engine = startEngineHost({
    entry: join(built, 'engine-process.js'),
    argumentsForEngine: ['--data-dir', join(app.getPath('userData'), 'workbench')],
    onExit: (code) => {
      dialog.showErrorBox(
        'The engine has stopped',
        `Its process ended with exit code ${code}. Start Slipway again; the log is under ${app.getPath('userData')}.`,
      );
      app.quit();
    },
  });
  const window = openWindow(join(built, 'preload.cjs'));
  serveConnections(window, () => engine.connect());

  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  quitAfter(() => engine.stop());
}

/** Lets `stop` finish before the app ends, once. */
function quitAfter(stop: () => Promise<void>): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    stopped = true;
    void stop().finally(() => app.quit());
  });
}
