import { describe, expect, test } from 'vitest';
import { eventually } from '../../helpers/eventually.ts';
import { type RunningContainer, runningContainer } from './running-container.ts';

const hello = { model: 'chat', messages: [{ role: 'user', content: 'Say something about gateways and latency.' }] };
const endless = { ...hello, stream: true, ignore_eos: true, max_tokens: 4000 };

async function loadedContainer(options?: Parameters<typeof runningContainer>[0]): Promise<RunningContainer> {
  const container = await runningContainer(options);
  await container.loaded();
  return container;
}

/** The data of each event, in order. */
async function eventsOf(response: Response): Promise<string[]> {
  const text = await response.text();
  return text
    .split('\n\n')
    .filter(Boolean)
    .map((event) => event.replace(/^data: /, ''));
}

interface Chunk {
  id: string;
  choices: { delta?: { role?: string; content?: string }; text?: string; finish_reason: string | null }[];
  usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

describe('chat completions', () => {
  test('whole, with usage', async () => {
    await using container = await loadedContainer();
    const response = await container.post('/v1/chat/completions', { ...hello, max_tokens: 20 });
    expect(await response.json()).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/),
      object: 'chat.completion',
      model: 'chat',
      choices: [{ index: 0, message: { role: 'assistant', content: expect.stringMatching(/\w/) }, finish_reason: 'length' }],
      usage: { prompt_tokens: expect.any(Number), completion_tokens: 20 },
    });
  });

  test('streamed: a role, the same text as whole, a reason, the usage, the end mark', async () => {
    await using container = await loadedContainer();
    const request = { ...hello, temperature: 0 };
    const whole = (await (await container.post('/v1/chat/completions', request)).json()) as {
      choices: [{ message: { content: string } }];
      usage: object;
    };
    const response = await container.post('/v1/chat/completions', { ...request, stream: true, stream_options: { include_usage: true } });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const events = await eventsOf(response);
    expect(events.at(-1)).toBe('[DONE]');
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event) as Chunk);
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' });
    expect(chunks.map((chunk) => chunk.choices[0]?.delta?.content ?? '').join('')).toBe(whole.choices[0].message.content);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  });

  test('a seed gives the same text again; none gives another', async () => {
    await using container = await loadedContainer();
    const text = async (more: object) => {
      const answer = (await (await container.post('/v1/chat/completions', { ...hello, ...more })).json()) as {
        choices: [{ message: { content: string } }];
      };
      return answer.choices[0].message.content;
    };
    expect(await text({ seed: 5 })).toBe(await text({ seed: 5 }));
    expect(await text({})).not.toBe(await text({}));
  });
});

test('completions: whole and streamed, 16 tokens unless asked otherwise', async () => {
  await using container = await loadedContainer();
  const request = { model: 'alias', prompt: 'Once upon a time', temperature: 0, ignore_eos: true };
  const whole = (await (await container.post('/v1/completions', request)).json()) as {
    object: string;
    choices: [{ text: string }];
    usage: { completion_tokens: number };
  };
  expect(whole).toMatchObject({ object: 'text_completion', model: 'alias', usage: { completion_tokens: 16 } });
  const events = await eventsOf(await container.post('/v1/completions', { ...request, stream: true }));
  const texts = events.slice(0, -1).map((event) => (JSON.parse(event) as Chunk).choices[0]?.text);
  expect(texts.join('')).toBe(whole.choices[0].text);
});

describe('errors in the shape of vLLM', () => {
  test.each([
    ['an unknown model', { ...hello, model: 'x' }, 404, { message: 'The model `x` does not exist.', type: 'NotFoundError', code: 404 }],
    ['broken JSON', '{', 400, { message: expect.stringContaining('JSON decode error'), code: 400 }],
    ['no messages', { model: 'chat' }, 400, { message: expect.stringContaining("'loc': ('body', 'messages'), 'msg': 'Field required'") }],
    [
      'a negative temperature',
      { ...hello, temperature: -1 },
      400,
      { message: expect.stringContaining('temperature must be non-negative') },
    ],
    [
      'more than the context holds',
      { ...hello, max_tokens: 5000 },
      400,
      { message: expect.stringContaining("is too large: 5000. This model's maximum context length is 4096 tokens") },
    ],
    [
      'a prompt longer than the context',
      { ...hello, messages: [{ role: 'user', content: 'word '.repeat(5000) }] },
      400,
      { message: expect.stringMatching(/your request has \d+ input tokens/) },
    ],
    ['two choices', { ...hello, n: 2 }, 400, { param: 'n', code: 400 }],
    ['probabilities', { ...hello, logprobs: true }, 400, { param: 'logprobs' }],
    [
      'tools that the server was not started for',
      { ...hello, tools: [{}] },
      400,
      { message: expect.stringContaining('--enable-auto-tool-choice') },
    ],
  ])('%s', async (_what, body, status, error) => {
    await using container = await loadedContainer();
    const response = await container.post('/v1/chat/completions', body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error });
  });

  test('an unknown path and a wrong method', async () => {
    await using container = await loadedContainer();
    expect((await fetch(`${container.url}/v2`)).status).toBe(404);
    expect((await fetch(`${container.url}/v1/chat/completions`)).status).toBe(405);
  });

  test('a missing key, where the server asks for one', async () => {
    await using container = await loadedContainer({ args: ['--api-key', 'sesame'] });
    expect((await container.post('/v1/chat/completions', hello)).status).toBe(401);
    const headers = { authorization: 'Bearer sesame' };
    expect((await container.post('/v1/chat/completions', hello, { headers })).status).toBe(200);
  });
});

test('it lists its names, its length, its version, and counts tokens', async () => {
  await using container = await loadedContainer();
  const models = (await (await fetch(`${container.url}/v1/models`)).json()) as { data: object[] };
  expect(models.data).toMatchObject([
    { id: 'chat', owned_by: 'vllm', root: 'Qwen/Qwen3-8B', max_model_len: 4096 },
    { id: 'alias', object: 'model' },
  ]);
  expect(await (await fetch(`${container.url}/version`)).json()).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  expect(await (await container.post('/tokenize', { prompt: 'one two three' })).json()).toMatchObject({ count: 3, max_model_len: 4096 });
  expect((await fetch(`${container.url}/ping`)).status).toBe(200);
});

test('metrics have the names and types of vLLM and count what was done', async () => {
  await using container = await loadedContainer();
  await (await container.post('/v1/chat/completions', { ...hello, max_tokens: 20, ignore_eos: true })).json();
  const text = await (await fetch(`${container.url}/metrics`)).text();
  for (const [name, type] of Object.entries({
    'vllm:num_requests_running': 'gauge',
    'vllm:num_requests_waiting': 'gauge',
    'vllm:kv_cache_usage_perc': 'gauge',
    'vllm:cache_config_info': 'gauge',
    'vllm:prompt_tokens_total': 'counter',
    'vllm:prefix_cache_hits_total': 'counter',
    'vllm:time_to_first_token_seconds': 'histogram',
    'vllm:inter_token_latency_seconds': 'histogram',
    'vllm:time_per_output_token_seconds': 'histogram',
    'vllm:e2e_request_latency_seconds': 'histogram',
    'vllm:request_queue_time_seconds': 'histogram',
  })) {
    expect(text).toContain(`# TYPE ${name} ${type}\n`);
  }
  expect(text).toMatch(/vllm:generation_tokens_total\{(?=.*model_name="chat")(?=.*engine="0").*\} 20\n/);
  expect(text).toMatch(/vllm:request_success_total\{.*finished_reason="length".*\} 1\n/);
  expect(await container.metric('vllm:time_to_first_token_seconds_count')).toBe(1);
  expect(await container.metric('vllm:inter_token_latency_seconds_count')).toBe(19);
});

test('a client that goes away frees its sequence at once', async () => {
  await using container = await loadedContainer({ env: { SLIPWAY_SIMULATED_SPEED: '1' } });
  const leaving = new AbortController();
  const response = await container.post('/v1/chat/completions', endless, { signal: leaving.signal });
  await response.body?.getReader().read();
  expect(await container.metric('vllm:num_requests_running')).toBe(1);
  leaving.abort();
  await eventually(async () => (await container.metric('vllm:num_requests_running')) === 0);
  expect(await container.metric('vllm:kv_cache_usage_perc')).toBe(0);
});

test('a client that reads late still gets every word', async () => {
  await using container = await loadedContainer({ env: { SLIPWAY_SIMULATED_SPEED: '100000' } });
  const request = { ...endless, temperature: 0 };
  const response = await container.post('/v1/chat/completions', request);
  await eventually(async () => (await container.metric('vllm:num_requests_running')) === 0);
  const events = await eventsOf(response);
  const text = events
    .slice(0, -1)
    .map((event) => (JSON.parse(event) as Chunk).choices[0]?.delta?.content ?? '')
    .join('');
  const whole = (await (await container.post('/v1/chat/completions', { ...request, stream: false })).json()) as {
    choices: [{ message: { content: string } }];
  };
  expect(text).toBe(whole.choices[0].message.content);
});

describe('life', () => {
  test('503 until the model is loaded', async () => {
    await using container = await runningContainer({ env: { SLIPWAY_SIMULATED_LOAD_SECONDS: '60' } });
    const health = await eventually(() => fetch(`${container.url}/health`));
    expect(health.status).toBe(503);
  });

  test('it says what it is and what it loads', async () => {
    await using container = await loadedContainer();
    expect(container.lines[0]).toMatch(/^simulated model server: no GPU computes here. Times follow 1 x MI300X, 100 times as fast/);
    expect(container.lines.at(-1)).toBe('Application startup complete.');
    expect(container.lines.join('\n')).toMatch(/GPU KV cache size: [\d,]+ tokens/);
  });

  test('told to end, it takes nothing new, finishes what runs, and exits with 0', async () => {
    await using container = await loadedContainer();
    const running = await container.post('/v1/chat/completions', { ...endless, max_tokens: 1000 });
    container.terminate();
    const began = performance.now();
    expect((await eventsOf(running)).at(-1)).toBe('[DONE]');
    expect(await container.exited).toEqual({ exitCode: 0, reason: 'Completed' });
    expect(performance.now() - began).toBeLessThan(2000);
    await expect(fetch(`${container.url}/health`)).rejects.toThrow();
  });

  test('killed, its connections are cut', async () => {
    await using container = await loadedContainer();
    const running = await container.post('/v1/chat/completions', endless);
    container.kill();
    await expect(running.text()).rejects.toThrow();
    expect(await container.exited).toEqual({ exitCode: 137, reason: 'Error' });
  });

  test('a bad argument ends it with the words and the code of argparse', async () => {
    await using container = await runningContainer({ args: ['--frobnicate'] });
    expect(await container.exited).toEqual({ exitCode: 2, reason: 'Error' });
    expect(container.lines.at(-1)).toBe('vllm serve: error: unrecognized arguments: --frobnicate');
  });

  test('a port that is taken ends it with 1 and the reason', async () => {
    await using first = await loadedContainer();
    const { startContainer } = await import('../../../engine/simulator/container.ts');
    const lines: string[] = [];
    const ports = [{ containerPort: 8000, hostPort: Number(new URL(first.url).port) }];
    const second = startContainer({
      command: [],
      args: [],
      env: { SLIPWAY_SIMULATED_GPU: 'H100' },
      ports,
      writeLine: (line) => lines.push(line),
    });
    expect(await second.exited).toMatchObject({ exitCode: 1 });
    expect(lines.join('\n')).toContain('EADDRINUSE');
  });
});
