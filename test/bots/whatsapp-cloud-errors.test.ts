// Meta's error codes as the outbox understands them, and what an error may not say.
import { describe, expect, test } from 'vitest';
import type { SendErrorCode } from '../../bots/channel.ts';
import { languageOfPhone } from '../../bots/phone-language.ts';
import { refusalOf, whyFailed } from '../../bots/whatsapp-cloud/errors.ts';
import { createPace } from '../../bots/whatsapp-cloud/pace.ts';

const body = (code: number, more: object = {}) => ({
  error: { message: `(#${code}) to 16505550111`, type: 'OAuthException', code, error_data: { details: 'to 16505550111' }, ...more },
});

describe('a refusal', () => {
  const codes: Record<Exclude<SendErrorCode, 'too_large' | 'moved' | 'thread_missing' | 'expired' | 'unknown'>, number[]> = {
    rate_limited: [4, 80007, 130429, 131048, 131056, 133016],
    needs_template: [131047, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018],
    blocked: [131026, 131049, 131050],
    not_ready: [0, 3, 10, 33, 190, 200, 299, 368, 131005, 131031, 131037, 131042, 131045, 133010],
    rejected: [100, 130472, 131008, 131009, 131021, 131030, 131051, 131052, 131053, 99999],
    offline: [1, 2, 131000, 131016],
  };
  const cases = Object.entries(codes).flatMap(([means, all]) => all.map((code) => [code, means] as const));
  test.each(cases)('%i is %s', (code, means) => {
    const error = refusalOf('messages', 400, body(code));
    expect(error).toMatchObject({ code: means, graph: code });
    expect(error.message).toContain(`code ${code}`);
    expect(error.message).not.toContain('16505550111');
    expect(error.retryAfterMs !== undefined).toBe(means === 'rate_limited');
  });

  test.each([
    [429, undefined, 'rate_limited'],
    [500, undefined, 'offline'],
    [503, 'a page', 'offline'],
    [413, undefined, 'too_large'],
    [401, undefined, 'not_ready'],
    [404, undefined, 'offline'],
  ])('HTTP %i without a code is %s', (status, given, means) => {
    expect(refusalOf('messages', status, given)).toMatchObject({ code: means });
  });

  test('names the variable to look at', () => {
    expect(refusalOf('messages', 401, body(190)).message).toContain('WHATSAPP_CLOUD_TOKEN');
    expect(refusalOf('messages', 400, body(100, { error_subcode: 33 }))).toMatchObject({
      code: 'not_ready',
      message: expect.stringContaining('WHATSAPP_CLOUD_PHONE_ID'),
    });
    expect(refusalOf('messages', 404, body(132001)).message).toContain('WHATSAPP_CLOUD_TEMPLATE');
  });

  test('waits as long as the answer says, else as long as the limit lasts', () => {
    expect(refusalOf('messages', 429, body(130429), 7000).retryAfterMs).toBe(7000);
    expect(refusalOf('messages', 400, body(131056)).retryAfterMs).toBe(6000);
  });

  test('has a sentence for what failed later', () => {
    expect(whyFailed(131026)).toMatch(/no WhatsApp/);
    expect(whyFailed(424242)).toMatch(/424242/);
    expect(whyFailed(undefined)).toMatch(/does not say why/);
  });
});

test('the pace is so many messages a second, and nothing where Meta said to wait', () => {
  const pace = createPace(2);
  expect([pace.ask('a', 10_000), pace.ask('b', 10_100), pace.ask('c', 10_200)]).toEqual([0, 0, 800]);
  expect(pace.ask('c', 11_000)).toBe(0);
  pace.hold('a', 6000, 12_000);
  expect([pace.ask('a', 13_000), pace.ask('b', 13_000)]).toEqual([5000, 0]);
  pace.hold(null, 500, 20_000);
  expect([pace.ask('a', 20_100), pace.ask('b', 20_500)]).toEqual([400, 0]);
});

test.each([
  ['5500900000111', 'pt-BR'],
  ['351000000111', 'pt-BR'],
  ['244000000111', 'pt-BR'],
  ['258000000111', 'pt-BR'],
  ['6200000000111', 'id'],
  ['900000000111', 'tr'],
  ['380000000111', 'uk'],
  ['16505550111', 'en'],
  ['447000000111', 'en'],
  ['385000000111', undefined],
])('the country of %s suggests %s', (digits, language) => {
  expect(languageOfPhone(digits)).toBe(language);
});
