// What journal, Discord and Twilio do not agree on is found, and closed where it can be.
import assert from 'node:assert/strict';
import {identities} from '../support/processes.mjs';
import {link, scenario, talking} from './support/world.mjs';

const token = 'a-token-of-the-test';
const given = {clock: true, settings: {'http.admin-token': token}};
const minute = 60_000;
const secret_words = 'words that nobody may print';

const audit = (w, words = [], more = {}) => w.operates(['audit', ...words], more);

/** Audits and expects these kinds of gaps, in any order; with none, exit code 0. */
async function finds(w, kinds, words) {
  const found = await audit(w, words);
  const came = found.out.split('\n').flatMap((l) => l.match(/^\S+ {2}discord:\d+ {2}([a-z-]+)/)?.[1] ?? []);
  assert.deepEqual(came.sort(), [...kinds].sort(), found.out + found.err);
  assert.equal(found.code, kinds.length ? 1 : 0, found.out + found.err);
  assert.doesNotMatch(found.out + found.err, new RegExp(secret_words));
  return found.out;
}
const key_of = (member) => `discord:${member.dm_channel}`;

/** A call to the sandbox as somebody else with our credentials makes it. */
const as_bot = (w, method, path, body) =>
  fetch(`${w.sandbox.base}/api/v10${path}`, {
    method,
    headers: {
      Authorization: `Bot ${identities.bot_token}`,
      'Content-Type': 'application/json',
      'User-Agent': 'DiscordBot (https://example.com, 1)',
    },
    body: body && JSON.stringify(body),
  });
const as_account = async (w, method, path, form) => {
  const answer = await fetch(`${w.sandbox.base}/conversations/v1/Services/${identities.service}${path}`, {
    method,
    headers: {
      Authorization: `Basic ${Buffer.from(`${identities.account}:${identities.auth_token}`).toString('base64')}`,
      'X-Twilio-Webhook-Enabled': 'false',
    },
    body: form && new URLSearchParams(form),
  });
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status}`);
  return answer.status === 204 ? {} : answer.json();
};

scenario('where nothing is missing, the audit finds nothing', given, async (w) => {
  const {alice, mike} = await talking(w);
  await alice.writes(`How do refunds work? ${secret_words} ${'long '.repeat(300)}`);
  await mike.writes(`an answer ${'long '.repeat(500)}`);
  await alice.sees('an answer');
  const bob = await w.member('Bob');
  await bob.writes('How do refunds work?');
  await bob.sees(link);
  await w.settled();
  await w.advance(2 * minute);
  await w.settled();
  assert.match(await finds(w, [], ['--all']), /^2 conversations compared, 0 gaps$/m);
  assert.match(await finds(w, [], ['--user', bob.id]), /^1 conversation compared/m);
  assert.match(await finds(w, [], [`--conversation=${key_of(alice)}`]), /^1 conversation compared/m);
});

scenario('a text that nobody took is found, and taken when it is repaired', given, async (w) => {
  const alice = await w.member();
  await alice.writes('How do refunds work?');
  await alice.sees(`${link}en/refunds`);
  await w.settled();
  await w.node.stop();
  await w.api.post('/discord/gateway', {action: 'expire'});
  await alice.writes('How do I recover my account?');
  // Discord denies the reading, so the start believes that nothing was missed; a later text moves the mark on.
  await w.api.fault({service: 'discord', method: 'GET', path: '*/messages', times: 50, fault: {status: 403}});
  await w.start_node();
  await alice.writes('What about two-factor authentication?');
  await alice.sees(`${link}en/two-factor`);
  await w.settled();
  await w.api.call('DELETE', '/faults');
  await w.advance(2 * minute);
  await finds(w, ['unseen-user-text']);
  const before = (await alice.told()).length;
  const mended = await audit(w, ['--repair']);
  assert.equal(mended.code, 0, mended.out + mended.err);
  assert.match(mended.out, /0 gaps left, 1 closed/);
  await alice.sees(`${link}en/account-recovery`);
  await w.settled();
  assert.equal((await alice.told()).length, before + 1);
  await audit(w, ['--repair']);
  await w.settled();
  assert.equal((await alice.told()).length, before + 1, 'taken once');
});

scenario("an agent's last text that nobody took is found, and told when it is repaired", given, async (w) => {
  const {alice, mike} = await talking(w);
  await w.api.fault({hook: 'conversations', event: 'onMessageAdded', fault: {hook: 'lose'}});
  await w.api.fault({service: 'twilio', method: 'GET', path: '*/Messages', times: 50, fault: {status: 403}});
  await mike.writes('my last words');
  await mike.does('complete');
  await alice.sees('You are back with the assistant');
  await w.settled();
  assert.deepEqual((await alice.told()).filter((t) => t.includes('my last words')), []);
  await w.api.call('DELETE', '/faults');
  await w.advance(2 * minute);
  await finds(w, ['unseen-agent-text']);
  const mended = await audit(w, ['--repair']);
  assert.equal(mended.code, 0, mended.out + mended.err);
  await alice.sees('my last words');
  await w.settled();
  assert.equal((await alice.told()).filter((t) => t.includes('my last words')).length, 1);
  await finds(w, []);
});

scenario('what was deleted or written behind our back is told, and said to be beyond repair', given, async (w) => {
  const alice = await w.member();
  await alice.writes('How do refunds work?');
  const answer = await alice.sees(`${link}en/refunds`);
  await w.settled();
  await alice.writes('How do I recover my account?');
  const second = await alice.sees(`${link}en/account-recovery`, {after: answer});
  await w.settled();
  const channel = `/channels/${alice.dm_channel}/messages`;
  assert.equal((await as_bot(w, 'DELETE', `${channel}/${answer.id}`)).status, 204);
  assert.equal((await as_bot(w, 'POST', channel, {content: second.content})).status, 200);
  assert.equal((await as_bot(w, 'POST', channel, {content: secret_words})).status, 200);
  await w.advance(2 * minute);
  const kinds = ['gone-from-user', 'doubled-to-user', 'unexplained-text'];
  const out = await finds(w, kinds);
  assert.match(out, new RegExp(`gone-from-user {2}message=${answer.id} {2}cannot be repaired: somebody deleted it`));
  assert.match(out, /doubled-to-user {2}message=\d+ {2}cannot be repaired: people have read it/);
  await finds(w, kinds, ['--repair']);
  const lines = (await audit(w, ['--json'])).out.trim().split('\n').map((l) => JSON.parse(l));
  assert.equal(lines.length, 1);
  assert.equal(lines[0].conversation, key_of(alice));
  assert.deepEqual(lines[0].gaps.map((g) => g.repairable), [false, false, false]);
});

scenario('a lost webhook, a forgotten conversation and one that ended unheard are mended', given, async (w) => {
  const {alice, mike} = await talking(w);
  const {webhooks} = await as_account(w, 'GET', `/Conversations/${mike.talk}/Webhooks`);
  for (const h of webhooks) await as_account(w, 'DELETE', `/Conversations/${mike.talk}/Webhooks/${h.sid}`);
  const stray = await as_account(w, 'POST', '/Conversations', {UniqueName: 'fc-stray'});
  await as_account(w, 'POST', `/Conversations/${stray.sid}/Participants`, {Identity: alice.identity});
  await finds(w, ['missing-webhook', 'surplus-desk']);
  const mended = await audit(w, ['--repair']);
  assert.equal(mended.code, 0, mended.out + mended.err);
  const now = await w.conversations();
  assert.equal(now.find((c) => c.sid === stray.sid).state, 'closed');
  assert.equal(now.find((c) => c.sid === mike.talk).webhooks.length, webhooks.length);
  await mike.writes('heard at once again');
  await alice.sees('heard at once again');
  await w.settled();
  await w.api.fault({hook: 'conversations', event: 'onConversationStateUpdated', times: 5, fault: {hook: 'lose'}});
  await as_account(w, 'POST', `/Conversations/${mike.talk}`, {State: 'closed'});
  await finds(w, ['closed-at-desk']);
  const ended = await audit(w, ['--repair']);
  assert.equal(ended.code, 0, ended.out + ended.err);
  await alice.sees('You are back with the assistant');
});

scenario('a dead letter is a gap, and repair tries it again', given, async (w) => {
  const {alice, mike} = await talking(w);
  const closed = {status: 403, body: {message: 'Cannot send messages to this user', code: 50007}};
  await w.api.fault({service: 'discord', method: 'POST', path: '*/messages', fault: closed});
  await mike.writes('the lost words');
  await mike.sees('could not be delivered');
  await w.settled();
  await finds(w, ['dead-letter']);
  const mended = await audit(w, ['--repair']);
  assert.equal(mended.code, 0, mended.out + mended.err);
  await alice.sees('the lost words');
});

scenario('without a running node the store is compared directly; repair needs a node', {settings: given.settings}, async (w) => {
  const {alice, mike} = await talking(w);
  const stray = await as_account(w, 'POST', '/Conversations', {UniqueName: 'fc-stray'});
  await as_account(w, 'POST', `/Conversations/${stray.sid}/Participants`, {Identity: alice.identity});
  await w.node.stop();
  assert.match(await finds(w, ['surplus-desk']), new RegExp(`surplus-desk {2}desk=${stray.sid}`));
  const refused = await audit(w, ['--repair']);
  assert.equal(refused.code, 69);
  assert.match(refused.err, /--repair needs a running node/);
  const blind = await audit(w, [], {'discord.token': 'wrong', 'twilio.auth-token': 'wrong'});
  assert.equal(blind.code, 69, blind.out + blind.err);
  assert.match(blind.out, /Discord was not compared: .*401/);
  assert.match(blind.out, new RegExp(`${mike.talk} was not compared: .*401`));
});

scenario('wrong words and wrong tokens are told', given, async (w) => {
  for (const words of [['--user'], ['everything'], ['--days=0'], ['--all', '--user=5']]) {
    const refused = await audit(w, words);
    assert.equal(refused.code, 64, words.join(' '));
    assert.match(refused.err, /^flexcord audit: /);
  }
  const wrong = await audit(w, [], {'http.admin-token': 'another'});
  assert.equal(wrong.code, 69);
  assert.match(wrong.err, /bearer token is not http\.admin-token/);
  const unknown = await audit(w, ['--conversation=discord:1']);
  assert.equal(unknown.code, 69);
  assert.match(unknown.err, /discord:1: the node says: there is no such conversation/);
  const bare = await fetch(`${w.node.url}/api/v1/audit?conversation=discord:1`, {method: 'POST'});
  assert.equal(bare.status, 401);
  const headers = {Authorization: `Bearer ${token}`};
  const nameless = await fetch(`${w.node.url}/api/v1/audit?days=x`, {method: 'POST', headers});
  assert.equal(nameless.status, 400);
});
