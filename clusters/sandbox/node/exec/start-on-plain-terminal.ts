import { PassThrough, pipeline, Transform } from 'node:stream';
import { startOnPipes } from './start-on-pipes.ts';
import type { CommandStart, StartedCommand } from './started-command.ts';

/**
 * Starts a command that is to have a terminal where none can be made: what is typed is echoed, Enter is a line end, and
 * both outputs are one. The command itself sees pipes.
 */
export function startOnPlainTerminal(start: CommandStart): StartedCommand {
  const command = startOnPipes(start);
  const screen = translate('\n', '\r\n');
  const merged = new PassThrough();
  let open = 0;
  for (const output of [command.stdout, command.stderr]) {
    if (!output) continue;
    open += 1;
    output.pipe(merged, { end: false });
    output.once('end', () => {
      open -= 1;
      if (open === 0) merged.end();
    });
  }
  pipeline(merged, screen, () => {});
  return { ...command, stdin: command.stdin && keyboard(command.stdin, merged), stdout: screen, stderr: undefined };
}

function keyboard(stdin: NodeJS.WritableStream, echo: PassThrough): Transform {
  const typed = translate('\r', '\n');
  typed.on('data', (text) => {
    if (echo.writable) echo.write(text);
  });
  typed.pipe(stdin);
  return typed;
}

function translate(from: string, to: string): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, Buffer.from(chunk.toString('latin1').replaceAll(from, to), 'latin1'));
    },
  });
}
