// Joins WhatsApp's Cloud API to the house.
import type { OpenFile } from '../bots/channel.ts';
import { templateNamed, type WhatsappCloudChannel, whatsappCloud } from '../bots/whatsapp-cloud/index.ts';
import { realClock } from './clock.ts';
import type { Account } from './env.ts';
import type { Log } from './log.ts';

/** The configuration has been checked: with WHATSAPP=cloud the four values are there. */
export function openCloud({ contact, env }: Pick<Account, 'contact' | 'env'>, openFile: OpenFile, log: Log): WhatsappCloudChannel {
  const template = templateNamed(env.WHATSAPP_CLOUD_TEMPLATE ?? '');
  return whatsappCloud({
    contact,
    token: env.WHATSAPP_CLOUD_TOKEN ?? '',
    phoneId: env.WHATSAPP_CLOUD_PHONE_ID ?? '',
    appSecret: env.WHATSAPP_CLOUD_APP_SECRET ?? '',
    verifyToken: env.WHATSAPP_CLOUD_VERIFY_TOKEN ?? '',
    openFile,
    log,
    now: realClock.now,
    ...(env.WHATSAPP_GRAPH_ROOT ? { root: env.WHATSAPP_GRAPH_ROOT } : {}),
    ...(template ? { template } : {}),
  });
}
