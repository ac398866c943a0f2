/** One line of the JSON that an engine streams while it builds, as https://docs.docker.com/reference/api/engine/ has it. */
export interface BuildMessage {
  /** What it printed, without line ends. */
  lines: string[];
  /** Of the finished image: `sha256:…` */
  id?: string | undefined;
  /** Why the build failed. */
  error?: string | undefined;
}

export function readBuildMessage(line: string): BuildMessage {
  const message = objectIn(line);
  const error = textOf(objectOf(message['errorDetail'])['message']) ?? textOf(message['error']);
  return {
    lines: printed(message),
    ...(error === undefined ? {} : { error }),
    ...idOf(message),
  };
}

function printed(message: Record<string, unknown>): string[] {
  const stream = textOf(message['stream']);
  if (stream !== undefined) return stream.split(/\r?\n/).filter((part) => part.trim() !== '');
  const status = textOf(message['status']);
  if (status === undefined) return [];
  // A layer's progress comes ten times a second; its state is enough, and its bar no line.
  if (message['progressDetail'] && Object.keys(objectOf(message['progressDetail'])).length > 0) return [];
  const layer = textOf(message['id']);
  return [layer ? `${layer}: ${status}` : status];
}

/** Docker says the id as `aux`; older Podman only as its last line, twelve or sixty-four hexadecimal digits. */
function idOf(message: Record<string, unknown>): { id?: string } {
  const id = textOf(objectOf(message['aux'])['ID']);
  if (id) return { id };
  const bare = /^([0-9a-f]{64})\n?$/.exec(textOf(message['stream']) ?? '')?.[1];
  return bare ? { id: `sha256:${bare}` } : {};
}

function objectIn(line: string): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(line));
  } catch {
    // Not JSON: a proxy's page, or a line cut off. It is shown as it is.
    return { stream: line };
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
