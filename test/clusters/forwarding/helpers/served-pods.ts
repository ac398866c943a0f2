/** Pods that answer, behind a service: real processes in a sandbox, real containers elsewhere. */
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { pods, services } from '../../../../clusters/kinds.ts';
import { listenOn, podImage } from '../../../contract/pod-image.ts';
import { eventually } from '../../../helpers/eventually.ts';

export const serviceAddress = { namespace: 'default', name: 'served', port: 'http' };

/** The service `served`: port 80 to the pods' port named `http`. */
export async function makeService(cluster: Cluster): Promise<void> {
  const ports = [{ name: 'http', port: 80, targetPort: 'http' }];
  await cluster.create(services, { metadata: { namespace: 'default', name: 'served' }, spec: { selector: { app: 'served' }, ports } });
}

/** A pod of it; ready when this resolves. */
export async function makePod(cluster: Cluster, name: string, program = httpServer): Promise<void> {
  await cluster.create(pods, servedPod(name, program));
  await eventually(async () => isReady(await cluster.get(pods, { namespace: 'default', name })), { timeoutMs: 60_000 });
}

export function servedPod(name: string, program = httpServer): Pod {
  return {
    metadata: { namespace: 'default', name, labels: { app: 'served' } },
    spec: {
      // A server that is told to end does so at once, whoever is connected.
      terminationGracePeriodSeconds: 1,
      containers: [
        {
          name: 'main',
          image: podImage,
          command: ['node', '-e', program],
          env: [{ name: 'NAME', value: name }],
          ports: [{ name: 'http', containerPort: 7000 }],
          readinessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 1 },
        },
      ],
    },
  };
}

function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
}

const listening = `.listen(${listenOn(7000)}, '0.0.0.0')`;

/**
 * Answers with the pod's name at once; at /stream with twenty pieces, 20 ms apart; at /endless with one piece a moment for ever.
 */
const httpServer = `
const { createServer } = require('http');
process.on('SIGTERM', () => process.exit(0));
createServer((request, response) => {
  if (request.url === '/') return void response.end(process.env.NAME);
  let piece = 0;
  const timer = setInterval(() => {
    response.write('piece ' + piece++ + '\\n');
    if (request.url === '/stream' && piece === 20) { clearInterval(timer); response.end(); }
  }, 20);
  response.once('close', () => clearInterval(timer));
})${listening}`;

/** Sends all that comes back once the client has ended its side, with how much that was. */
export const echoAtTheEnd = `
require('net').createServer({ allowHalfOpen: true }, (socket) => {
  const held = [];
  socket.on('error', () => {});
  socket.on('data', (chunk) => held.push(chunk));
  socket.on('end', () => socket.end(Buffer.concat([Buffer.from(held.reduce((sum, chunk) => sum + chunk.length, 0) + '\\n'), ...held])));
})${listening}`;

/** Sends without end, as fast as it is read; tells on its log how much it could hand over. */
export const fireHose = `
let sent = 0;
require('net').createServer((socket) => {
  socket.on('error', () => {});
  const chunk = Buffer.alloc(65536, 'x');
  const pour = () => { while (!socket.destroyed && socket.write(chunk)) sent += chunk.length; };
  socket.on('drain', pour);
  pour();
})${listening};
setInterval(() => console.log('sent ' + sent), 200);`;
