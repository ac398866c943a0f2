/** The registry as its editor exports it (`.reg`), as the lines that `reg query` prints. */

/** Comments and the file's first line are left out; a value that goes on behind a backslash is one line. */
export function registryExportAsQuery(text: string): string {
  const lines = text.replaceAll(/\\\r?\n\s*/g, '').split(/\r\n|\r|\n/);
  return lines.flatMap((line) => keyLine(line) ?? valueLine(line) ?? []).join('\n');
}

export function isRegistryExport(text: string): boolean {
  return /^(?:Windows Registry Editor Version|REGEDIT4|\[-?HKEY_)/m.test(text);
}

function keyLine(line: string): string | undefined {
  return /^\[(HKEY_[^\]]*)\]\s*$/.exec(line)?.[1];
}

function valueLine(line: string): string | undefined {
  const [, name, value] = /^"([^"\s]+)"=(.*?)\s*$/.exec(line) ?? [];
  const queried = value === undefined ? undefined : (textOf(value) ?? wordOf(value) ?? bytesOf(value));
  return name === undefined || queried === undefined ? undefined : `    ${name}    ${queried}`;
}

function textOf(value: string): string | undefined {
  const text = /^"(.*)"$/.exec(value)?.[1];
  return text === undefined ? undefined : `REG_SZ    ${text.replaceAll(/\\(.)/g, '$1')}`;
}

function wordOf(value: string): string | undefined {
  const digits = /^dword:([0-9a-f]{8})$/i.exec(value)?.[1];
  return digits === undefined ? undefined : `REG_DWORD    0x${digits}`;
}

/** A 64-bit value is written byte by byte, the lowest first. */
function bytesOf(value: string): string | undefined {
  const bytes = /^hex\(b\):((?:[0-9a-f]{2},){7}[0-9a-f]{2})$/i.exec(value)?.[1]?.split(',');
  return (
    bytes &&
    `REG_QWORD    0x${bytes
      .reverse()
      .join('')
      .replace(/^0+(?=.)/, '')}`
  );
}
