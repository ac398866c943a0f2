import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { connectChannel } from '../../electron/channels.ts';
import { contentSecurityPolicy, isInside, mayOpenExternally } from '../../electron/policy.ts';
import { type StandInWindow, standIn } from '../helpers/electron-stand-in.ts';

vi.mock('electron', async () => (await import('../helpers/electron-stand-in.ts')).electronModule);

describe('the desktop shell', () => {
  let window: StandInWindow;

  beforeAll(async () => {
    await import('../../electron/main.ts');
    standIn.app.becomeReady();
    await vi.waitFor(() => expect(standIn.windows).toHaveLength(1));
    window = standIn.windows[0] as StandInWindow;
  });

  it('turns the sandbox on and registers app:// before the app is ready', () => {
    expect(standIn.app.calls.slice(0, 3)).toEqual(['enableSandbox', 'registerSchemes', 'ready']);
    expect(standIn.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
  });

  it('opens one window without Node, isolated and sandboxed, on app://slipway', () => {
    expect(window.loaded).toEqual(['app://slipway/']);
    expect(window.options['show']).toBe(false);
    expect(window.options['webPreferences']).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
  });

  it('shows the window when its page is there', () => {
    window.emit('ready-to-show');
    expect(window.shown).toBe(true);
  });

  it('denies every permission', () => {
    const answers: unknown[] = [];
    standIn.permissions['request']?.({}, 'media', (answer: unknown) => answers.push(answer));
    standIn.permissions['displayMedia']?.({}, (answer: unknown) => answers.push(answer));
    expect(answers).toEqual([false, {}]);
    expect(standIn.permissions['check']?.()).toBe(false);
    expect(standIn.permissions['device']?.()).toBe(false);
  });

  it.each([
    ['another site', 'https://example.com/', true],
    ['a file', 'file:///etc/passwd', true],
    ['a look-alike host', 'app://slipway.example/', true],
    ['a page of ours', 'app://slipway/endpoints', false],
  ])('on navigation to %s', (_what, url, prevented) => {
    const event = { url, isMainFrame: true, preventDefault: vi.fn() };
    window.webContents.emit('will-navigate', event);
    expect(event.preventDefault).toHaveBeenCalledTimes(prevented ? 1 : 0);
  });

  it.each(['will-redirect', 'will-attach-webview'])('prevents %s always', (name) => {
    const event = { url: 'app://slipway/', preventDefault: vi.fn() };
    window.webContents.emit(name, event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  it('opens no new window, and hands only known https links to the system', () => {
    for (const url of ['https://kubernetes.io/docs/', 'http://kubernetes.io/', 'https://evil.example/', 'file:///etc/passwd']) {
      expect(window.webContents.openHandler?.({ url })).toEqual({ action: 'deny' });
    }
    expect(standIn.openedExternally).toEqual(['https://kubernetes.io/docs/']);
  });

  describe('IPC', () => {
    const frame = () => window.webContents.mainFrame;

    it('gives a port to the main frame of its own window', () => {
      standIn.ipc.emit(connectChannel, { senderFrame: frame() });
      expect(frame().sent).toEqual([[connectChannel, null, [{ end: 'window' }]]]);
      expect(standIn.forks[0]?.child.posted).toContainEqual({ type: 'connect' });
    });

    it.each([
      ['another frame', () => ({ senderFrame: { url: 'app://slipway/' } }), []],
      ['no frame at all', () => ({ senderFrame: null }), []],
      ['a message that carries something', () => ({ senderFrame: frame() }), ['more']],
    ])('ignores %s', (_what, event, message) => {
      const before = frame().sent.length;
      standIn.ipc.emit(connectChannel, event(), ...message);
      expect(frame().sent).toHaveLength(before);
    });

    it('ignores its own frame once that shows another origin', () => {
      const before = frame().sent.length;
      frame().url = 'https://example.com/';
      standIn.ipc.emit(connectChannel, { senderFrame: frame() });
      frame().url = 'app://slipway/';
      expect(frame().sent).toHaveLength(before);
    });
  });

  it('stops the engine before it ends', async () => {
    const event = { preventDefault: vi.fn() };
    standIn.app.emit('will-quit', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    const child = standIn.forks[0]?.child;
    expect(child?.posted).toContainEqual({ type: 'stop' });
    child?.emit('exit', 0);
    await vi.waitFor(() => expect(standIn.app.calls).toContain('quit'));
  });
});

describe('the policy', () => {
  it('has a content security policy without unsafe sources', () => {
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/);
    expect(contentSecurityPolicy).toContain("default-src 'none'");
  });

  it.each([
    ['https://github.com/x', true],
    ['https://user@github.com/', false],
    ['https://github.com.evil.example/', false],
    ['javascript:alert(1)', false],
    ['not a link', false],
  ])('lets %s out: %s', (link, allowed) => {
    expect(mayOpenExternally(link)).toBe(allowed);
  });

  it.each([
    ['app://slipway/x', true],
    ['app://other/', false],
    ['', false],
  ])('counts %s as inside: %s', (link, inside) => {
    expect(isInside(link)).toBe(inside);
  });

  it('is kept by the packaged app: fuses are off, the archive is checked', () => {
    const builder = parse(readFileSync(new URL('../../electron-builder.yml', import.meta.url), 'utf8')) as { electronFuses: object };
    expect(builder.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
    });
  });
});
