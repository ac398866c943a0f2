/** Tables of rocm-smi: a heading that begins with `Device  Node`, and a row a GPU. */

/** Values by the heading of their column. */
export function tableCards(lines: readonly string[]): { index: number; values: Record<string, string> }[] {
  let headings: string[] = [];
  return lines.flatMap((line) => {
    const cells = line.trim().split(/\s{2,}|\t+/);
    if (cells[0] === 'Device' && cells[1] === 'Node') headings = cells;
    else if (headings.length > 0 && /^[0-9]{1,4}$/.test(cells[0] ?? '') && /^[0-9]{1,4}$/.test(cells[1] ?? ''))
      return [rowOf(cells, headings)];
    return [];
  });
}

/** The usual table has the PCI id in a column without a heading of its own: `0x74a1,   28851`. */
function rowOf(cells: readonly string[], headings: readonly string[]): { index: number; values: Record<string, string> } {
  const values: Record<string, string> = {};
  const pciId = cells.map((cell) => /^(0x[0-9a-f]{4}),/i.exec(cell)?.[1]).find((found) => found !== undefined);
  if (pciId !== undefined) values['Device ID'] = pciId;
  else for (const [column, heading] of headings.entries()) values[heading] = cells[column] ?? '';
  return { index: Number(cells[0]), values };
}
