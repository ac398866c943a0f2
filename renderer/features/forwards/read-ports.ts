/** What was typed. */
export interface PortChoice {
  port: string;
  /** Empty: any free one. */
  localPort: string;
}

/** The ports that were typed, or what is wrong with them as a sentence. */
export function readPorts({ port, localPort }: PortChoice): { port: number; localPort?: number } | string {
  const target = portOf(port);
  if (target === undefined) return 'The port of the pod is a whole number from 1 to 65535.';
  if (localPort.trim() === '') return { port: target };
  const local = portOf(localPort);
  return local === undefined
    ? 'The port here is a whole number from 1 to 65535, or empty for any free one.'
    : { port: target, localPort: local };
}

function portOf(text: string): number | undefined {
  const port = Number(text.trim());
  return text.trim() !== '' && Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : undefined;
}
