/** Keeps the engine in a process of its own, away from the window and from Electron's main process. */
import { MessageChannelMain, type MessagePortMain, utilityProcess } from 'electron';

export interface EngineHost {
  /** The window's end of a new channel to the engine. */
  connect(): MessagePortMain;
  /** Asks the engine to stop, and resolves when its process has ended. */
  stop(): Promise<void>;
}

/** Starts the engine's process. `onExit` is told when it ends without having been asked to. */
export function startEngineHost(options: { entry: string; argumentsForEngine: string[]; onExit(code: number): void }): EngineHost {
  const child = utilityProcess.fork(options.entry, options.argumentsForEngine, { serviceName: 'Slipway engine', stdio: 'inherit' });
  let stopping = false;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      if (!stopping) options.onExit(code);
      resolve();
    });
  });
  return {
    connect() {
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage({ type: 'connect' }, [port1]);
      return port2;
    },
    stop() {
      stopping = true;
      child.postMessage({ type: 'stop' });
      return ended;
    },
  };
}
