// Files that came in by reference: each is fetched into the store, and whoever sent one that cannot be had is told what to do instead.
import { speaksFor } from './mail.ts';
import type { FileRef, Inbound, OutboundBody } from './message.ts';
import { pageMostMb } from './my-panel.ts';
import { say } from './texts.ts';
import { isClosed } from './ticket.ts';
import type { ClientGiven, Turn } from './turn.ts';

const bytesOfMb = 1024 * 1024;
/** What is said where a channel names no limit of its own. */
const usualLimitMb = 100;

/** The turn with a fetch for each file that is not kept yet. Each has a lane of its own: none waits for another. `told`: when it cannot be had. */
export function withFetches(turn: Turn, inbound: Inbound, told: (file: FileRef) => OutboundBody | undefined): Turn {
  if (inbound.type !== 'message' && inbound.type !== 'edit' && inbound.type !== 'owner') return turn;
  const missing = inbound.files.filter((file) => !file.kept);
  if (missing.length === 0) return turn;
  const fetches = missing.map((file) => {
    const body = inbound.type === 'owner' ? undefined : told(file);
    return {
      lane: `${file.contact}:fetch/${file.id}`,
      body: { type: 'fetch' as const, file },
      ...(body ? { onParked: [{ lane: inbound.chat, body }] } : {}),
    };
  });
  return { ...turn, outbound: [...turn.outbound, ...fetches] };
}

/** What a client is told of a file that cannot be had: nobody is told where a machine wrote, or somebody in their name. */
export const toldClient =
  (given: ClientGiven, inbound: Inbound, turn: Turn) =>
  (file: FileRef): OutboundBody | undefined => {
    const person = turn.person ?? given.person;
    if (!speaksFor(person, inbound)) return undefined;
    return (
      (given.panel && fitsPage(file) && !('group' in inbound && inbound.group) && onPage(given, turn, file)) || {
        type: 'text',
        text: notHad(person.language, file),
      }
    );
  };

/** A member of the team. */
export const toldDesk =
  (language: string) =>
  (file: FileRef): OutboundBody => ({ type: 'text', text: notHad(language, file) });

const nameIn = (language: string, file: FileRef): string => file.name ?? say(language, `kind.${file.kind}`);

/** The chat's own limit is known where it was too large for certain. */
const notHad = (language: string, file: FileRef): string =>
  say(language, file.limitMb === undefined ? 'file.not_fetched' : 'file.too_large', {
    name: nameIn(language, file),
    limit: file.limitMb ?? usualLimitMb,
  });

const fitsPage = ({ limitMb = usualLimitMb, size = 0 }: FileRef): boolean => limitMb < pageMostMb && size <= pageMostMb * bytesOfMb;

/** Their own page takes more than a chat does, once there is a request that it belongs to. */
function onPage({ conversation, person, tickets }: ClientGiven, turn: Turn, file: FileRef): OutboundBody {
  const { language, id } = turn.person ?? person;
  const holes = { name: nameIn(language, file), limit: file.limitMb ?? usualLimitMb, most: pageMostMb };
  const isAsked = (turn.conversation ?? conversation).draft === undefined && tickets.some((ticket) => !isClosed(ticket));
  if (isAsked) return { type: 'text', text: say(language, 'panel.file_here', holes), panel: id };
  return { type: 'text', text: say(language, 'panel.file_later', holes) };
}
