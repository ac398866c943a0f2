import { describe, expect, it } from 'vitest';
import { chooseProxy } from '../../../clusters/kubernetes/proxy/choose-proxy.ts';

const choose = (server: string, environment: Record<string, string>, proxyUrl = '') =>
  chooseProxy(new URL(server), proxyUrl, environment)?.href;

describe('the proxy to a server', () => {
  it.each<[string, string, Record<string, string>, string?]>([
    ['https://a.example:6443', 'http://p:1/', { HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://q:1' }],
    ['http://a.example', 'http://q:1/', { HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://q:1' }],
    ['https://a.example', 'http://p:1/', { https_proxy: 'http://p:1' }],
    ['https://a.example', 'http://p:1/', { HTTPS_PROXY: 'p:1' }],
    ['https://a.example', 'socks5://p:1', { HTTPS_PROXY: 'socks5://p:1' }],
    ['https://127.0.0.1:6443', 'socks5://k:1', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, 'socks5://k:1'],
  ])('%s is %s', (server, expected, environment, proxyUrl) => {
    expect(choose(server, environment, typeof proxyUrl === 'string' ? proxyUrl : '')).toBe(expected);
  });

  it.each([
    ['https://localhost:6443', ''],
    ['https://127.0.0.1:6443', ''],
    ['https://127.8.9.1:6443', ''],
    ['https://[::1]:6443', ''],
    ['https://a.example', '*'],
    ['https://a.example', 'b.example, a.example'],
    ['https://a.example:6443', 'a.example:6443'],
    ['https://api.a.example', 'a.example'],
    ['https://api.a.example', '.a.example'],
    ['https://api.a.example', '*.a.example'],
    ['https://A.Example', 'a.EXAMPLE'],
    ['https://10.1.2.3', '10.0.0.0/8'],
    ['https://10.1.2.3', '10.1.2.3'],
    ['https://[fd00::1]', 'fd00::/8'],
    ['https://[fd00::1]', 'fd00::1'],
  ])('is none for %s with NO_PROXY %s', (server, noProxy) => {
    expect(choose(server, { HTTPS_PROXY: 'http://p:1', NO_PROXY: noProxy })).toBeUndefined();
  });

  it.each([
    ['https://a.example', 'b.example'],
    ['https://a.example', '.a.example'],
    ['https://xa.example', 'a.example'],
    ['https://a.example:6443', 'a.example:443'],
    ['https://11.1.2.3', '10.0.0.0/8'],
    ['https://10.1.2.3', '2.3'],
    ['https://10.1.2.3', '10.0.0.0/99'],
    ['https://[fd00::1]', '10.0.0.0/8'],
  ])('is there for %s with NO_PROXY %s', (server, noProxy) => {
    expect(choose(server, { HTTPS_PROXY: 'http://p:1', NO_PROXY: noProxy })).toBe('http://p:1/');
  });

  it('is refused when the environment names nonsense', () => {
    expect(() => choose('https://a.example', { HTTPS_PROXY: 'http://' })).toThrow(
      'the environment names the proxy "http://", which is not an address',
    );
  });
});
