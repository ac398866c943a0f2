/** The only IPC there is: a window asks for a port to the engine. What is said over the port is checked by the engine. */
import { type BrowserWindow, ipcMain, type MessagePortMain } from 'electron';
import { z } from 'zod';
import { connectChannel } from './channels.ts';
import { isInside } from './policy.ts';

const connectRequest = z.tuple([]);

/**
 * Hands a fresh port to the engine whenever the window's own main frame asks for one; everything else is ignored.
 * `connect` gives the window's end of a new channel.
 */
export function serveConnections(window: BrowserWindow, connect: () => MessagePortMain): void {
  ipcMain.on(connectChannel, (event, ...message: unknown[]) => {
    if (event.senderFrame !== window.webContents.mainFrame || !isInside(event.senderFrame.url)) return;
    if (!connectRequest.safeParse(message).success) return;
    event.senderFrame.postMessage(connectChannel, null, [connect()]);
  });
}
