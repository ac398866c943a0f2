import { text } from 'node:stream/consumers';
import { SlipwayError } from '../../engine/contract/errors.ts';
import type { ChatEvent, ChatMessage } from '../../engine/contract/views/workbench.ts';
import { clusterArgument, dataDirectoryArgument, defineCommand, jsonArgument } from '../command.ts';
import { type EngineClient, withEngineFor } from '../engine-client.ts';
import { follow } from '../follow.ts';
import { interrupted } from '../interrupted.ts';
import { printJson, say } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';

type Done = Extract<ChatEvent, { type: 'done' }>;
type Ask = { call: EngineClient['call']; cluster: string | undefined; model: string; maxTokens: number | undefined };

export const chat = defineCommand({
  name: 'chat',
  description: 'Ask a model through the gateway; the answer streams.',
  examples: [
    'slipway chat qwen-7b-demo "Why is the sea blue?"',
    'echo "Summarise: ..." | slipway chat Qwen/Qwen2.5-7B-Instruct',
    'slipway chat qwen-7b-demo',
  ],
  args: {
    model: { type: 'positional', required: true, description: "A served model's id, or its endpoint's name" },
    prompt: { type: 'positional', required: false, description: 'What to ask; else standard input, or a conversation on a terminal' },
    'max-tokens': { type: 'string', valueHint: 'count', description: 'Longest answer' },
    ...clusterArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const maxTokens = wholeNumber('--max-tokens', args['max-tokens']);
    await withEngineFor(args, async (call) => {
      const ask: Ask = { call, cluster: args.cluster, model: args.model, maxTokens };
      if (args.prompt === undefined && process.stdin.isTTY) return converse(ask);
      const prompt = args.prompt ?? (await text(process.stdin));
      if (prompt.trim() === '')
        throw new SlipwayError('invalid_input', 'There is nothing to ask.', { fix: 'Give a prompt, or text on standard input.' });
      const { answer, done } = await complete(ask, [{ role: 'user', content: prompt }], { aloud: !args.json, signal: interrupted() });
      if (args.json) printJson({ text: answer, ...done });
    });
  },
});

/** Turns until the input ends. Ctrl-C ends an answer; without one it ends the conversation. */
async function converse(ask: Ask): Promise<void> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr, prompt: '> ' });
  const messages: ChatMessage[] = [];
  let answering: AbortController | null = null;
  terminal.on('SIGINT', () => (answering ? answering.abort() : terminal.close()));
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() !== '') {
      answering = new AbortController();
      messages.push({ role: 'user', content: line });
      const { answer } = await complete(ask, messages, { aloud: true, signal: answering.signal });
      messages.push({ role: 'assistant', content: answer });
      answering = null;
    }
    terminal.prompt();
  }
}

async function complete(
  { call, cluster, model, maxTokens }: Ask,
  messages: ChatMessage[],
  { aloud, signal }: { aloud: boolean; signal: AbortSignal },
) {
  let answer = '';
  let done: Done | null = null;
  const take = (event: ChatEvent): void => {
    if (event.type === 'done') done = event;
    else {
      answer += event.text;
      if (aloud) process.stdout.write(event.text);
    }
  };
  await follow(call.chat.complete, { cluster, model, messages, maxTokens }, { take, signal });
  if (aloud) process.stdout.write('\n');
  if (aloud && process.stderr.isTTY) say(measuresText(done));
  return { answer, done: done as Done | null };
}

function measuresText(done: Done | null): string {
  if (!done) return '(interrupted)';
  const ttft = done.ttftMs === null ? '-' : `${Math.round(done.ttftMs)} ms`;
  const rate = done.tokensPerSecond === null ? '-' : `${done.tokensPerSecond.toPrecision(3)} tokens/s`;
  return `(TTFT ${ttft}, ${rate}, ${done.completionTokens ?? '-'} tokens)`;
}
