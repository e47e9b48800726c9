// Small pieces that every part of the page is made of: people's words, moments, files. What a person wrote only ever becomes text.
import type { Child } from 'hono/jsx';
import type { FileRef } from '../../../flows/message.ts';
import { say } from '../../../flows/texts.ts';

/** What the pieces need to know: the person's language, the team's zone, where the page is (`/t/<token>`). */
export type Around = { language: string; zone: string; base: string };

const link = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/gu;

/** A person's words, lines kept, links made to be followed. */
export const Prose = ({ text }: { text: string }) => (
  <p class="prose" dir="auto">
    {text.split(link).map((part, i) =>
      i % 2 === 0 ? (
        part
      ) : (
        <a href={part} target="_blank" rel="noopener noreferrer nofollow">
          {part}
        </a>
      ),
    )}
  </p>
);

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment, in the team's zone. */
export function Moment({ around: { language, zone }, at }: { around: Around; at: number }) {
  const key = `${language} ${zone}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
    });
  formats.set(key, format);
  return <time datetime={new Date(at).toISOString()}>{format.format(at)}</time>;
}

/** Names that a browser may show as a picture. Whether it is one, its bytes tell when it is asked for. */
const isPicture = ({ kind, mime }: FileRef): boolean =>
  kind === 'photo' || ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(mime ?? '');

type FilesProps = { around: Around; number: number; files: readonly FileRef[]; sizes: ReadonlyMap<string, number> };

/** Pictures as pictures, other files by name; what has not come in yet is told. */
export function Files({ around, number, files, sizes }: FilesProps) {
  if (files.length === 0) return null;
  return (
    <ul class="files">
      {files.map((file) => (
        <li>{fileShown(around, number, file, sizes.get(file.id))}</li>
      ))}
    </ul>
  );
}

function fileShown({ language, base }: Around, number: number, file: FileRef, size: number | undefined): Child {
  const name = file.name ?? say(language, `kind.${file.kind}`);
  if (size === undefined)
    return (
      <span class="file">
        <bdi>{name}</bdi> <small>{say(language, 'panel.file_away')}</small>
      </span>
    );
  const href = `${base}/file/${number}/${file.id.split('/').map(encodeURIComponent).join('/')}`;
  if (isPicture(file))
    return (
      <a class="picture" href={href} target="_blank" rel="noopener">
        <img src={href} alt={name} loading="lazy" />
      </a>
    );
  return (
    <a class="file" href={href} download={name}>
      <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6">
        <path d="M5 2.5h6.5L16 7v10.5H5zM11.5 2.5V7H16" stroke-linejoin="round" />
      </svg>
      <bdi>{name}</bdi> <small>{sizeIn(language, size)}</small>
    </a>
  );
}

function sizeIn(language: string, bytes: number): string {
  const [unit, size] = bytes < 1024 * 1024 ? ['kilobyte', Math.max(1, Math.round(bytes / 1024))] : ['megabyte', bytes / 1024 / 1024];
  return new Intl.NumberFormat(language, { style: 'unit', unit: String(unit), maximumFractionDigits: 1 }).format(Number(size));
}
