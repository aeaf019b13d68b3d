// The founding document's path: every message goes through a Studio flow, on both planes.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {link, scenario, text_of} from './support/world.mjs';

const question = 'How do I recover my account?';
const fast = {'routing.studio-timeout': '1s', 'routing.poll-interval': '200ms'};

/** Alice asks the bot, then for a person; Mike helps and is done. What Alice was told, without times and case numbers. */
async function whole_talk(w) {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.writes(question);
  const answer = await alice.sees(link);
  await alice.presses('Talk to a person', answer);
  await alice.sees(text_of.queued);
  await mike.accepts();
  await alice.sees('Mike has joined');
  await mike.sees(question);
  await mike.writes('Hello Alice, this is Mike.');
  await alice.sees('this is Mike');
  await alice.writes('I lost my e-mail address.');
  await mike.sees('I lost my');
  await mike.writes('I have sent you a letter.');
  await alice.sees('sent you a letter');
  await mike.does('complete');
  const back = await alice.sees(text_of.back);
  await alice.sees(text_of.rate);
  await alice.writes('How do refunds work?');
  await alice.sees(link, {after: back});
  await w.settled();
  return {alice, mike, told: await alice.told()};
}

const transcripts = new Map(); // way -> what the member was told

scenario('direct: the same script without a flow', {}, async (w) => transcripts.set('direct', (await whole_talk(w)).told));

for (const plane of ['conversations', 'legacy-chat']) {
  scenario(`${plane}: a whole talk goes through the flow`, {plane, settings: {'routing.poll-interval': '500ms'}}, async (w) => {
    const {alice, told} = await whole_talk(w);
    transcripts.set(plane, told);
    const {executions} = await w.api.get('/studio');
    const paths = executions.filter((e) => e.address === alice.identity).map((e) => e.path.join(' '));
    assert.ok(paths[0].startsWith('Trigger handoff_flag ask_bot bot_verdict'), paths.join('\n'));
    assert.ok(paths.includes('Trigger handoff_flag to_agent'), paths.join('\n'));
    assert.equal(await w.metric('flexcord_flow_calls_total', {outcome: 'late'}), 0);
  });

  scenario(`${plane}: the bot asks for a person, and the flow brings one`, {plane, rasa: true, settings: fast}, async (w) => {
    const alice = await w.member();
    const mike = await w.agent();
    await alice.writes('I need a handoff');
    await alice.sees(text_of.queued);
    await mike.accepts();
    await alice.sees('Mike has joined');
    await w.settled();
    assert.equal((await w.api.get('/tasks')).tasks.length, 1, 'one request');
    assert.equal(await w.metric('flexcord_flow_calls_total', {outcome: 'agent'}), 1);
  });

  scenario(`${plane}: a stuck flow is noticed, and the bot is asked directly, once`, {plane, rasa: true, settings: fast}, async (w) => {
    const alice = await w.member();
    await w.api.post('/studio', {stuck: true});
    await alice.writes('map');
    await alice.sees(/^I do not know about "map"/);
    await w.settled();
    await w.api.post('/studio', {stuck: false});
    const asked = (await w.api.requests({service: 'bot', method: 'POST'})).length;
    assert.equal(asked, 1);
    await alice.writes('rope');
    await alice.sees(/^I do not know about "rope"/);
  });

  scenario(`${plane}: texts in quick succession are heard once and in order`, {plane, rasa: true, settings: fast}, async (w) => {
    const alice = await w.member();
    for (let i = 1; i <= 6; ++i) await alice.writes(`note ${i};`);
    const heard = async () =>
      (await w.api.requests({service: 'bot', method: 'POST'})).flatMap((r) =>
        [...JSON.stringify(r.body).matchAll(/note (\d);/g)].map((m) => Number(m[1])),
      );
    await w.api.until('six notes reach the bot', async () => (await heard()).length >= 6, {now: heard});
    await w.settled();
    assert.deepEqual(await heard(), [1, 2, 3, 4, 5, 6]);
  });

  scenario(`${plane}: a flow that cannot ask the bot gives the talk to the agents`, {plane, rasa: true, settings: fast}, async (w) => {
    const alice = await w.member();
    const mike = await w.agent();
    await w.api.fault({hook: 'studio', event: 'ask_bot', fault: {hook: 'bad_signature'}});
    await alice.writes('map');
    await alice.sees(text_of.queued);
    await mike.accepts();
    await alice.sees('Mike has joined');
    await mike.writes('I am here');
    await alice.sees('I am here');
    await w.settled();
    assert.equal((await w.api.requests({service: 'bot', method: 'POST'})).length, 0, 'the bot is silent');
  });

  scenario(`${plane}: the node dies while an agent talks, and goes on`, {plane, settings: fast}, async (w) => {
    const alice = await w.member();
    const mike = await w.agent();
    await alice.writes(question);
    await alice.sees(link);
    await alice.writes('talk to a human');
    await mike.accepts();
    await alice.sees('Mike has joined');
    await w.settled();
    await w.node.stop('SIGKILL');
    await mike.writes('are you there?');
    await alice.writes('yes I am');
    await w.start_node();
    await alice.sees('are you there?');
    await mike.sees('yes I am');
    await w.settled();
    assert.equal((await alice.told()).filter((t) => t.includes('are you there?')).length, 1);
    assert.equal((await mike.texts()).filter((t) => t === 'yes I am').length, 1);
  });
}

scenario('conversations: a handoff that the flow does not take up is made by the engine', {plane: 'conversations', settings: fast}, async (w) => {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.writes(question);
  await alice.sees(link);
  await w.api.post('/studio', {stuck: true});
  await alice.presses('Talk to a person');
  await alice.sees(text_of.queued);
  await mike.accepts();
  await alice.sees('Mike has joined');
});

scenario('legacy-chat: a handoff that the flow does not take up is told to the user', {plane: 'legacy-chat', settings: fast}, async (w) => {
  const alice = await w.member();
  await w.agent();
  await alice.writes(question);
  await alice.sees(link);
  await w.api.post('/studio', {stuck: true});
  await alice.presses('Talk to a person');
  const sorry = await alice.sees(/^Sorry, the transfer did not work/);
  await w.api.post('/studio', {stuck: false});
  await alice.writes('How do refunds work?');
  await alice.sees(link, {after: sorry});
});

test('the member is told the same, word by word, whichever way the messages go', () => {
  const [direct, ...others] = ['direct', 'conversations', 'legacy-chat'].map((way) => transcripts.get(way));
  assert.ok(direct.length >= 10, direct.join('\n---\n'));
  for (const other of others) assert.deepEqual(other, direct);
});

const operated = {plane: 'legacy-chat', clock: true, settings: {'http.admin-token': 'a-token-of-the-test'}};

scenario('legacy-chat: the audit reads channels as well, and an unheard text is taken', operated, async (w) => {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.asks_for_a_person();
  await mike.accepts();
  await alice.sees('Mike has joined');
  await w.settled();
  await w.advance(120_000);
  const clean = await w.operates(['audit', '--all']);
  assert.match(clean.out, /^1 conversation compared, 0 gaps$/m, clean.out + clean.err);
  assert.equal(clean.code, 0);

  await w.node.stop('SIGKILL');
  await mike.writes('did you hear me?');
  await w.start_node();
  await alice.sees('did you hear me?');
  await w.settled();
  await w.advance(120_000);
  const after = await w.operates(['audit', '--all', '--repair']);
  assert.equal((await alice.told()).filter((t) => t.includes('did you hear me?')).length, 1);
  assert.doesNotMatch(after.out, /legacy plane/);
});

scenario('legacy-chat: an erased member leaves no channel behind', operated, async (w) => {
  const alice = await w.member();
  await alice.writes(question);
  await alice.sees(link);
  await w.settled();
  assert.equal((await w.conversations()).length, 1);
  // A talk that is open at the desk is not erased under it.
  await w.advance(25 * 3_600_000);
  const over = async () => JSON.parse((await w.conversations())[0].attributes).status === 'INACTIVE';
  await w.api.until('the talk is over', over);
  await w.settled();
  const gone = await w.operates(['erase', `--user=${alice.id}`, '--yes', '--twilio']);
  assert.equal(gone.code, 0, gone.out + gone.err);
  assert.deepEqual(await w.conversations(), []);
});
