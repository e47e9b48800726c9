// The channel contract over the WhatsApp Cloud API: the real channel against the loopback Graph API.
import type { Entry } from '../loopback/graph/index.ts';
import { openGraph } from '../support/graph.ts';
import { channelContract, type Rig } from './channel-contract.ts';

/** The choices as the phone shows them: to press, or by number in the text. */
const labelsOf = (entry: Entry): string[] =>
  entry.labels.length > 0 ? entry.labels : [...entry.text.matchAll(/^\d+\. (.*)$/gm)].map(([, label]) => label ?? '');

channelContract('whatsapp cloud', async (): Promise<Rig> => {
  const opened = await openGraph({ webDesk: true });
  const { graph, house, channel, settle } = opened;
  const { person } = opened.client();
  const { send } = {
    send: {
      photo: person.sendPhoto,
      voice: person.sendVoice,
      video: person.sendVideo,
      audio: person.sendAudio,
      document: person.sendDocument,
      animation: person.sendVideo,
    },
  };
  const clear = () => graph.clearFaults();
  return {
    house,
    channel,
    address: `whatsapp:${person.record.phone}`,
    settle,
    writes: async (text, quoting) => {
      person.write(text, quoting ? { quote: quoting.id } : {});
      await settle();
    },
    writesAll: async (texts) => {
      for (const text of texts) person.write(text);
      await settle();
    },
    presses: async (label) => {
      person.press(label);
      await settle();
    },
    sends: async ({ kind, bytes, name, mime }, caption) => {
      send[kind](bytes, { name, mime, ...(caption ? { caption } : {}) });
      await settle();
    },
    repeats: async () => {
      graph.redeliver();
      await settle();
    },
    got: () =>
      person.got().map((entry) => ({
        id: entry.id,
        text: entry.text,
        labels: labelsOf(entry),
        files: entry.file ? [entry.file.bytes] : [],
      })),
    faults: {
      blocked: { cause: () => person.block(), mend: () => person.unblock() },
      offline: { cause: () => graph.fail({ call: 'messages', reset: true }), mend: clear },
      rate_limited: { cause: () => graph.fail({ call: 'messages', code: 131056 }), mend: clear },
      rejected: { cause: () => graph.fail({ call: 'messages', code: 131009 }), mend: clear },
      not_ready: { cause: () => graph.fail({ call: 'messages', status: 401, code: 190 }), mend: clear },
      needs_template: {
        cause: () => {
          person.record.wroteAt = opened.clock.now() - 25 * 60 * 60 * 1000;
        },
        mend: () => void person.write('status'),
      },
      unknown: { cause: () => graph.fail({ call: 'messages', status: 200, code: 0 }), mend: clear },
    },
    close: () => opened.close(),
  };
});
