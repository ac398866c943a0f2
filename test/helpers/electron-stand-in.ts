/**
 * A stand-in for the `electron` module: its binary cannot be had everywhere that the tests run, so this records what the
 * shell asks of it and lets a test play the events. It decides nothing.
 */
import { EventEmitter } from 'node:events';

type Listener = (...values: unknown[]) => unknown;

export class StandInContents extends EventEmitter {
  readonly mainFrame = {
    url: 'app://slipway/',
    sent: [] as unknown[][],
    postMessage: (...values: unknown[]) => this.mainFrame.sent.push(values),
  };
  openHandler: ((details: { url: string }) => { action: string }) | undefined;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}

export class StandInWindow extends EventEmitter {
  readonly webContents = new StandInContents();
  readonly loaded: string[] = [];
  readonly options: Record<string, unknown>;
  shown = false;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    standIn.windows.push(this);
    standIn.app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }

  show(): void {
    this.shown = true;
  }

  focus(): void {}

  isMinimized(): boolean {
    return false;
  }
}

class StandInApp extends EventEmitter {
  readonly calls: string[] = [];
  readonly isPackaged = true;
  #ready: () => void = () => {};
  readonly #whenReady = new Promise<void>((resolve) => {
    this.#ready = resolve;
  });

  enableSandbox(): void {
    this.calls.push('enableSandbox');
  }

  requestSingleInstanceLock(): boolean {
    return true;
  }

  async whenReady(): Promise<void> {
    await this.#whenReady;
    this.calls.push('ready');
  }

  becomeReady(): void {
    this.#ready();
  }

  getPath(name: string): string {
    return `/stand-in/${name}`;
  }

  quit(): void {
    this.calls.push('quit');
  }
}

class StandInChild extends EventEmitter {
  readonly posted: unknown[] = [];

  postMessage(message: unknown): void {
    this.posted.push(message);
  }
}

/** What the shell asked for, and the objects that a test plays events on. */
export const standIn = {
  app: new StandInApp(),
  windows: [] as StandInWindow[],
  ipc: new EventEmitter(),
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  handlers: new Map<string, Listener>(),
  permissions: {} as Record<string, Listener>,
  openedExternally: [] as string[],
  menus: [] as unknown[],
  forks: [] as { entry: string; arguments: string[]; child: StandInChild }[],
};

const defaultSession = {
  setPermissionRequestHandler: (handler: Listener) => keepPermission('request', handler),
  setPermissionCheckHandler: (handler: Listener) => keepPermission('check', handler),
  setDevicePermissionHandler: (handler: Listener) => keepPermission('device', handler),
  setDisplayMediaRequestHandler: (handler: Listener) => keepPermission('displayMedia', handler),
};

function keepPermission(name: string, handler: Listener): void {
  standIn.permissions[name] = handler;
}

/** The module's exports, for `vi.mock('electron', ...)`. */
export const electronModule = {
  app: standIn.app,
  BrowserWindow: StandInWindow,
  dialog: { showErrorBox: () => {} },
  ipcMain: standIn.ipc,
  Menu: { setApplicationMenu: (menu: unknown) => standIn.menus.push(menu), buildFromTemplate: (template: unknown) => template },
  MessageChannelMain: class {
    readonly port1 = { end: 'engine' };
    readonly port2 = { end: 'window' };
  },
  nativeTheme: { shouldUseDarkColors: true },
  protocol: {
    registerSchemesAsPrivileged: (schemes: typeof standIn.schemes) => {
      standIn.app.calls.push('registerSchemes');
      standIn.schemes.push(...schemes);
    },
    handle: (scheme: string, handler: Listener) => standIn.handlers.set(scheme, handler),
  },
  session: { defaultSession },
  shell: { openExternal: async (url: string) => void standIn.openedExternally.push(url) },
  utilityProcess: {
    fork: (entry: string, forkArguments: string[]) => {
      const child = new StandInChild();
      standIn.forks.push({ entry, arguments: forkArguments, child });
      return child;
    },
  },
};
