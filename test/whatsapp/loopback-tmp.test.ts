import { test } from 'vitest';
import { startEchoBot } from '../loopback/whatsapp/echo-bot.ts';
import { openWhatsApp } from '../loopback/whatsapp/index.ts';
test('perf', async () => {
  const t0 = performance.now();
  const server = await openWhatsApp();
  const t1 = performance.now();
  const bot = await startEchoBot(server);
  const { qr = '' } = await bot.waitFor(({ what }) => what === 'qr');
  const t2 = performance.now();
  await server.owner.scan(qr);
  await bot.waitFor(({ what }) => what === 'open');
  const t3 = performance.now();
  const a = server.phone({ name: 'A', number: '5511900000001' });
  await a.say('x'); await a.next();
  const rts: number[] = [];
  for (let i = 0; i < 50; i++) { const t = performance.now(); await a.say(`m${i}`); await a.next(); rts.push(performance.now() - t); }
  rts.sort((x, y) => x - y);
  const phones = Array.from({ length: 20 }, (_, i) => server.phone({ name: `P${i}`, number: `55119000001${String(i).padStart(2, '0')}` }));
  await Promise.all(phones.map(async (p) => { await p.say('warm'); await p.next(20000); }));
  const t = performance.now();
  const c0 = process.cpuUsage();
  const n = 10;
  await Promise.all(phones.map(async (p) => { for (let i = 0; i < n; i++) { await p.say(`m${i}`); await p.next(20000); } }));
  const ms = performance.now() - t;
  console.log(`open server ${(t1 - t0).toFixed()} bot to qr ${(t2 - t1).toFixed()} scan to open ${(t3 - t2).toFixed()} rt median ${rts[25]?.toFixed(1)} p95 ${rts[47]?.toFixed(1)} rate ${((20 * n) / ms * 1000).toFixed()} cpu/rt ${(process.cpuUsage(c0).user/1000/200).toFixed(1)}`);
  await bot.remove(); await server.stop();
}, 60000);
