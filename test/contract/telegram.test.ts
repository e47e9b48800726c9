// The channel contract over Telegram: the real channel against the loopback Bot API.
import { openUnclaimed, wordsOf } from '../support/telegram.ts';
import { channelContract, type Rig } from './channel-contract.ts';

channelContract('telegram', async (): Promise<Rig> => {
  const opened = await openUnclaimed({ house: { webDesk: true } });
  const { api, house, channel, settle } = opened;
  const ana = opened.client();
  const { person } = ana;
  let lastUpdate = 0;
  const note = () => {
    const [update] = api.pending().slice(-1) as { update_id: number }[]; // the loopback numbers every update
    if (update) lastUpdate = update.update_id;
  };
  return {
    house,
    channel,
    address: `telegram:${person.id}`,
    settle: () => settle(),
    writes: async (text, quoting) => {
      person.write(text, quoting ? { replyTo: Number(quoting.id) } : {});
      note();
      await settle();
    },
    writesAll: async (texts) => {
      for (const text of texts) person.write(text);
      await settle();
    },
    presses: async (label) => {
      person.press(ana.last(), label);
      await settle();
    },
    sends: async ({ kind, bytes, name, mime }, caption) => {
      const send = { photo: person.sendPhoto, voice: person.sendVoice, video: person.sendVideo, audio: person.sendAudio };
      const by = kind === 'document' || kind === 'animation' ? person.sendDocument : send[kind];
      by(bytes, { name, mime, caption });
      await settle();
    },
    repeats: async () => {
      api.redeliver(lastUpdate);
      await settle();
    },
    got: () =>
      person.chat.messages
        .filter((message) => message.byBot)
        .map((message) => ({
          id: String(message.message_id),
          text: wordsOf(message),
          labels: message.buttons,
          files: message.file ? [message.file.bytes] : [],
        })),
    faults: {
      blocked: { cause: () => person.block(), mend: () => person.unblock() },
      offline: { cause: () => void api.fail({ method: 'sendMessage', reset: true }), mend: () => api.clearFaults() },
      rate_limited: { cause: () => void api.fail({ method: 'sendMessage', retryAfter: 3 }), mend: () => api.clearFaults() },
      rejected: {
        cause: () => void api.fail({ method: 'sendMessage', status: 400, description: 'Bad Request: message text is empty' }),
        mend: () => api.clearFaults(),
      },
    },
    close: () => opened.close(),
  };
});
