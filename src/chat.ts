// `npm run chat`: the client's side in the terminal. One line a message from stdin, replies on stdout; works in a pipe.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { inert } from '../flows/calendar.ts';
import type { OutboundBody } from '../flows/message.ts';
import { type ChatDoor, openChatDoor } from './chat-door.ts';
import { EnvError, readEnv } from './env.ts';
import { StartError } from './open-store.ts';

const usage = 'npm run chat -- [--as ADDRESS] [--lang en|pt-BR] [--name NAME]';

/** A message as a terminal shows it: choices by number, small words to type in brackets. */
export function shown(body: OutboundBody): string | null {
  if (body.type !== 'text') return null;
  const choices = [...(body.choices ?? []), ...(body.grid ?? []).flat().filter(({ data }) => data !== inert)].map(
    (choice, i) => `  ${i + 1}. ${choice.label}`,
  );
  const nav = body.nav && body.nav.length > 0 ? [`  (${body.nav.map((choice) => choice.label.toLowerCase()).join(' · ')})`] : [];
  const files = (body.files ?? []).map((file) => `  📎 ${file.name ?? file.kind}`);
  return [...(body.title ? [body.title] : []), body.text, ...files, ...choices, ...nav].filter(Boolean).join('\n');
}

async function chat(door: ChatDoor): Promise<void> {
  const { isTTY } = process.stdin;
  const lines = createInterface({ input: process.stdin, ...(isTTY ? { output: process.stdout, prompt: '> ' } : {}) });
  door.listen((body) => {
    const text = shown(body);
    if (text === null) return;
    process.stdout.write(isTTY ? `\r\u001b[K${text}\n\n` : `${text}\n\n`);
    if (isTTY) lines.prompt(true);
  });
  if (isTTY) lines.prompt();
  for await (const line of lines) {
    if (line.trim() !== '') await door.say(line);
    if (isTTY) lines.prompt();
  }
}

try {
  const { values } = parseArgs({
    options: { as: { type: 'string', default: 'terminal' }, lang: { type: 'string' }, name: { type: 'string' } },
  });
  const door = await openChatDoor(readEnv(process.env), {
    as: values.as.replace(/^web:/, ''),
    name: values.name ?? values.as.replace(/^web:/, ''),
    ...(values.lang ? { language: values.lang } : {}),
  });
  await chat(door);
  await door.close();
} catch (error) {
  const mistake = error instanceof EnvError || error instanceof StartError || (error instanceof TypeError && 'code' in error);
  process.stderr.write(
    `${mistake ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\nUsage: ${usage}\n`,
  );
  process.exitCode = 1;
}
