import type { SettingName, Store } from '../engine/store/store.ts';
import { choosePort } from './ports.ts';

export interface Ports {
  web: number;
  gateway: number;
}

/** Tried at the very first start. */
const first: Ports = { web: 8470, gateway: 8471 };

/** A port for each server: what was asked for, else the last start's, else our own first choice, else any free one. */
export async function choosePorts(store: Store, asked: { port?: number | undefined; gatewayPort?: number | undefined }): Promise<Ports> {
  const preferred = (name: keyof Ports) => Number(store.setting(settingOf(name)) ?? first[name]);
  return {
    web: await choosePort({ asked: asked.port, preferred: preferred('web'), purpose: 'the web UI', flag: '--port' }),
    gateway: await choosePort({
      asked: asked.gatewayPort,
      preferred: preferred('gateway'),
      purpose: 'the gateway',
      flag: '--gateway-port',
    }),
  };
}

/** Keeps the ports for the next start, so that links stay right. */
export function rememberPorts(store: Store, urls: Record<keyof Ports, string | null>): void {
  for (const [name, url] of Object.entries(urls)) if (url) store.setSetting(settingOf(name as keyof Ports), new URL(url).port);
}

function settingOf(name: keyof Ports): SettingName {
  return `port.${name}`;
}
