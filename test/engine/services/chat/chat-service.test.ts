import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import type { ChatEvent } from '../../../../engine/contract/views/workbench.ts';
import { createChatService } from '../../../../engine/services/chat/chat-service.ts';
import { localGateway } from '../../../../engine/services/chat/local-gateway.ts';
import { measure } from '../../../../engine/services/chat/measure.ts';
import { serverSentEvents } from '../../../../engine/services/chat/server-sent-events.ts';
import { eventually } from '../../../helpers/eventually.ts';

/** A server with a scripted answer: what is tested is how an answer is read, whatever a gateway sends. */
async function answering(handler: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer((request, response) => request.resume().on('end', () => handler(request, response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    chat: createChatService({ gateway: localGateway(() => url), clock: systemClock }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const request = { model: 'm', messages: [{ role: 'user' as const, content: 'hello' }] };
const never = new AbortController().signal;

async function all(stream: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

function data(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

describe('chat', () => {
  it('gives the text as it comes, then the measures', async () => {
    await using server = await answering((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-slipway-backend': '127.0.0.1:9' });
      response.write(data({ choices: [{ delta: { role: 'assistant', content: '' } }] }));
      response.write(data({ choices: [{ delta: { content: 'Hel' } }] }));
      response.write(data({ choices: [{ delta: { content: 'lo' }, finish_reason: 'stop' }] }));
      response.end(`${data({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } })}data: [DONE]\n\n`);
    });
    const events = await all(server.chat.complete(request, never));
    expect(events.slice(0, 2)).toEqual([
      { type: 'delta', text: 'Hel' },
      { type: 'delta', text: 'lo' },
    ]);
    expect(events[2]).toMatchObject({ type: 'done', finishReason: 'stop', promptTokens: 3, completionTokens: 2, backend: '127.0.0.1:9' });
  });

  it.each([
    [404, 'not_found'],
    [503, 'not_ready'],
    [400, 'invalid_input'],
    [504, 'timeout'],
    [500, 'internal'],
  ])('says what the gateway said with %d', async (status, code) => {
    await using server = await answering((_request, response) => {
      response.writeHead(status).end(JSON.stringify({ error: { message: 'It is so.', type: 't', param: null, code: null } }));
    });
    await expect(all(server.chat.complete(request, never))).rejects.toMatchObject({
      code,
      message: 'The model m did not answer: It is so.',
    });
  });

  it('passes an abort on to the gateway', async () => {
    let closed = false;
    await using server = await answering((_request, response) => {
      response.on('close', () => (closed = true));
      response.writeHead(200).write(data({ choices: [{ delta: { content: 'one' } }] }));
    });
    for await (const _ of server.chat.complete(request, never)) break;
    await eventually(() => closed);
  });

  it('says that an answer broke off', async () => {
    await using server = await answering((_request, response) => {
      response.writeHead(200).write(data({ choices: [{ delta: { content: 'one' } }] }));
      response.end(data({ error: { message: 'the backend died', code: 'backend_lost' } }));
    });
    await expect(all(server.chat.complete(request, never))).rejects.toThrow('The answer of m broke off: the backend died');
  });

  it('says so when the connection is lost in the middle', async () => {
    await using server = await answering((_request, response) => {
      response.writeHead(200).write(data({ choices: [{ delta: { content: 'one' } }] }), () => response.destroy());
    });
    await expect(all(server.chat.complete(request, never))).rejects.toThrow('The answer of m broke off: aborted');
  });

  it('says that the gateway is not running', async () => {
    const chat = createChatService({ gateway: localGateway(() => null), clock: systemClock });
    await expect(all(chat.complete(request, never))).rejects.toMatchObject({ code: 'not_ready', message: 'The gateway is not running.' });
  });
});

describe('the measures of an answer', () => {
  const seen = {
    startedAt: 1_000,
    firstTextAt: 1_250,
    lastTextAt: 2_250,
    finishReason: 'stop',
    promptTokens: 4,
    completionTokens: 101,
    backend: null,
  };

  it('are the time to the first text, and the tokens after it over the time after it', () => {
    expect(measure(seen)).toMatchObject({ ttftMs: 250, tokensPerSecond: 100 });
  });

  it('are left out where nothing can be measured', () => {
    expect(measure({ ...seen, firstTextAt: null, lastTextAt: null })).toMatchObject({ ttftMs: null, tokensPerSecond: null });
    expect(measure({ ...seen, completionTokens: 1 })).toMatchObject({ tokensPerSecond: null });
  });
});

describe('server-sent events', () => {
  it('are the same however the stream is cut', async () => {
    const text = 'event: x\r\ndata: one\r\n\r\n: comment\n\ndata: two\ndata: lines\n\ndata:[DONE]\n\n';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 8 }), async (cuts) => {
        const edges = [0, ...cuts.toSorted((left, right) => left - right), text.length];
        const chunks = edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
        const events: string[] = [];
        for await (const event of serverSentEvents(streamOf(chunks))) events.push(event);
        expect(events).toEqual(['one', 'two\nlines', '[DONE]']);
      }),
    );
  });
});

async function* streamOf(chunks: string[]) {
  yield* chunks;
}
