/** A streaming chat completion through the gateway, for a POSIX shell. */
export function curlCommand(gatewayUrl: string, model: string, prompt = 'Say hello in one sentence.'): string {
  const message = `{ "role": "user", "content": ${JSON.stringify(prompt)} }`;
  const body = `{\n    "model": ${JSON.stringify(model)},\n    "stream": true,\n    "messages": [${message}]\n  }`;
  return [
    `curl -N ${gatewayUrl.replace(/\/$/, '')}/v1/chat/completions \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d ${shellQuoted(body)}`,
  ].join('\n');
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
