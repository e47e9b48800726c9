// `npm run catalogue`: the service catalogue from the terminal: checked, listed, taken out and in as YAML, and its schema for editors.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { serviceSchema } from '../flows/catalogue-schema.ts';
import { checkFiles, exportServices, importFiles, listServices } from './catalogue-deeds.ts';
import { readEnv } from './env.ts';
import { StartError } from './open-store.ts';
import { endWith } from './program-end.ts';

const usage = `npm run catalogue -- check [FILE…] | list | export [ID…] [--to FOLDER] | import FILE… | schema [FILE]

  check   looks at these files, or at your own services (DATA_DIR/services), and says what to mend; exit code 1 if anything
  list    the services, each with its version and where it comes from
  export  services as YAML, on stdout or as files; to be changed and put into DATA_DIR/services
  import  checks files and takes them in: into DATA_DIR/services, or into the store where that is a server
  schema  the JSON Schema of a service's file, for editors

  Where Alur runs, a file that is put into DATA_DIR/services is live with the next message.
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  const [command = '', ...words] = positionals;
  if (values.help) {
    say(`Usage: ${usage}`);
    return 0;
  }
  if (values.to !== undefined && command !== 'export') throw new StartError('--to is for export: npm run catalogue -- export --to FOLDER');
  switch (command) {
    case 'check':
      return checkFiles(readEnv(process.env), words, say);
    case 'list':
      return listServices(readEnv(process.env), say);
    case 'export':
      return exportServices(readEnv(process.env), words, values.to, say);
    case 'import':
      if (words.length === 0) throw new StartError('Which file? npm run catalogue -- import FILE…');
      return importFiles(readEnv(process.env), words, say);
    case 'schema': {
      const text = JSON.stringify(serviceSchema(), null, 2);
      if (words[0] === undefined) say(text);
      else writeFileSync(words[0], `${text}\n`);
      return 0;
    }
    default:
      process.stderr.write(`${command === '' ? 'What shall I do?' : `I don't know “${command}”.`}\nUsage: ${usage}`);
      return 1;
  }
}

void endWith(main, usage);
