// The doctor on WhatsApp: off, not paired, a wrong address, and the Cloud API with right and wrong values.
import { expect, test } from 'vitest';
import { type Graph, startGraph } from '../loopback/graph/index.ts';
import { programFolder, runProgram } from '../support/process-run.ts';

const folder = programFolder();
const doctor = (env: Record<string, string>) => runProgram(folder(), 'doctor.js', env);

test('off, it says how to turn it on; on, how to pair it', async () => {
  expect((await doctor({})).out).toContain('WhatsApp is off.');
  const { out, code } = await doctor({ WHATSAPP: 'baileys' });
  expect(out).toContain('not paired yet');
  expect(out).toContain('npm run pair');
  expect(code).toBe(0);
});

test.each(['ws://203.0.113.7/ws/chat', 'https://web.whatsapp.com', 'nonsense'])(
  'refuses the socket address %s with a sentence',
  async (url) => {
    const { out, code } = await doctor({ WHATSAPP: 'baileys', WHATSAPP_SOCKET_URL: url });
    expect(out).toMatch(/✗ WHATSAPP_SOCKET_URL must/);
    expect(code).toBe(1);
  },
);

test('names each value that the Cloud API lacks', async () => {
  const { out, code } = await doctor({ WHATSAPP: 'cloud', WHATSAPP_CLOUD_TOKEN: 'x' });
  for (const name of ['WHATSAPP_CLOUD_PHONE_ID', 'WHATSAPP_CLOUD_APP_SECRET', 'WHATSAPP_CLOUD_VERIFY_TOKEN'])
    expect(out).toContain(`✗ ${name} is missing`);
  expect(out).not.toContain('WHATSAPP_CLOUD_TOKEN is missing');
  expect(code).toBe(1);
});

test('asks Meta for the number, and says what is wrong with the token', async () => {
  const graph: Graph = await startGraph();
  const env = {
    WHATSAPP: 'cloud',
    WHATSAPP_CLOUD_TOKEN: graph.token,
    WHATSAPP_CLOUD_PHONE_ID: graph.phoneId,
    WHATSAPP_CLOUD_APP_SECRET: graph.appSecret,
    WHATSAPP_CLOUD_VERIFY_TOKEN: graph.verifyToken,
    WHATSAPP_GRAPH_ROOT: graph.root,
  };
  const right = await doctor(env);
  expect(right.out).toContain('✓ The WhatsApp number is');
  expect(right.code).toBe(0);
  const wrong = await doctor({ ...env, WHATSAPP_CLOUD_TOKEN: 'another' });
  expect(wrong.out).toMatch(/✗ .*WHATSAPP_CLOUD_TOKEN/);
  expect(wrong.out).not.toContain('another');
  expect(wrong.code).toBe(1);
  await graph.stop();
});
