// The file that a person gets of themselves, as one page that needs nothing else: read by people, and by programs in its JSON block.
import { type Everything, type ExportData, exportData } from './export-data.ts';
import { dayHole, type Holes, say, type TextKey } from './texts.ts';

/** The page in the person's language. `now`: milliseconds since the epoch. */
export function exportPage(all: Everything, now: number): string {
  const data = exportData(all, now);
  const { language } = all.person;
  const text = (key: TextKey, holes?: Holes) => safe(say(language, key, holes));
  const parts = [
    `<h1>${text('export.title')}</h1><p class="quiet">${text('export.made', { at: moment(data.at) })}</p>`,
    section(text('export.you'), you(data, text)),
    section(text('export.requests'), data.requests.map((one) => request(one, language, text)).join('') || nothing(text)),
    data.began.length > 0 ? section(text('export.began'), list(data.began.map((one) => [safe(one.question), wordsOf(one, text)]))) : '',
    section(text('export.chat'), data.messages.map((one) => message(one, text)).join('') || nothing(text)),
    section(text('export.files'), files(data.files, text)),
    data.internalNotes > 0 ? `<p>${text('export.notes', { count: data.internalNotes })}</p>` : '',
    `<details><summary>${text('export.json')}</summary><pre>${safe(JSON.stringify(data, null, 2))}</pre></details>`,
  ];
  return `<!doctype html>
<html lang="${safe(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text('export.title')}</title><style>${style}</style></head>
<body><main>${parts.filter(Boolean).join('\n')}</main>
<script type="application/json" id="my-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
</body></html>
`;
}

type Text = (key: TextKey, holes?: Holes) => string;

const safe = (text: string): string => text.toWellFormed().replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** `2026-11-23 10:00` */
const moment = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

const section = (title: string, inner: string): string => `<section><h2>${title}</h2>${inner}</section>`;
const nothing = (text: Text): string => `<p class="quiet">${text('export.none')}</p>`;

/** Terms and what they are, both escaped already; the empty ones left out. */
const list = (rows: readonly (readonly [string, string | undefined])[]): string =>
  `<dl>${rows.flatMap(([term, what]) => (what ? [`<dt>${term}</dt><dd>${what}</dd>`] : [])).join('')}</dl>`;

const you = ({ person }: ExportData, text: Text): string =>
  list([
    [text('export.name'), safe(person.name)],
    [text('export.phone'), person.phone && safe(`+${person.phone}`)],
    [text('export.address'), person.addresses.map(safe).join('<br>')],
    [text('export.language'), safe(say(person.language, 'language.name'))],
  ]);

function request(one: ExportData['requests'][number], language: string, text: Text): string {
  const place = `${text(`stage.${one.stage}`)} · ${text(`situation.${one.situation}`)}`;
  const facts = list([
    [text('export.place'), place],
    [text('export.opened'), moment(one.opened)],
    [text('export.closed'), one.closed && moment(one.closed)],
    [text('export.due'), one.due && safe(say(language, 'day', { day: dayHole(one.due) }))],
    [text('export.rating'), one.stars === undefined ? undefined : '★'.repeat(one.stars)],
    [text('export.first'), wordsOf(one.first, text)],
    ...one.brief.map((line) => [safe(line.question), wordsOf(line, text)] as const),
  ]);
  const said = one.history.filter((event) => event.text !== undefined || event.files !== undefined);
  return `<article><h3>${safe(`#${one.number} · ${one.title}`)}</h3>${facts}${said.map((event) => message(event, text)).join('')}</article>`;
}

function message({ at, by, ...words }: { at: string; by: string; text?: string; files?: ExportData['files'] }, text: Text): string {
  const who = by === 'you' ? text('export.you') : text('export.we');
  return `<div class="${by === 'you' ? 'you' : 'we'}"><span class="quiet">${who} · ${moment(at)}</span><p>${wordsOf(words, text)}</p></div>`;
}

/** Words, and files by their names. */
const wordsOf = ({ text: words = '', files = [] }: { text?: string; files?: ExportData['files'] }, text: Text): string =>
  [safe(words), ...files.map((file) => `📎 ${nameOf(file, text)}`)].filter(Boolean).join('<br>');

/** A file that came without a name is called by what it is. */
const nameOf = ({ name, kind }: ExportData['files'][number], text: Text): string => safe(name === kind ? text(`kind.${kind}`) : name);

const files = (all: ExportData['files'], text: Text): string =>
  all.length === 0
    ? nothing(text)
    : list(
        all.map(({ bytes, sha256, ...file }) => [
          nameOf(file, text),
          [
            bytes === undefined ? '' : text('export.bytes', { size: bytes }),
            sha256 ? `<code>SHA-256 ${safe(sha256)}</code>` : text('export.elsewhere'),
          ]
            .filter(Boolean)
            .join('<br>'),
        ]),
      );

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0;padding:1.25rem}main{max-width:44rem;margin:auto}
h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.2rem;border-bottom:1px solid #8886;padding-bottom:.25rem;margin:2rem 0 .75rem}h3{font-size:1.05rem;margin:1.5rem 0 .25rem}
dl{margin:0;display:grid;grid-template-columns:minmax(7rem,12rem) 1fr;gap:.35rem 1rem}dt{opacity:.7}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
.quiet{opacity:.65;font-size:.85rem}.you,.we{margin:.6rem 0;padding:.4rem .8rem;border-left:3px solid #8886}.you{border-color:#2a7}p{margin:.15rem 0;overflow-wrap:anywhere;white-space:pre-line}
code,pre{font-size:.8rem;overflow-wrap:anywhere}pre{white-space:pre-wrap}details{margin-top:2rem}@media(max-width:32rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
@media print{details{display:none}}`;
