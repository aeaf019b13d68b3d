// A store that cannot be used: refused at the start in one clear line, waited for or stopped at while the node runs.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {articles, as_arguments, run, settings_for} from './support/programs.mjs';
import {link, scenario, talking} from './support/world.mjs';
import {post_webhook} from './support/raw.mjs';
import {identities} from '../support/processes.mjs';

const cannot_start = 69;
const damaged = 74;
const store_of = (w) => join(w.folder, 'flexcord.db');

/** A node that is to be refused: {code, err}. Nothing is called before the store is open. */
const start_on = (url, folder, more = {}) =>
  run(
    'flexcord',
    [
      'run',
      ...as_arguments({
        'discord.token': 'x',
        'discord.api-url': 'http://127.0.0.1:1/api/v10',
        'discord.gateway-url': 'ws://127.0.0.1:1/gateway',
        'knowledge.articles': articles,
        'http.address': '127.0.0.1',
        'http.port': 0,
        'store.url': url,
      }),
    ],
    {folder, ...more},
  );

const in_folder = async (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'flexcord-e2e-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
};

/** Files of the node may not grow beyond so many bytes: as on a disk that is full. */
const files_up_to = (node, bytes) =>
  execFileSync('prlimit', [`--pid=${node.child.pid}`, `--fsize=${bytes}:unlimited`]);

/** The store has no room for another commit. */
function fill_disk(w) {
  files_up_to(w.node, 4096);
}
const make_room = (w) => files_up_to(w.node, 'unlimited');

const fails = (w, why = /the store fails: the disk is full/) =>
  w.api.until(
    'the node is not ready',
    async () => {
      const [status, text] = await w.readiness();
      return status === 503 && why.test(text);
    },
    {now: () => w.readiness()},
  );
const lines = (w, event) => w.node.err.split('\n').filter((l) => l.includes(`event=${event}`));

scenario(
  'a member writes while the disk is full: nothing is taken, and everything once there is room, in order',
  {needs: 'prlimit', settings: {'http.admin-token': 'of-the-test'}},
  async (w) => {
    const alice = await w.member();
    await alice.writes('How do refunds work?');
    await alice.sees(`${link}en/refunds`);
    await w.settled();
    const before = (await alice.told()).length;
    fill_disk(w);
    await alice.writes('How do I recover my account?');
    await fails(w);
    await alice.writes('talk to a human');
    assert.equal(await w.metric('flexcord_store_ready'), 0);
    assert.equal((await alice.told()).length, before, 'nobody was answered');
    make_room(w);
    await w.ready();
    await alice.sees('You are in the queue');
    await w.settled();
    const told = (await alice.told()).slice(before);
    const at = (wanted) => told.findIndex((t) => t.includes(wanted));
    assert.ok(at('Case #') >= 0 && at('Case #') < at('You are in the queue'), told.join('\n'));
    assert.equal(told.filter((t) => t.includes('Case #')).length, 1);
    const mike = await w.agent();
    await mike.accepts();
    const asked = await mike.sees('How do I recover my account?');
    assert.ok(asked);
    await w.settled();
    const copies = (await mike.texts()).filter((t) => /recover my account\?|talk to a human/.test(t ?? ''));
    assert.deepEqual(copies, ['How do I recover my account?', 'talk to a human']);
    assert.equal(await w.metric('flexcord_store_ready'), 1);
    assert.equal(await w.metric('flexcord_store_failures_total'), 1);
    assert.equal(lines(w, 'store-failed').length, 1, 'told once, not at each try');
    assert.equal(lines(w, 'store-recovered').length, 1);
    assert.doesNotMatch(w.node.err, /recover my account/);
  },
);

for (const [how, signal, code] of [
  ['killed', 'SIGKILL', null],
  ['asked to end', 'SIGTERM', 0],
])
  scenario(
    `a node that is ${how} while the disk is full has acknowledged nothing: the next one takes it all`,
    {needs: 'prlimit'},
    async (w) => {
      const alice = await w.member();
      await alice.writes('How do refunds work?');
      await alice.sees(`${link}en/refunds`);
      await w.settled();
      fill_disk(w);
      const lost = await alice.writes('How do I recover my account?');
      await fails(w);
      assert.equal((await w.node.stop(signal)).code, code);
      await w.start_node();
      await alice.sees(`${link}en/account-recovery`, {after: lost});
      await w.settled();
      const told = await alice.told();
      assert.equal(told.length, 2, told.join('\n'));
    },
  );

scenario(
  'a webhook is answered 503 with Retry-After while the disk is full, and its text arrives later',
  {needs: 'prlimit'},
  async (w) => {
    const {alice, mike} = await talking(w);
    fill_disk(w);
    const url = `${w.node.url}/twilio/conversations?k=${encodeURIComponent(`discord:${alice.dm_channel}`)}`;
    const answer = await post_webhook(url, {
      EventType: 'onMessageUpdated',
      AccountSid: identities.account,
      ConversationSid: mike.talk,
      MessageSid: `IM${'f'.repeat(32)}`,
      Index: '0',
      Author: mike.identity,
      Source: 'SDK',
      Body: 'an edit of something unknown',
      DateCreated: new Date().toISOString(),
      DateUpdated: new Date().toISOString(),
    });
    assert.equal(answer.status, 503, await answer.text());
    assert.ok(Number(answer.headers.get('retry-after')) >= 1);
    await mike.writes('now with room');
    make_room(w);
    await w.ready();
    await alice.sees('now with room');
    await w.settled();
    assert.equal((await alice.told()).filter((t) => t.includes('now with room')).length, 1);
  },
);

scenario('a store that is removed under a running node ends it, and says why', {twilio: false}, async (w) => {
  const alice = await w.member();
  await alice.writes('How do refunds work?');
  await alice.sees(`${link}en/refunds`);
  await w.settled();
  renameSync(store_of(w), join(w.folder, 'elsewhere.db'));
  renameSync(`${store_of(w)}-wal`, join(w.folder, 'elsewhere.db-wal'));
  const lost = await alice.writes('How do I recover my account?');
  const end = await w.node.ended;
  assert.equal(end.code, damaged, w.node.err);
  assert.match(w.node.err, /^store \S+flexcord\.db: the file was removed or replaced while it was in use; put/m);
  assert.ok(!existsSync(store_of(w)), 'no empty store in its place');
  // Put back, it goes on where it was.
  renameSync(join(w.folder, 'elsewhere.db'), store_of(w));
  renameSync(join(w.folder, 'elsewhere.db-wal'), `${store_of(w)}-wal`);
  await w.start_node();
  await alice.sees(`${link}en/account-recovery`, {after: lost});
  await w.settled();
  assert.equal((await alice.told()).filter((t) => t.includes('en/refunds')).length, 1);
});

scenario('a damaged store is refused at the start and left as it was', {twilio: false}, async (w) => {
  const alice = await w.member();
  for (let i = 0; i < 12; ++i) await alice.writes(`How do refunds work? ${'x'.repeat(900)} ${i}`);
  await alice.sees(`${link}en/refunds`);
  await w.settled();
  await w.node.stop();
  const size = statSync(store_of(w)).size;
  assert.ok(size > 40_000, `${size}`);
  const bytes = readFileSync(store_of(w));
  bytes.fill(0xa5, Math.floor(size / 8192) * 4096);
  writeFileSync(store_of(w), bytes);
  const refused = await start_on(`sqlite:${store_of(w)}`, w.folder);
  assert.equal(refused.code, cannot_start, refused.err);
  assert.match(refused.err, /^store \S+flexcord\.db: the database is damaged; restore a backup/m);
  assert.deepEqual(readFileSync(store_of(w)), bytes, 'left as it was');
});

test('a file of garbage, a folder, an empty disk place: one line names the file and the mend', () =>
  in_folder(async (folder) => {
    const garbage = join(folder, 'garbage.db');
    writeFileSync(garbage, 'x'.repeat(8192));
    for (const [url, wanted] of [
      [`sqlite:${garbage}`, /store \S+garbage\.db: this file is not an SQLite database; give store\.url another/],
      [`sqlite:${folder}`, /store \S+: this is a folder, not a file; correct store\.url/],
      [`sqlite:${join(folder, 'no', 'where.db')}`, /where\.db: the folder \S+ does not exist; make it/],
    ]) {
      const refused = await start_on(url, folder);
      assert.equal(refused.code, cannot_start, refused.err);
      const told = refused.err.split('\n').filter((l) => /^store /.test(l));
      assert.equal(told.length, 1, refused.err);
      assert.match(told[0], wanted);
    }
    assert.equal(readFileSync(garbage, 'latin1'), 'x'.repeat(8192));
  }));

scenario('a second process on the store is told who has it; so are the subcommands', {twilio: false}, async (w) => {
  const second = await start_on(`sqlite:${store_of(w)}`, w.folder);
  assert.equal(second.code, cannot_start, second.err);
  const told = `in use by another process, process ${w.node.child.pid} \\(flexcord\\); only one flexcord may open it`;
  assert.match(second.err, new RegExp(`^store \\S+flexcord\\.db: ${told}`, 'm'));
  // The node is there but its API is not asked: another port is named.
  const letters = await run(
    'flexcord',
    [
      'dead-letters',
      'list',
      ...as_arguments({
        ...settings_for.discord(w.sandbox.base),
        'http.address': '127.0.0.1',
        'http.port': 1,
        'store.url': `sqlite:${store_of(w)}`,
      }),
    ],
    {folder: w.folder},
  );
  assert.equal(letters.code, cannot_start, letters.err);
  assert.match(letters.err, new RegExp(told));
  assert.equal((await w.readiness())[0], 200, 'the first one goes on');
});

scenario(
  'a disk that is full at the first start: refused, and the next start with room makes the store',
  {needs: 'prlimit', twilio: false},
  async (w) => {
    const url = `sqlite:${join(w.folder, 'new.db')}`;
    for (const bytes of [0, 4096, 20_000]) {
      const refused = await start_on(url, w.folder, {through: ['prlimit', `--fsize=${bytes}`]});
      assert.equal(refused.code, cannot_start, refused.err);
      assert.match(refused.err, /^store \S+new\.db: the disk is full; make room/m);
    }
    await w.node.stop();
    w.given.settings = {'store.url': url};
    await w.start_node();
    const alice = await w.member();
    await alice.writes('How do refunds work?');
    await alice.sees(`${link}en/refunds`);
  },
);
