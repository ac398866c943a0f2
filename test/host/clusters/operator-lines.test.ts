import { expect, test } from 'vitest';
import { complaintOf, readable, saysReady } from '../../../host/clusters/operator-lines.ts';

const failed = '{"level":50,"name":"slipway-operator","error":{"type":"Error","message":"no context lab"},"msg":"the operator cannot run"}';

test('an operator is ready when it says so, not when its metrics are served', () => {
  expect(saysReady('{"level":30,"ready":true,"msg":"the operator is at work"}')).toBe(true);
  expect(saysReady('{"level":30,"port":40123,"msg":"metrics and health are served"}')).toBe(false);
  expect(saysReady('ready')).toBe(false);
});

test('its lines are for people: what happened, and why where it failed', () => {
  expect(readable('{"level":30,"port":1,"msg":"metrics and health are served"}')).toBe('metrics and health are served');
  expect(readable(failed)).toBe('the operator cannot run: no context lab');
  expect(readable('{"level":40,"reason":"waiting for the API server","msg":"the operator waits"}')).toBe(
    'the operator waits: waiting for the API server',
  );
  expect(readable('usage: operator')).toBe('usage: operator');
});

test('why it ends is its last error, or the words of a wrong start, and no other line', () => {
  expect(complaintOf(failed)).toBe('no context lab');
  expect(complaintOf('{"level":50,"msg":"the Lease was lost"}')).toBe('the Lease was lost');
  expect(complaintOf('{"level":40,"msg":"a warning"}')).toBeNull();
  expect(complaintOf('')).toBeNull();
  expect(complaintOf("Unknown option '--contxt'")).toBe("Unknown option '--contxt'");
});
