const known: readonly (readonly [RegExp, string])[] = [
  [
    /hl-smi[^\n]*(?:command not found|No such file)/i,
    'hl-smi is not installed: without it there is no Gaudi driver, or its tools are missing.',
  ],
  [
    /(?:couldn't|could not|cannot|failed to) (?:communicate|initiali[sz]e|load|open)/i,
    'hl-smi does not reach the Gaudi driver: load it (modprobe habanalabs), and check that this user may open /dev/accel.',
  ],
  [/no devices|no .*found/i, 'hl-smi found no devices: the driver runs and sees no accelerator. In a container, pass the devices in.'],
  [/^\+-+|^\| HL-SMI/m, 'This is the table of hl-smi: run hl-smi --query-aip=index,name,memory.total --format=csv instead.'],
];

/** Why an output of hl-smi has no accelerator, with a way out. */
export function habanaFailure(text: string): string {
  if (text.trim() === '') return 'The output is empty: hl-smi printed nothing. Look at its exit code and at what it wrote to stderr.';
  const [, sentence] = known.find(([pattern]) => pattern.test(text)) ?? [];
  return sentence ?? 'Nothing in this output is an accelerator: it does not look like hl-smi --query-aip=... --format=csv.';
}
