/** What nvidia-smi and the shell print instead of GPUs, and what a person can do about it. */
const known: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    /Driver\/library version mismatch/i,
    () =>
      'nvidia-smi failed: the loaded NVIDIA kernel module and its library are of different versions. Restart the machine, or unload and load the nvidia modules.',
  ],
  [
    /couldn't communicate with the NVIDIA driver/i,
    () =>
      'nvidia-smi does not reach the NVIDIA driver: it is not installed or not loaded. Install it or load it (modprobe nvidia); under WSL the driver belongs into Windows, and none into Linux.',
  ],
  [
    /couldn't find (?:the )?libnvidia-ml|libnvidia-ml\.so.*(?:cannot open|not found)/i,
    () =>
      'nvidia-smi does not find libnvidia-ml.so: install the NVIDIA driver, or give the container access to it (NVIDIA Container Toolkit).',
  ],
  [
    /No devices were found/i,
    () =>
      'nvidia-smi found no devices: the driver runs and sees no GPU. In a container, pass the GPUs in; else look at lspci and the kernel log.',
  ],
  [/Unable to determine the device handle for GPU([^\n]*)/i, ([, rest]) => deviceHandle(rest ?? '')],
  [
    /Field "([^"]*)" is not a valid field to query/i,
    ([, field]) =>
      `This nvidia-smi does not know the field "${field?.slice(0, 60)}", and then answers nothing: its driver is older. Ask without that field, or update the driver.`,
  ],
  [
    /blocked by the operating system/i,
    () =>
      'The operating system blocks access to the GPU: under WSL, update Windows, the WSL kernel (wsl --update) and the NVIDIA driver in Windows.',
  ],
  [/Segmentation fault|SIGSEGV/i, () => 'nvidia-smi crashed: under WSL, update the NVIDIA driver in Windows (microsoft/WSL issue #11870).'],
  [
    /Failed to initialize NVML:\s*([^\n]*)/i,
    ([, why]) =>
      `nvidia-smi could not start (${why?.trim().slice(0, 80) || 'no reason given'}): check that the driver is loaded and that this user, or this container, may use the GPU.`,
  ],
  [
    /(?:nvidia-smi|NVIDIA-SMI)[^\n]*(?:command not found|not recognized|No such file)|not found:? nvidia-smi/i,
    () => 'nvidia-smi is not installed: without it there is no NVIDIA driver, or its tools are missing.',
  ],
];

/** The forms seen: `0000:C1:00.0: Unknown Error`, `1: 0000:34:00.0: Unknown Error`, `1: Unknown Error`. */
function deviceHandle(rest: string): string {
  const [address] = /(?:[\da-f]{4,8}:)?[\da-f]{2}:[\da-f]{2}\.\d/i.exec(rest) ?? [];
  const [index] = /^\s*\d{1,3}(?=:|\s|$)/.exec(rest) ?? [];
  const after = address === undefined ? rest.slice(index?.length ?? 0) : rest.slice(rest.indexOf(address) + address.length);
  const why =
    after
      .replace(/^[:\s]+/, '')
      .replace(/\.?\s*$/, '')
      .slice(0, 80) || 'no reason given';
  const which = address ?? index?.trim() ?? 'of unknown address';
  return `The GPU ${which} does not answer (${why}), and can hide the others. Look for Xid messages in the kernel log, then reset it or restart the machine.`;
}

/** A line that is part of a failure's message or of a warning, and never a GPU. */
const chatter =
  /^(?:NVML library version|Failed to properly shut down NVML|WARNING|NVIDIA-SMI has failed|Make sure that|Please also|Unable to determine|Failed to )/i;

export interface Failures {
  readonly problems: string[];
  /** The lines that are left. */
  readonly lines: string[];
}

/** Takes the known failures out of an output: each as a sentence with a way out, once. */
export function takeFailures(text: string): Failures {
  const problems = new Set<string>();
  const lines: string[] = [];
  for (const line of text.replaceAll('\0', '').split(/\r\n|\r|\n/)) {
    const problem = failureOf(line);
    if (problem) problems.add(problem);
    else if (line.trim() !== '' && !chatter.test(line.trim())) lines.push(line);
  }
  return { problems: [...problems], lines };
}

function failureOf(line: string): string | undefined {
  for (const [pattern, sentence] of known) {
    const match = pattern.exec(line);
    if (match) return sentence(match);
  }
  return undefined;
}
