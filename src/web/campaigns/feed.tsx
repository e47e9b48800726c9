// The calendar feed's box on the calendar page: the secret address, told to staff, made and revoked by leads.
import { say } from '../../../flows/texts.ts';
import { mayWrite, type Reader } from './parts.tsx';

/** The whole address, with the key in it; undefined while there is none. */
export type Feed = string | undefined;

export function FeedBox({ reader, feed }: { reader: Reader; feed: Feed }) {
  const { language } = reader;
  return (
    <section class="feed" aria-labelledby="feed">
      <h2 id="feed">{say(language, 'campaigns.feed')}</h2>
      <p>{say(language, feed ? 'campaigns.feed_how' : 'campaigns.feed_none')}</p>
      {feed ? (
        <>
          <label for="feed-address">{say(language, 'campaigns.feed_address')}</label>
          <input id="feed-address" value={feed} readonly />
        </>
      ) : null}
      {mayWrite(reader) ? (
        <form method="post" action="/campaigns/feed">
          <button type="submit" name="key" value="make">
            {say(language, feed ? 'campaigns.feed_renew' : 'campaigns.feed_make')}
          </button>
          {feed ? (
            <button type="submit" name="key" value="revoke">
              {say(language, 'campaigns.feed_revoke')}
            </button>
          ) : null}
        </form>
      ) : null}
      {feed && mayWrite(reader) ? <p class="hint">{say(language, 'campaigns.feed_warning')}</p> : null}
    </section>
  );
}
