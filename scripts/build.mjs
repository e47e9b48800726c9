// Builds dist/: gathers texts, services and migrations into modules (so that Node and Workers read them alike), then compiles.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const files = (folder, ending) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort();
const folders = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => name)
    .sort();
const write = (path, name, value) => {
  const text = `// Made by scripts/build.mjs from the files of this folder; change those.\nexport const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`;
  let before = '';
  try {
    before = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  if (before !== text) writeFileSync(path, text);
};

export function gather() {
  write('flows/texts/all.generated.ts', 'shippedTexts', gatherTexts('flows/texts'));
  write(
    'flows/services/all.generated.ts',
    'shippedServices',
    files('flows/services', '.yaml').map((name) => parse(readFileSync(`flows/services/${name}`, 'utf8'))),
  );
  gatherMigrations('db/migrations', 'migrations');
  gatherMigrations('db/whatsapp', 'whatsappMigrations');
  gatherAssets('src/web');
}

/** Every language's texts: those of the chat and the desk, and a folder more for each room that has many of its own. */
function gatherTexts(folder) {
  const names = files(folder, '.json');
  return Object.fromEntries(
    names.map((name) => {
      const all = {};
      for (const room of ['.', ...folders(folder)]) {
        const path = `${folder}/${room}/${name}`;
        for (const [key, text] of Object.entries(existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {})) {
          if (key in all) throw new Error(`The text "${key}" stands twice for ${name}: also in ${folder}/${room}. Take one out.`);
          all[key] = text;
        }
      }
      return [name.replace('.json', ''), all];
    }),
  );
}

function gatherMigrations(folder, name) {
  const all = files(folder, '.sql').map((file) => ({ name: file.replace('.sql', ''), sql: readFileSync(`${folder}/${file}`, 'utf8') }));
  write(`${folder}/all.generated.ts`, name, all);
}

/** The pages' own files, by page, and a version that changes with any of them. */
function gatherAssets(folder) {
  const pages = {};
  for (const page of folders(folder)) {
    const own = `${folder}/${page}/assets`;
    if (!existsSync(own)) continue;
    const names = readdirSync(own).filter((name) => !name.endsWith('.ts')).sort(); // biome-ignore format: one thought
    pages[page] = Object.fromEntries(names.map((name) => [name, readFileSync(`${own}/${name}`, 'utf8')]));
  }
  const version = createHash('sha256').update(JSON.stringify(pages)).digest('hex').slice(0, 12);
  write(`${folder}/assets.generated.ts`, 'gathered', { version, pages });
}

/** Builds; the status of the compiler. `all`: the benchmarks too. */
export function build(all = false) {
  gather();
  const project = all ? 'tsconfig.bench.json' : 'tsconfig.build.json';
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], { stdio: 'inherit' });
  if (status === 0) for (const stamp of all ? ['dist/.built', 'dist/.built-all'] : ['dist/.built']) writeFileSync(stamp, '');
  return status ?? 1;
}

if (import.meta.url === `file://${process.argv[1]}`) process.exit(build());
