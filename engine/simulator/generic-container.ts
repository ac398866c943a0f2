/**
 * A container of an image that nobody here knows: an HTTP program that answers every path and says what it stands for.
 * Where others wait for its end, it does nothing and succeeds, so that Jobs complete and pods get past their preparation.
 */
import { createServer, type Server } from 'node:http';

export interface GenericStart {
  readonly pod: { readonly namespace: string; readonly name: string };
  readonly container: string;
  readonly image: string;
  /** Listens on 127.0.0.1:`hostPort` for each. */
  readonly ports: readonly { containerPort: number; hostPort: number }[];
  readonly endsByItself: boolean;
  writeLine(line: string): void;
}

export interface GenericContainer {
  exited: Promise<{ exitCode: number; reason: string }>;
  terminate(): void;
  kill(): void;
}

export function startContainer(start: GenericStart): GenericContainer {
  return start.endsByItself ? endAtOnce(start) : serve(start);
}

function endAtOnce({ image, writeLine }: GenericStart): GenericContainer {
  writeLine(`generic program: stands for ${image}, does nothing and succeeds.`);
  return { exited: Promise.resolve({ exitCode: 0, reason: 'Completed' }), terminate() {}, kill() {} };
}

/** One listener a declared port. Exits with 1 when a port cannot be had. */
function serve({ pod, container, image, ports, writeLine }: GenericStart): GenericContainer {
  const exit = Promise.withResolvers<{ exitCode: number; reason: string }>();
  const body = JSON.stringify({
    standsFor: image,
    pod: `${pod.namespace}/${pod.name}`,
    container,
    note: 'This image is not run here: a generic HTTP program answers.',
  });
  // A container without ports runs until it is told to end: nothing else would keep it alive.
  const servers = ports.map(({ hostPort }) => listen(hostPort, body, fail));
  writeLine(`generic program: stands for ${image}, answers 200 on every path of ${ports.length} port(s).`);
  return {
    exited: exit.promise,
    terminate() {
      for (const server of servers) server.closeIdleConnections();
      void Promise.all(servers.map(closed)).then(() => exit.resolve({ exitCode: 0, reason: 'Completed' }));
    },
    kill() {
      destroyAll();
      exit.resolve({ exitCode: 137, reason: 'Error' });
    },
  };

  function fail(error: Error): void {
    writeLine(`generic program: ${error.message}`);
    destroyAll();
    exit.resolve({ exitCode: 1, reason: 'Error' });
  }

  function destroyAll(): void {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  }
}

function listen(port: number, body: string, fail: (error: Error) => void): Server {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  return server.on('error', fail).listen(port, '127.0.0.1');
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
