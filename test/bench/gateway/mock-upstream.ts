/** A model server that costs next to nothing: what is measured in front of it is the proxy. Prints its port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const completion = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_767_225_600,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: 'A slipway is where a ship is built.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 12, completion_tokens: 9, total_tokens: 21 },
  }),
);
const headers = { 'content-type': 'application/json', 'content-length': completion.length };

const server = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(200, headers).end(completion));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.resume().once('end', () => process.exit(0));
