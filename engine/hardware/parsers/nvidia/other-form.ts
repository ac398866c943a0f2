interface Form {
  readonly pattern: RegExp;
  /** The tool name that reads this form; undefined where none does. */
  readonly readBy?: string;
  readonly sentence: string;
}

const xmlInstead = 'run nvidia-smi -q -x, and parse it as nvidia-smi-xml.';

/** Outputs of nvidia-smi that are given to the wrong parser, or that none reads. */
const forms: readonly Form[] = [
  {
    pattern: /<nvidia_smi_log>|<!DOCTYPE nvidia_smi_log/,
    readBy: 'nvidia-smi-xml',
    sentence: 'This is the output of nvidia-smi -q -x: parse it as nvidia-smi-xml.',
  },
  { pattern: /^\+-+|^\| NVIDIA-SMI /m, sentence: `This is the table of nvidia-smi, which cuts names off: ${xmlInstead}` },
  { pattern: /=+NVSMI LOG=+/, readBy: 'nvidia-smi-xml', sentence: 'This is the report of nvidia-smi -q: parse it as nvidia-smi-xml.' },
  { pattern: /=+NVSMI LOG=+/, sentence: `This is the report of nvidia-smi -q, without a GPU: ${xmlInstead}` },
  {
    pattern: /^GPU \d+: .*\(UUID: /m,
    readBy: 'nvidia-smi-list',
    sentence: 'This is the output of nvidia-smi -L: parse it as nvidia-smi-list.',
  },
  {
    pattern: /^(?:index|name|uuid|gpu_name),? ?.*\bmemory\.total/m,
    readBy: 'nvidia-smi-csv',
    sentence: 'This is the output of nvidia-smi --query-gpu: parse it as nvidia-smi-csv.',
  },
];

/** What the output is, when nothing in it was understood. */
export function otherForm(text: string, tool: string): string {
  if (text.trim() === '') return 'The output is empty: nvidia-smi printed nothing. Look at its exit code and at what it wrote to stderr.';
  const form = forms.find(({ pattern, readBy }) => readBy !== tool && pattern.test(text));
  return form?.sentence ?? `Nothing in this output is a GPU: it does not look like the output of ${tool}.`;
}
