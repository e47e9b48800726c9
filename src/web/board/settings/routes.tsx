// The settings' addresses. What the desk has a command for is done by it; the rest is written here, with a row in the audit log.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { readParked } from '../../../../db/parked.ts';
import { auditStatement, readAudit, readStaffMails, staffMailStatement } from '../../../../db/web.ts';
import { savedAnswers } from '../../../../flows/desk-answers.ts';
import { mailIn } from '../../../../flows/link-words.ts';
import { channelOf } from '../../../../flows/message.ts';
import { say } from '../../../../flows/texts.ts';
import type { Staff } from '../../../../flows/turn.ts';
import { emailContact } from '../../../email-kept.ts';
import type { AppParts } from '../../parts.ts';
import { mailOf } from '../../staff/codes.ts';
import type { StaffVariables } from '../../staff/session.ts';
import { perform } from '../deed.ts';
import type { Rows } from '../rows.ts';
import { AnswersPage } from './answers.tsx';
import { AuditPage } from './audit.tsx';
import { type News, SettingsPage } from './frame.tsx';
import { keepAnswer } from './keep-answer.ts';
import { routingRoutes } from './routing/routes.tsx';
import { serviceRoutes } from './service-routes.tsx';
import { StaffPage } from './staff.tsx';
import { undeliveredRoutes } from './undelivered-routes.tsx';
import { type C, needRole, newsOf, whoOf } from './who.ts';

const longestForm = 256 * 1024;
const auditPage = 100;
const wordIn = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 300) : '');

/** Everything below /board/settings; who is signed in has been asked already. */
export function settingsRoutes(parts: AppParts, rows: Rows): Hono<StaffVariables> {
  const { house, clock } = parts;
  const app = new Hono<StaffVariables>();
  app.use(bodyLimit({ maxSize: longestForm }));
  app.get('/', async (c) => c.html(<SettingsPage who={whoOf(c)} undelivered={(await readParked(house.store, 1)).of} />));
  app.route('/services', serviceRoutes(parts));
  app.route('/routing', routingRoutes(parts));
  app.route('/undelivered', undeliveredRoutes(parts));

  /** The other one of the team who signs in by this mail. */
  const whoHas = async (mail: string, but: string): Promise<Staff | undefined> => {
    const wanted = mailIn(mail);
    const mails = await readStaffMails(house.store);
    return wanted ? house.memory.team().find((one) => one.address !== but && mailOf(one, mails) === wanted) : undefined;
  };

  const staffPage = async (c: C, news: News = newsOf(c)) => {
    const open = new Map<string, number>();
    for (const { ticket } of await rows.current()) {
      const { analyst, owner } = ticket;
      for (const address of new Set([analyst?.address, owner?.address])) if (address) open.set(address, (open.get(address) ?? 0) + 1);
    }
    const mails = await readStaffMails(house.store);
    const hasMailbox = house.channels.some((channel) => channel.name === emailContact);
    const joins = channelOf(house.memory.desk()?.contact ?? '') === 'telegram';
    const view = { who: whoOf(c), news, team: house.memory.team(), mails, open, hasMailbox, joins };
    return c.html(<StaffPage {...view} />, news.problem ? 409 : 200);
  };
  app.get('/staff', (c) => staffPage(c));
  app.post('/staff', async (c) => {
    needRole(c, 'manager');
    const form = await c.req.parseBody();
    const taken = await whoHas(wordIn(form.mail), wordIn(form.address));
    if (taken) return staffPage(c, { problem: say(c.var.language, 'desk.colleague_there', { name: taken.name }) });
    if (form.do === 'add') {
      const done = await perform(parts, c.var.staff, 'colleague', { text: `${wordIn(form.name)} ${wordIn(form.mail)}` });
      return done.ok ? c.redirect('/board/settings/staff?saved', 303) : staffPage(c, { problem: done.sentence });
    }
    const member = house.memory.team().find(({ address }) => address === form.address);
    if (!member) return c.notFound();
    if (form.do === 'remove') {
      const done = await perform(parts, c.var.staff, 'remove', { text: member.address });
      return done.ok ? c.redirect('/board/settings/staff?saved', 303) : staffPage(c, { problem: done.sentence });
    }
    const [role, mail, name] = [wordIn(form.role), wordIn(form.mail), wordIn(form.name)];
    if (form.name !== undefined && name !== member.name) {
      const done = await perform(parts, c.var.staff, 'rename', { text: `${member.address}: ${name}` });
      if (!done.ok) return staffPage(c, { problem: done.sentence });
    }
    if (role !== member.role) {
      const done = await perform(parts, c.var.staff, 'role', { text: `${member.address} ${role}` });
      if (!done.ok) return staffPage(c, { problem: done.sentence });
    }
    const before = (await readStaffMails(house.store)).get(member.address) ?? '';
    if (mail !== before) {
      const { address, name } = c.var.staff;
      const audit = auditStatement({ at: clock.now(), address, name, deed: 'staff_mail', about: member.name });
      await house.store.write([staffMailStatement(member.address, mail || null), audit]);
    }
    return c.redirect('/board/settings/staff?saved', 303);
  });

  const answersPage = (c: C, news: News = newsOf(c)) =>
    c.html(
      <AnswersPage who={whoOf(c)} news={news} saved={savedAnswers(house.memory.kept())} catalogue={house.catalogue.current()} />,
      news.problem ? 409 : 200,
    );
  app.get('/answers', (c) => answersPage(c));
  app.post('/answers', async (c) => {
    const done = await keepAnswer(parts, whoOf(c), await c.req.parseBody());
    return done.ok ? c.redirect('/board/settings/answers?saved', 303) : answersPage(c, { problem: done.sentence });
  });

  app.get('/audit', async (c) => {
    needRole(c, 'lead');
    const before = Number(c.req.query('before'));
    const rows = await readAudit(house.store, before > 0 ? before : undefined, auditPage);
    const older = rows.length === auditPage ? rows.at(-1)?.id : undefined;
    return c.html(<AuditPage who={whoOf(c)} rows={rows} zone={house.hours.zone} older={older} />);
  });
  return app;
}
