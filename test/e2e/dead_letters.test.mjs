// What was given up for good waits for a person, who looks at it, tries it again or drops it.
import assert from 'node:assert/strict';
import {link, scenario, talking} from './support/world.mjs';

const token = 'a-token-of-the-test';
const given = {settings: {'http.admin-token': token}};
const closed = {status: 403, body: {message: 'Cannot send messages to this user', code: 50007}};

const dead_letters = (w, words, more) => w.operates(['dead-letters', ...words], more);

/** Alice talks with Mike, one of whose texts Discord refused: {alice, mike, key, id}. */
async function with_a_dead_letter(w) {
  const {alice, mike} = await talking(w);
  await w.api.fault({service: 'discord', method: 'POST', path: '*/messages', fault: closed});
  await mike.writes('the lost words');
  await mike.sees('could not be delivered');
  await w.settled();
  const list = await dead_letters(w, ['list']);
  assert.equal(list.code, 0, list.err);
  const line = list.out.match(/^\S+Z {2}(discord:\d+) {2}(command:\d+) {2}say {2}closed\n$/);
  assert.ok(line, list.out);
  return {alice, mike, key: line[1], id: line[2]};
}

const named = ({key, id}) => [`--conversation=${key}`, `--id=${id}`];

scenario('a text that was given up is listed without its words, and arrives when it is tried again', given, async (w) => {
  const letter = await with_a_dead_letter(w);
  assert.equal(await w.metric('flexcord_dead_letters'), 1);
  const again = await dead_letters(w, ['retry', ...named(letter)]);
  assert.deepEqual([again.code, again.out], [0, 'it is on its way again\n'], again.err);
  await letter.alice.sees('the lost words');
  await w.settled();
  assert.equal((await letter.alice.told()).filter((t) => t.includes('the lost words')).length, 1);
  assert.equal((await dead_letters(w, ['list'])).out, 'there are no dead letters\n');
  const twice = await dead_letters(w, ['retry', ...named(letter)]);
  assert.equal(twice.code, 1);
  assert.match(twice.err, /no such dead letter/);
  assert.doesNotMatch(w.node.out + w.node.err, /the lost words/);
});

scenario('without a running node the store itself is asked, and the next node does the rest', given, async (w) => {
  const letter = await with_a_dead_letter(w);
  await w.node.stop();
  assert.match((await dead_letters(w, ['list'])).out, /command:\d+ {2}say {2}closed/);
  const again = await dead_letters(w, ['retry', ...named(letter)]);
  assert.equal(again.code, 0, again.err);
  await w.start_node();
  await letter.alice.sees('the lost words');
  await w.settled();
  assert.equal((await letter.alice.told()).filter((t) => t.includes('the lost words')).length, 1);
});

scenario('a dropped letter is gone, with and without a node', given, async (w) => {
  const letter = await with_a_dead_letter(w);
  assert.equal((await dead_letters(w, ['drop', ...named(letter)])).code, 0);
  assert.equal(await w.metric('flexcord_dead_letters'), 0);
  await w.node.stop();
  const again = await dead_letters(w, ['drop', ...named(letter)]);
  assert.deepEqual([again.code, again.err], [1, 'there is no such dead letter\n']);
});

scenario('wrong words and wrong tokens are told', {...given, twilio: false}, async (w) => {
  const wrong = await dead_letters(w, [], {'http.admin-token': 'another'});
  assert.equal(wrong.code, 69);
  assert.match(wrong.err, /bearer token is not http\.admin-token/);
  assert.doesNotMatch(wrong.err, /another|a-token-of-the-test/);
  for (const words of [['retry'], ['bury'], ['list', 'drop'], ['drop', '--conversation=discord:1']]) {
    const refused = await dead_letters(w, words);
    assert.equal(refused.code, 64, words.join(' '));
    assert.match(refused.err, /^flexcord dead-letters: /);
  }
  const bare = await fetch(`${w.node.url}/api/v1/dead-letters`);
  assert.equal(bare.status, 401);
  const nameless = await fetch(`${w.node.url}/api/v1/dead-letters/drop`, {
    method: 'POST',
    headers: {Authorization: `Bearer ${token}`},
  });
  assert.equal(nameless.status, 400);
});

scenario('without http.admin-token the API is off', {twilio: false}, async (w) => {
  const answer = await fetch(`${w.node.url}/api/v1/dead-letters`, {headers: {Authorization: 'Bearer '}});
  assert.equal(answer.status, 403);
  assert.match(await answer.text(), /http\.admin-token is not set/);
});

scenario('an event of Discord that cannot be read holds nothing up, and waits for a person', given, async (w) => {
  const alice = await w.member();
  const raw = JSON.stringify({op: 0, t: 'MESSAGE_CREATE', s: null, d: {content: 'the lost words'}});
  await w.api.post('/discord/gateway', {action: 'send', raw});
  await alice.writes('How do I reset my password?');
  await alice.sees(link);
  assert.equal(await w.metric('flexcord_dead_letters'), 1);
  const list = await dead_letters(w, ['list']);
  const line = list.out.match(/^\S+Z {2}discord:gateway {2}(dispatch:\S.*?) {2}MESSAGE_CREATE {2}unreadable\n$/);
  assert.ok(line, list.out);
  const letter = named({key: 'discord:gateway', id: line[1]});
  const again = await dead_letters(w, ['retry', ...letter]);
  assert.notEqual(again.code, 0);
  assert.match(again.err, /cannot be read by this version/);
  const dropped = await dead_letters(w, ['drop', ...letter]);
  assert.equal(dropped.code, 0, dropped.err);
  assert.equal(await w.metric('flexcord_dead_letters'), 0);
  assert.ok(!w.node.tail(10_000).includes('the lost words'), 'no text in the log');
});
