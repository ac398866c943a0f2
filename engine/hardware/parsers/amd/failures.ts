/** What AMD's tools print instead of GPUs, with exit code 0 as often as not, and what a person can do about it. */
const known: readonly (readonly [RegExp, string])[] = [
  [
    /Driver not initialized|amdgpu not found in modules|AMDSMI_STATUS_(?:NO_DRV|DRIVER_NOT_LOADED)|amdgpu driver (?:is )?not (?:loaded|initialized)/i,
    'says that the amdgpu driver is not loaded: load it (modprobe amdgpu), and look at the kernel log if it does not stay.',
  ],
  [
    /missing the following required groups|not in the (?:video|render) group|Unable to open \/dev\/kfd|\/dev\/kfd[^\n]*(?:Permission|denied)|AMDSMI_STATUS_NO_PERM|Permission denied/i,
    'may not use the GPU: add this user to the groups render and video, then log in again.',
  ],
  [
    /rsmi_(?:status|init)[^\n]*fail|RSMI_STATUS_INIT_ERROR|AMDSMI_STATUS_INIT_ERROR/i,
    'could not start: check that the amdgpu driver is loaded and that ROCm fits it.',
  ],
  [/No (?:AMD )?GPUs? (?:detected|found|specified|available)|No supported devices|AMDSMI_STATUS_NOT_FOUND/i, 'found no GPU.'],
  [/command not found|not recognized as|No such file or directory/i, 'is not installed: it comes with ROCm.'],
  [/Segmentation fault|Traceback \(most recent call last\)/i, 'crashed: its version may not fit the driver. Update ROCm.'],
];

/** Known failures in an output, a sentence each. */
export function amdFailures(tool: string, text: string): string[] {
  return known.filter(([pattern]) => pattern.test(text)).map(([, sentence]) => `${tool} ${sentence}`);
}

/** Where no GPU was understood there is a word about it. */
export function orNothing(tool: string, count: number, problems: readonly string[]): string[] {
  return count > 0 || problems.length > 0 ? [...problems] : [`The output of ${tool} lists no GPU.`];
}

/** The failures, or else a sentence for an output of which nothing is understood. */
export function nothingRead(tool: string, text: string, why: string): string[] {
  const failures = amdFailures(tool, text);
  if (failures.length > 0) return failures;
  if (text.trim() === '') return [`The output of ${tool} is empty, which is how it answers without a GPU or without a driver.`];
  return [`This is not the output of ${tool} that was expected: ${why}.`];
}
