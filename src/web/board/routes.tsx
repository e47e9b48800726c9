// The board's addresses: the page and its parts, a ticket, what is done to it, its files, the news; the settings are below it.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { readEvents, readTickets } from '../../../db/tickets.ts';
import type { Ticket } from '../../../flows/ticket.ts';
import { wantsPage } from '../guard.ts';
import { sendParts } from '../packed.ts';
import { around, textOf } from '../page.tsx';
import type { AppParts } from '../parts.ts';
import { StaffFrame } from '../staff/frame.tsx';
import { type StaffVariables, staffOnly } from '../staff/session.ts';
import { serveFile } from '../try/files.ts';
import { AskForm } from './ask.tsx';
import { commandIn, performForm, performMove } from './deed.ts';
import { Board, BoardPage, boardStyles, Filtered, NoBoard, scriptWords } from './page.tsx';
import { createRows } from './rows.ts';
import { type Query, seeBoard, seeTicket, type Who } from './see.ts';
import { settingsRoutes } from './settings/routes.tsx';
import { streamChanges } from './stream.ts';
import { TicketBody } from './ticket.tsx';
import { timeOf } from './time.ts';
import { filesOf } from './timeline.ts';
import { places, queryOf, readFilter } from './view.ts';
import { wordsIn } from './words.ts';

const mb = 1024 * 1024;
/** All the files of one form together. */
const mostMb = 50;

type C = Context<StaffVariables>;
const whoOf = (c: C) => ({ staff: c.var.staff, language: c.var.language });

/** Everything below /board. */
export function boardRoutes(parts: AppParts): Hono<StaffVariables> {
  const rows = parts.rows ?? createRows(parts);
  const app = new Hono<StaffVariables>();
  app.use(staffOnly(parts));
  app.route('/settings', settingsRoutes(parts, rows));

  app.get('/', (c) => sendParts(c, boardPage(whoOf(c), c.req.query())));
  app.get('/columns', async (c) => c.html(<Board {...(await seeBoard(parts, rows, whoOf(c), c.req.query()))} />));
  app.get('/events', (c) => streamChanges(c, parts));

  app.get('/:number{[0-9]{1,9}}', (c) => ticketPage(c, Number(c.req.param('number'))));
  app.get('/:number{[0-9]{1,9}}/drawer', async (c) => {
    const view = await seeTicket(parts, whoOf(c), Number(c.req.param('number')), c.req.query());
    return view ? c.html(<TicketBody {...view} />) : noTicket(c, Number(c.req.param('number')));
  });
  app.get('/:number{[0-9]{1,9}}/file', async (c) => {
    const ticket = await ticketOf(c, Number(c.req.param('number')));
    const id = c.req.query('id') ?? '';
    const isIts = filesOf(ticket, await readEvents(parts.house.store, ticket.id)).has(id);
    return isIts ? serveFile(parts, c, id) : c.notFound();
  });

  const limit = bodyLimit({ maxSize: mostMb * mb, onError: (c) => tooLarge(c as C) });
  app.post('/:number{[0-9]{1,9}}/move', limit, async (c) => {
    const ticket = await ticketOf(c, Number(c.req.param('number')));
    const form = await c.req.parseBody({ all: true });
    const to = places.find((place) => place === form.to);
    if (!to) return c.notFound();
    const done = await performMove(parts, whoOf(c), ticket, to, form);
    if (!('asks' in done)) return c.json(done, done.ok ? 200 : 409);
    const ask = <AskForm ticket={ticket} to={to} landing={done.asks} language={c.var.language} today={timeOf(parts).today} />;
    return c.json({ ok: false, ask: ask.toString() }, 422);
  });
  app.post('/:number{[0-9]{1,9}}/:command', limit, async (c) => {
    const ticket = await ticketOf(c, Number(c.req.param('number')));
    const form = await c.req.parseBody({ all: true });
    const name = commandIn(c.req.param('command'), form);
    if (!name) return c.notFound();
    const done = await performForm(parts, c.var.staff, name, ticket.number, form);
    if (!wantsPage(c)) return c.json(done, done.ok ? 200 : 409);
    if (!done.ok) return ticketPage(c, ticket.number, done.sentence);
    return c.redirect(`/board/${ticket.number}${queryOf(readFilter(c.req.query()))}`, 303);
  });

  /** The frame leaves at once, so that a browser has its styles when the columns come. */
  async function* boardPage(who: Who, query: Query): AsyncGenerator<string> {
    const [before, after] = await around((children) => <BoardPage {...who}>{children}</BoardPage>);
    yield before;
    yield await seeBoard(parts, rows, who, query).then(
      (view) => textOf(<Filtered {...view} />),
      (error: unknown) => {
        parts.log.error({ err: error instanceof Error ? error.name : typeof error }, 'The board could not be read; its page says so.');
        return textOf(<NoBoard language={who.language} />);
      },
    );
    yield after;
  }

  async function ticketOf(c: C, number: number): Promise<Ticket> {
    const ticket = (await readTickets(parts.house.store, [number])).get(number);
    if (!ticket) throw new HTTPException(404, { message: wordsIn(c.var.language)('no_ticket', { number }) });
    return ticket;
  }

  async function ticketPage(c: C, number: number, problem?: string): Promise<Response> {
    const { staff, language } = whoOf(c);
    const view = await seeTicket(parts, { staff, language }, number, c.req.query(), problem);
    if (!view) return noTicket(c, number);
    return c.html(
      <StaffFrame
        title={`#${number} · ${view.ticket.title}`}
        current="board"
        staff={staff}
        language={language}
        styles={boardStyles}
        script="board/ticket-page.js"
      >
        <main class="ticket-page" data-words={scriptWords(language)}>
          <h1 class="vh">{wordsIn(language)('title')}</h1>
          <TicketBody {...view} />
        </main>
        <div class="toasts" id="toasts" role="alert" />
      </StaffFrame>,
      problem === undefined ? 200 : 409,
    );
  }
  return app;
}

function noTicket(c: C, number: number): never {
  throw new HTTPException(404, { message: wordsIn(c.var.language)('no_ticket', { number }) });
}

function tooLarge(c: C): never {
  throw new HTTPException(413, { message: wordsIn(c.var.language)('too_large', { limit: mostMb }) });
}
