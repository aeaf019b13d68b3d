// The gateway's connection breaks in every way: what was written around it arrives, once and in order.
import assert from 'node:assert/strict';
import {control, scenario} from './support/world.mjs';

const settings = {'discord.reconnect-min': '20ms', 'discord.reconnect-max': '1s'};
const given = {rasa: true, twilio: false, settings};

/** What of Alice's the bot was asked, in order: the numbers of her messages. */
const asked = async (w) =>
  (await w.api.requests({service: 'bot', method: 'POST'})).flatMap((r) =>
    [...JSON.stringify(r.body).matchAll(/note (\d+);/g)].map((m) => Number(m[1])),
  );

const arrived = (w, n) =>
  w.api.until(`${n} notes reach the bot`, async () => (await asked(w)).length >= n, {
    now: () => asked(w),
    limit: 30_000,
  });

const again = (w, what, before) =>
  w.api.until(
    `the node has ${what} again`,
    async () => {
      const now = await w.api.get('/discord/gateway');
      return now[what] > before[what] && (await fetch(`${w.node.url}/readyz`)).status === 200;
    },
    {limit: 30_000, now: () => w.api.get('/discord/gateway')},
  );

// The session goes on: Discord sends again what was not seen, so even what is written meanwhile arrives.
const resumable = {
  'op 7': {action: 'op7'},
  'op 9, resumable': {action: 'op9', resumable: true},
  'a dropped connection': {action: 'drop'},
  'close code 4000': {action: 'close', code: 4000},
  'close code 4001': {action: 'close', code: 4001},
  'close code 4002': {action: 'close', code: 4002},
  'close code 1001': {action: 'close', code: 1001},
  'an unknown close code': {action: 'close', code: 4999},
};
for (const [what, action] of Object.entries(resumable))
  scenario(`${what}: the session is resumed and nothing is lost or doubled`, given, async (w) => {
    const alice = await w.member();
    const before = await w.api.get('/discord/gateway');
    await alice.writes('note 1;');
    await alice.writes('note 2;');
    await w.api.post('/discord/gateway', action);
    await alice.writes('note 3;');
    await alice.writes('note 4;');
    await again(w, 'resumes', before);
    await alice.writes('note 5;');
    await arrived(w, 5);
    await w.settled();
    assert.deepEqual(await asked(w), [1, 2, 3, 4, 5]);
    const now = await w.api.get('/discord/gateway');
    assert.equal(now.identifies, before.identifies, 'no new session was made');
  });

// The session is gone: what was seen before is answered once, and what comes after the new one too.
const lost = {
  'op 9, not resumable': {action: 'op9', resumable: false},
  'close code 1000': {action: 'close', code: 1000},
  'close code 4003': {action: 'close', code: 4003},
  'close code 4007': {action: 'close', code: 4007},
  'close code 4009': {action: 'close', code: 4009},
};
for (const [what, action] of Object.entries(lost))
  scenario(`${what}: a new session is made`, given, async (w) => {
    const alice = await w.member();
    const before = await w.api.get('/discord/gateway');
    await alice.writes('note 1;');
    await alice.writes('note 2;');
    await arrived(w, 2);
    await w.api.post('/discord/gateway', action);
    await again(w, 'identifies', before);
    await alice.writes('note 3;');
    await arrived(w, 3);
    await w.settled();
    assert.deepEqual(await asked(w), [1, 2, 3]);
  });

scenario('a resume that Discord refuses ends in a new session', given, async (w) => {
  const alice = await w.member();
  const before = await w.api.get('/discord/gateway');
  await alice.writes('note 1;');
  await arrived(w, 1);
  await w.api.post('/discord/gateway', {action: 'expire'});
  await w.api.post('/discord/gateway', {action: 'drop'});
  await again(w, 'identifies', before);
  await alice.writes('note 2;');
  await arrived(w, 2);
  assert.deepEqual(await asked(w), [1, 2]);
});

scenario(
  'a connection that is half open is noticed by its heartbeats',
  {...given, limits: {heartbeat_interval_ms: 300}},
  async (w) => {
    const alice = await w.member();
    const before = await w.api.get('/discord/gateway');
    await alice.writes('note 1;');
    await arrived(w, 1);
    await w.api.post('/discord/gateway', {action: 'half_open'});
    await alice.writes('note 2;');
    await again(w, 'resumes', before);
    await alice.writes('note 3;');
    await arrived(w, 3);
    await w.settled();
    assert.deepEqual(await asked(w), [1, 2, 3]);
  },
);

scenario('twenty faults while twenty notes are written', given, async (w) => {
  const alice = await w.member();
  const actions = [
    {action: 'op7'},
    {action: 'drop'},
    {action: 'close', code: 4000},
    {action: 'op9', resumable: true},
  ];
  for (let i = 1; i <= 20; ++i) {
    await alice.writes(`note ${i};`);
    await w.api.post('/discord/gateway', actions[i % actions.length]);
  }
  await arrived(w, 20);
  await w.settled();
  assert.deepEqual(
    await asked(w),
    Array.from({length: 20}, (_, i) => i + 1),
  );
});

scenario(
  'payloads in many frames, compressed',
  {...given, settings: {...settings, 'discord.compress': 'zlib-stream'}, limits: {split_frames: true}},
  async (w) => {
    const alice = await w.member();
    const before = await w.api.get('/discord/gateway');
    await alice.writes('note 1;');
    await arrived(w, 1);
    await w.api.post('/discord/gateway', {action: 'drop'});
    await alice.writes('note 2;');
    await again(w, 'resumes', before);
    await alice.writes('note 3;');
    await arrived(w, 3);
    assert.deepEqual(await asked(w), [1, 2, 3]);
  },
);

scenario(
  'the gateway address is asked from the API when there is no discord.gateway-url',
  {...given, settings: {...settings, 'discord.gateway-url': null}},
  async (w) => {
    const alice = await w.member();
    await alice.writes('note 1;');
    await arrived(w, 1);
  },
);

scenario('a node killed with SIGKILL resumes its session and misses nothing', given, async (w) => {
  const alice = await w.member();
  const before = await w.api.get('/discord/gateway');
  await alice.writes('note 1;');
  await arrived(w, 1);
  await w.settled();
  await w.node.stop('SIGKILL');
  await alice.writes('note 2;');
  await alice.writes('note 3;');
  await w.start_node();
  await alice.writes('note 4;');
  await arrived(w, 4);
  await w.settled();
  assert.deepEqual(await asked(w), [1, 2, 3, 4]);
  assert.equal((await w.api.get('/discord/gateway')).identifies, before.identifies);
});

for (const [code, why] of [
  [4004, /refused the session for good/],
  [4010, /refused the session for good/],
  [4012, /refused the session for good/],
  [4013, /refused the session for good/],
  [4014, /refused the session for good/],
])
  scenario(
    `close code ${code} is fatal: not ready, the reason is told, no new attempt is made`,
    given,
    async (w) => {
      const before = await w.api.get('/discord/gateway');
      await w.api.post('/discord/gateway', {action: 'close', code});
      const page = await w.api.until('not ready any more', async () => {
        const answer = await fetch(`${w.node.url}/readyz`);
        return answer.status === 503 && (await answer.text());
      });
      assert.match(page, why);
      await w.node.says(/level=error component=gateway event=state state=failed why="[^"]+"/);
      assert.equal((await fetch(`${w.node.url}/healthz`)).status, 200);
      assert.equal(await w.metric('flexcord_gateway_ready'), 0);
      const now = await w.api.get('/discord/gateway');
      assert.deepEqual([now.identifies, now.resumes], [before.identifies, before.resumes]);
      assert.deepEqual(await w.node.stop(), {code: 0, signal: null});
    },
  );

/** Settings whose making lets Discord refuse the next lists of commands. */
const refusing_commands = (times) => async (base) => {
  await new control(base).fault({service: 'discord', method: 'PUT', path: '*/commands', times, fault: {status: 503}});
  return settings;
};
const registered = (w) =>
  w.api.until('the commands are registered', async () =>
    (await w.api.get('/discord/gateway')).commands.some((c) => c.name === 'helpme'),
  );

scenario('commands that Discord cannot take at first are registered by and by', {...given, settings: refusing_commands(2)}, async (w) => {
  await registered(w);
});

scenario('the next life registers the commands that the one before could not, though the session goes on', {...given, settings: refusing_commands(1000)}, async (w) => {
  await w.api.faults_struck();
  const before = await w.api.get('/discord/gateway');
  await w.node.stop();
  w.given.settings = settings;
  await w.api.call('DELETE', '/faults');
  await w.start_node();
  await registered(w);
  assert.equal((await w.api.get('/discord/gateway')).identifies, before.identifies, 'no new session was made');
});
