// The usual start of a test: a server, and an echo bot linked to it and open.
import { type EchoBot, startEchoBot } from './echo-bot.ts';
import { openWhatsApp, type WhatsApp, type WhatsAppOptions } from './index.ts';

export type LinkedBot = { server: WhatsApp; bot: EchoBot; stop(): Promise<void> };

export async function openLinkedBot(options?: WhatsAppOptions, environment?: Record<string, string>): Promise<LinkedBot> {
  const server = await openWhatsApp(options);
  const bot = await startEchoBot(server, environment);
  const { qr = '' } = await bot.waitFor(({ what }) => what === 'qr');
  await server.owner.scan(qr);
  await bot.waitFor(({ what }) => what === 'open');
  return {
    server,
    bot,
    async stop() {
      await bot.remove();
      await server.stop();
    },
  };
}
