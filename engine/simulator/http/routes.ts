/** The server's paths and what each answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { modelNotFound, validationError } from '../api/errors.ts';
import { modelList } from '../api/model-list.ts';
import { chatPrompt, planChat, planCompletion } from '../api/plan-generation.ts';
import { refuseChat, refuseCompletion } from '../api/refusals.ts';
import { chatRequest, completionRequest, tokenizeRequest } from '../api/request-schema.ts';
import { chatFormat, completionFormat, type ResponseHead } from '../api/responses.ts';
import type { ModelServer } from '../model-server.ts';
import { splitTokens, tokenIds } from '../text/tokens.ts';
import { sendAnswer } from './answer.ts';
import { readJson } from './read-json.ts';
import { sendJson, sendText } from './send.ts';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly server: ModelServer;
}

/** Throws an ApiError, or rejects with one, for what it refuses. */
export type Route = (exchange: Exchange) => void | Promise<void>;

/** Path, then method. */
export const routes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  '/health': { GET: ({ response }) => empty(response) },
  '/ping': { GET: ({ response }) => empty(response), POST: ({ response }) => empty(response) },
  '/version': { GET: ({ response, server }) => sendJson(response, 200, JSON.stringify({ version: server.plan.version })) },
  '/metrics': { GET: async ({ response, server }) => sendText(response, 200, await server.metrics.render()) },
  '/v1/models': { GET: ({ response, server }) => sendJson(response, 200, JSON.stringify(modelList(server.plan))) },
  '/v1/chat/completions': { POST: chat },
  '/v1/completions': { POST: complete },
  '/tokenize': { POST: tokenize },
};

async function chat({ request, response, server }: Exchange): Promise<void> {
  const body = parse(chatRequest, await readJson(request));
  const model = knownModel(server, body.model);
  refuseChat(body, server.plan);
  const plan = planChat(body, server.settings());
  sendAnswer(response, { server, plan, format: chatFormat, head: headOf(server, `chatcmpl-${server.newId()}`, model) });
}

async function complete({ request, response, server }: Exchange): Promise<void> {
  const body = parse(completionRequest, await readJson(request));
  const model = knownModel(server, body.model);
  refuseCompletion(body);
  const plan = planCompletion(body, server.settings());
  sendAnswer(response, { server, plan, format: completionFormat, head: headOf(server, `cmpl-${server.newId()}`, model) });
}

async function tokenize({ request, response, server }: Exchange): Promise<void> {
  const body = parse(tokenizeRequest, await readJson(request));
  knownModel(server, body.model);
  const tokens = tokenIds(splitTokens('prompt' in body ? body.prompt : chatPrompt(body.messages)));
  sendJson(response, 200, JSON.stringify({ count: tokens.length, max_model_len: server.plan.maxModelLen, tokens, token_strs: null }));
}

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw validationError(parsed.error);
}

/** A request that names no model means the first. */
function knownModel({ plan }: ModelServer, model: string | null | undefined): string {
  if (!model) return plan.servedNames[0] ?? plan.modelId;
  if (plan.servedNames.includes(model)) return model;
  throw modelNotFound(model);
}

function headOf(server: ModelServer, id: string, model: string): ResponseHead {
  return { id, created: server.now(), model };
}

function empty(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': 0 });
  response.end();
}
