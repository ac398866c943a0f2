/** One probe of a container: asks once, and says how it went. */
import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { connect } from 'node:net';
import type { Container, HTTPGetAction, Probe } from 'kubernetes-types/core/v1.d.ts';
import { podAddress } from './port-annotation.ts';

export type ProbeResult =
  | { healthy: true }
  /** `refused`: nothing listens there yet. */
  | { healthy: false; message: string; refused: boolean };

export interface ProbeTarget {
  container: Container;
  /** Host port by container port. */
  hostPorts: Readonly<Record<string, number>>;
  env: Readonly<Record<string, string>>;
}

/** Runs a probe within its `timeoutSeconds`. Never rejects: one that cannot be run, such as on a port that no container names, is a failure that says why. */
export async function runProbe(probe: Probe, target: ProbeTarget): Promise<ProbeResult> {
  try {
    return await ask(probe, target);
  } catch (error) {
    return unhealthy(`probe errored: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function ask(probe: Probe, target: ProbeTarget): Promise<ProbeResult> {
  const timeout = (probe.timeoutSeconds ?? 1) * 1000;
  if (probe.httpGet) return httpProbe(probe.httpGet, hostPort(probe.httpGet.port, target), timeout);
  if (probe.tcpSocket) return tcpProbe(hostPort(probe.tcpSocket.port, target), timeout);
  if (probe.exec) return commandProbe(probe.exec.command ?? [], target, timeout);
  return unhealthy('the sandbox probes by httpGet, tcpSocket and exec; gRPC probes it does not know');
}

function httpProbe({ path = '/', httpHeaders = [] }: HTTPGetAction, port: number, timeout: number): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const headers = Object.fromEntries(httpHeaders.map(({ name, value }) => [name, value]));
    const asked = request({
      host: podAddress,
      port,
      path,
      agent: false,
      timeout,
      headers: { 'user-agent': 'kube-probe/1.36', ...headers },
    });
    asked.on('response', (response) => {
      const code = response.statusCode ?? 0;
      response.destroy();
      resolve(code >= 200 && code < 400 ? { healthy: true } : unhealthy(`HTTP probe failed with statuscode: ${code}`));
    });
    asked.on('timeout', () => {
      resolve(
        unhealthy(`Get "http://${podAddress}:${port}${path}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`),
      );
      asked.destroy();
    });
    asked.on('error', (error: NodeJS.ErrnoException) =>
      resolve(connectionFailed(`Get "http://${podAddress}:${port}${path}": `, port, error)),
    );
    asked.end();
  });
}

function tcpProbe(port: number, timeout: number): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const socket = connect({ host: podAddress, port, timeout });
    const finish = (result: ProbeResult) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => finish({ healthy: true }));
    socket.once('timeout', () => finish(unhealthy(`dial tcp ${podAddress}:${port}: i/o timeout`)));
    socket.once('error', (error: NodeJS.ErrnoException) => finish(connectionFailed('', port, error)));
  });
}

// Beside the container rather than in it: the sandbox's containers share the host's filesystem.
function commandProbe([program = '', ...programArguments]: string[], { env }: ProbeTarget, timeout: number): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, {
      timeout,
      killSignal: 'SIGKILL',
      env: { PATH: process.env['PATH'], ...env },
      stdio: 'pipe',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', (error) => resolve(unhealthy(error.message)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve({ healthy: true });
      else resolve(unhealthy(signal ? `command timed out after ${timeout} ms` : output.trim()));
    });
  });
}

function hostPort(port: number | string, { container, hostPorts }: ProbeTarget): number {
  const containerPort =
    typeof port === 'number' ? port : (container.ports?.find(({ name }) => name === port)?.containerPort ?? Number(port));
  if (!Number.isInteger(containerPort)) throw new Error(`couldn't find port "${port}" among the container's ports`);
  return hostPorts[containerPort] ?? containerPort;
}

function connectionFailed(prefix: string, port: number, error: NodeJS.ErrnoException): ProbeResult {
  const refused = error.code === 'ECONNREFUSED';
  const reason = refused ? 'connect: connection refused' : error.message;
  return { ...unhealthy(`${prefix}dial tcp ${podAddress}:${port}: ${reason}`), refused };
}

function unhealthy(message: string): { healthy: false; message: string; refused: boolean } {
  return { healthy: false, message, refused: false };
}
