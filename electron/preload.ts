/** All that the page sees of Electron: a way to ask for a port to the engine. The port arrives as a window message. */
import { contextBridge, ipcRenderer } from 'electron';
import { connectChannel } from './channels.ts';

ipcRenderer.on(connectChannel, (event) => {
  // A MessagePort cannot cross the context bridge; a message to our own window carries it over.
  window.postMessage(connectChannel, window.location.origin, [...event.ports]);
});

contextBridge.exposeInMainWorld('slipwayDesktop', {
  requestPort: () => ipcRenderer.send(connectChannel),
});
