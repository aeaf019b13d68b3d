// A node with nothing but discord.* set; and what the program itself says: check, exit codes, health, metrics, log.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {articles, as_arguments, run, settings_for} from './support/programs.mjs';
import {link, scenario, talking, text_of} from './support/world.mjs';

const in_folder = async (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'flexcord-e2e-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
};

scenario(
  'without Twilio the node answers, says what is off, and is honest about people',
  {twilio: false},
  async (w) => {
    assert.match(w.node.err, /event=note note="twilio is off: no twilio\.\* keys are set/);
    assert.match(w.node.err, /live_agents=false/);
    const alice = await w.member();
    const first = await alice.writes('How do refunds work?');
    await alice.sees(`${link}en/refunds`, {after: first});
    const asked = await alice.writes('talk to a human');
    const honest = await alice.sees('I cannot transfer you to a person here', {after: asked});
    const again = await alice.writes('How do I recover my account?');
    await alice.sees(link, {after: again});
    await w.settled();
    const told = await alice.told();
    assert.equal(told.length, 3, told.join(' | '));
    assert.ok(!/Case #/.test(honest.content));
    assert.ok(!told.some((t) => text_of.transfer.test(t)));
    assert.equal((await w.api.requests({service: 'twilio'})).length, 0);
  },
);

scenario('without Twilio no answer offers what is not there', {twilio: false}, async (w) => {
  const alice = await w.member();
  await alice.writes('How do refunds work?');
  const answer = await alice.sees(link);
  const labels = (answer.components ?? []).flatMap((row) => row.components.map((b) => b.label));
  assert.ok(!labels.includes('Talk to a person'), `offered: ${labels}`);
  const post = await fetch(`${w.node.url}/twilio/conversations`, {
    method: 'POST',
    body: 'EventType=onMessageAdded',
  });
  assert.equal(post.status, 403);
});

scenario('flexcord check finds nothing wrong, then what is', {}, async (w) => {
  const {base} = w.sandbox;
  const good = {
    ...settings_for.discord(base),
    ...settings_for.twilio(base),
    'knowledge.articles': articles,
    'http.public-url': w.node.url,
    'store.url': `sqlite:${join(w.folder, 'check.db')}`,
  };
  const check = (more) => run('flexcord', ['check', ...as_arguments({...good, ...more})], {folder: w.folder});
  const fine = await check({});
  assert.equal(fine.code, 0, fine.out + fine.err);
  assert.match(fine.out, /everything looks good/);
  assert.match(fine.out, /Discord knows the bot as/);
  assert.match(fine.out, /Twilio accepts the credentials/);
  for (const [more, wanted] of [
    [{'discord.token': 'wrong-token'}, /Discord refuses the bot token/],
    [{'twilio.auth-token': 'wrong'}, /Twilio refuses the credentials/],
    [{'twilio.workspace-sid': `WS${'9'.repeat(32)}`}, /TaskRouter workspace does not answer/],
    [{'discord.api-url': 'http://127.0.0.1:1/api/v10'}, /Discord cannot be reached/],
    [{'knowledge.articles': join(w.folder, 'nowhere')}, /knowledge\.articles/],
    [{'store.url': 'sqlite:/nowhere/at/all.db'}, /store does not open/],
    [{'store.url': `sqlite:${join(w.folder, 'flexcord.db')}`}, /store does not open/],
    [{'discord.intents': 1}, /DIRECT_MESSAGES/],
  ]) {
    const bad = await check(more);
    assert.equal(bad.code, 78, `${JSON.stringify(more)}\n${bad.out}${bad.err}`);
    assert.match(bad.out, wanted);
    assert.match(bad.out, /\d+ to mend/);
    for (const secret of ['sandbox-token', 'sandbox-auth-token', 'wrong-token'])
      assert.ok(!`${bad.out}${bad.err}`.includes(secret), `a secret is printed: ${bad.out}`);
  }
  await w.ready();
});

test('every problem of the settings is told at once, and the exit code is 78', () =>
  in_folder(async (folder) => {
    writeFileSync(
      join(folder, 'caf-application.conf'),
      `discord { tokn = "x"\n reconnect-min = 5\n }\nrouting { poll-interval = "soon"\n queue-timeout = 1ms }\nhttp { port = 99999 }\nnonsense { a = 1 }\ntwilio { account-sid = "AC1" }\n`,
    );
    const done = await run('flexcord', ['run', '--chatbot.kind=oracle'], {
      folder,
      env: {FLEXCORD_DISCORD_TOKEN: ''},
    });
    assert.equal(done.code, 78, done.err);
    for (const wanted of [
      /discord\.tokn.*discord\.token/s,
      /discord\.token: is missing/,
      /routing\.poll-interval/,
      /routing\.queue-timeout/,
      /http\.port/,
      /nonsense/,
      /twilio/,
      /chatbot\.kind/,
      /problems in the settings/,
    ])
      assert.match(done.err, wanted);
  }));

test('a broken configuration file is told with its place', () =>
  in_folder(async (folder) => {
    const file = join(folder, 'caf-application.conf');
    writeFileSync(file, 'discord {\n  token = "x"\n');
    const broken = await run('flexcord', ['run'], {folder});
    assert.equal(broken.code, 78, broken.err);
    assert.match(broken.err, /caf-application\.conf/);
    assert.ok(!broken.err.includes('terminate'), broken.err);
    const missing = await run('flexcord', ['run', `--config-file=${join(folder, 'none.conf')}`], {folder});
    assert.equal(missing.code, 78, missing.err);
    assert.match(missing.err, /none\.conf/);
  }));

test('--help, --version and unknown commands', async () => {
  const help = await run('flexcord', ['--help']);
  assert.equal(help.code, 0);
  assert.match(help.out, /usage: flexcord/);
  const version = await run('flexcord', ['--version']);
  assert.equal(version.code, 0);
  assert.match(version.out, /^flexcord \d+\.\d+/);
  assert.equal((await run('flexcord', ['dance'])).code, 64);
});

scenario('a second process on the same store is refused and says why', {twilio: false}, async (w) => {
  const second = await run(
    'flexcord',
    [
      'run',
      ...as_arguments({
        ...settings_for.discord(w.sandbox.base),
        'knowledge.articles': articles,
        'http.port': 0,
        'store.url': `sqlite:${join(w.folder, 'flexcord.db')}`,
      }),
    ],
    {folder: w.folder},
  );
  assert.equal(second.code, 69, second.err);
  assert.match(second.err, /flexcord\.db/);
  assert.match(second.err, /another|in use|locked|already/i);
  assert.equal((await fetch(`${w.node.url}/readyz`)).status, 200, 'the first one goes on');
});

test('a port that is taken: exit code 69 and the reason', () =>
  in_folder(async (folder) => {
    const server = createServer();
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const done = await run(
      'flexcord',
      as_arguments({
        'discord.token': 'x',
        'discord.api-url': 'http://127.0.0.1:1/api/v10',
        'knowledge.articles': articles,
        'http.address': '127.0.0.1',
        'http.port': server.address().port,
        'store.url': `sqlite:${join(folder, 'flexcord.db')}`,
      }),
      {folder},
    );
    server.close();
    assert.equal(done.code, 69, done.err);
    assert.match(done.err, /in use/i);
  }));

/** Nothing had to be cut off at the end, so the end came as soon as it could. */
const ended_by_itself = (node) => assert.doesNotMatch(node.out + node.err, /stop-abandoned-work/);

for (const signal of ['SIGTERM', 'SIGINT'])
  scenario(
    `${signal} in the middle of a talk: exit code 0, nothing cut off, and the talk goes on after a restart`,
    {},
    async (w) => {
      const alice = await w.member();
      const mike = await w.agent();
      await alice.asks_for_a_person();
      await mike.accepts();
      await alice.sees('Mike has joined');
      assert.deepEqual(await w.node.stop(signal), {code: 0, signal: null});
      ended_by_itself(w.node);
      await alice.writes('are you there?');
      await w.start_node();
      await mike.sees('are you there?');
      await mike.writes('I am');
      await alice.sees('I am');
      assert.equal((await mike.texts()).filter((t) => t === 'are you there?').length, 1);
    },
  );

scenario(
  'SIGTERM while the bot thinks and Twilio is down: nothing is cut off, and nothing committed is lost',
  {rasa: true, settings: {'routing.handoff-phrases': '["person please"]'}},
  async (w) => {
    const alice = await w.member();
    const bob = await w.member('Bob');
    await w.api.fault({service: 'twilio', times: 1000, fault: {status: 503}});
    await bob.writes('person please');
    await bob.sees(text_of.transfer);
    await alice.writes('slow 30');
    await w.counted('flexcord_commands_total', {command: 'ask_bot'});
    assert.deepEqual(await w.node.stop(), {code: 0, signal: null});
    ended_by_itself(w.node);
    await w.api.call('DELETE', '/faults');
    await w.start_node();
    await bob.sees(text_of.queued, {limit: 40_000});
    assert.equal((await bob.told()).filter((t) => text_of.transfer.test(t)).length, 1);
  },
);

/** What promtool says about a metrics page: {code, text}. */
const promtool = (page) =>
  new Promise((done) => {
    const p = execFile('promtool', ['check', 'metrics'], (error, out, err) =>
      done({code: error ? error.code : 0, text: out + err}),
    );
    p.stdin.end(page);
  });

scenario('health, readiness, and a metrics page with every family', {}, async (w) => {
  assert.equal(await (await fetch(`${w.node.url}/healthz`)).text(), 'ok\n');
  assert.equal(await (await fetch(`${w.node.url}/readyz`)).text(), 'ready\n');
  const alice = await w.member();
  const mike = await w.agent();
  await alice.writes('How do refunds work?');
  await alice.sees(link);
  await alice.asks_for_a_person();
  await mike.accepts();
  await alice.sees('Mike has joined');
  await mike.does('complete');
  await alice.sees(text_of.rate);
  await fetch(`${w.node.url}/twilio/conversations`, {method: 'POST', body: 'x=y'});
  await w.counted('flexcord_live_conversations');
  const answer = await fetch(`${w.node.url}/metrics`);
  assert.match(answer.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
  const page = await answer.text();
  const families = [...page.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map((m) => m[1]);
  assert.equal(new Set(families).size, families.length, 'each family once');
  const wanted = [
    'flexcord_conversations',
    'flexcord_live_conversations',
    'flexcord_events_total',
    'flexcord_commands_total',
    'flexcord_transitions_total',
    'flexcord_hop_seconds',
    'flexcord_outbox_oldest_seconds',
    'flexcord_outbox_depth',
    'flexcord_http_client_calls_total',
    'flexcord_webhook_rejects_total',
    'flexcord_gateway_ready',
    'flexcord_gateway_events_total',
    'flexcord_handoffs_total',
    'flexcord_handoff_wait_seconds',
    'flexcord_chatbot_turns_total',
    'flexcord_store_commit_steps',
    'flexcord_store_commit_seconds',
    'caf_system_running_actors',
  ];
  assert.deepEqual(
    wanted.filter((f) => !families.includes(f)),
    [],
    `came ${families.join(' ')}`,
  );
  for (const hop of ['gateway_to_commit', 'commit_to_discord', 'webhook_to_discord', 'bot_turn'])
    assert.match(page, new RegExp(`flexcord_hop_seconds_count\\{hop="${hop}"\\} [1-9]`));
  for (const id of [alice.id, alice.dm_channel, alice.name, mike.talk])
    assert.ok(!page.includes(id), `${id} is a label`);
});

scenario('promtool finds nothing to complain about in the metrics page', {needs: 'promtool'}, async (w) => {
  const {alice, mike} = await talking(w);
  await w.counted('flexcord_live_conversations');
  const page = await (await fetch(`${w.node.url}/metrics`)).text();
  assert.deepEqual(await promtool(page), {code: 0, text: ''});
});

scenario(
  'the log of a whole conversation has no word of it and no secret',
  {settings: {'log.level': 'debug'}},
  async (w) => {
    const alice = await w.member('Alice');
    const mike = await w.agent();
    const said = ['quagga', 'zyzzyva', 'xylophone', 'wombat', 'aardvark'];
    const asked = await alice.writes(said[0]);
    await alice.sees(/./, {after: asked});
    await alice.asks_for_a_person();
    await mike.accepts();
    await alice.sees('Mike has joined');
    await mike.writes(said[2]);
    await alice.sees(said[2]);
    const typo = await alice.writes(said[3]);
    await mike.sees(said[3]);
    await alice.edits(typo.id, said[4]);
    await mike.sees(said[4]);
    await alice.writes(said[1], {
      attachments: [{filename: 'yacht.txt', content_type: 'text/plain', base64: btoa('inside the file')}],
    });
    await mike.sees(said[1]);
    // The file is a message of its own at the desk; completing before it is there would be another story.
    await w.api.until('the agent gets the file', async () => (await mike.messages()).find((m) => m.media?.length));
    await mike.does('complete');
    await alice.sees(text_of.rate);
    await w.node.stop();
    const log = w.node.out + w.node.err;
    assert.match(log, /event=transition conv=discord:/);
    assert.match(log, /trace=/);
    for (const word of [...said, 'inside the file', 'yacht', 'sandbox-token', 'sandbox-auth-token', 'Case #'])
      assert.ok(!log.includes(word), `"${word}" is in the log`);
  },
);

scenario(
  'the log as JSON: one object a line',
  {twilio: false, settings: {'log.format': 'json'}},
  async (w) => {
    const alice = await w.member();
    await alice.writes('How do refunds work?');
    await alice.sees(link);
    await w.node.stop();
    const lines = w.node.err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.ok(lines.some((l) => l.event === 'transition' && l.conv === `discord:${alice.dm_channel}`));
  },
);
