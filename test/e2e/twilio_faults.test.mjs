// Twilio fails at every call of a handoff in every way: each conversation still ends up right, nothing is doubled.
import assert from 'node:assert/strict';
import {link, scenario, text_of} from './support/world.mjs';

const conversations = '*/Conversations';
const calls = {
  'the conversation is made': {method: 'POST', path: `/conversations/v1/Services/*/Conversations`},
  'the participant is added': {method: 'POST', path: `${conversations}/*/Participants`},
  'the webhook is added': {method: 'POST', path: `${conversations}/*/Webhooks`},
  'the link to the case is posted': {method: 'POST', path: `${conversations}/*/Messages`},
  'the transcript is posted': {method: 'POST', path: `${conversations}/*/Messages`, skip: 1},
  'the Interaction is made': {method: 'POST', path: '/flex-api/v1/Interactions'},
};
const faults = {
  'is throttled (429)': {status: 429, retry_after: 0},
  'fails (500)': {status: 500},
  'fails (503) after it took effect': {status: 503, effect: true},
  'times out': {delay_ms: 3000},
  'is cut off before it takes effect': {reset: 'before'},
  'is cut off after it took effect': {reset: 'after'},
};
const settings = {'twilio.request-timeout': '1s', 'routing.poll-interval': '500ms'};

for (const [call, where] of Object.entries(calls))
  for (const [how, fault] of Object.entries(faults))
    scenario(`when ${call}, the call ${how}`, {settings}, async (w) => {
      const alice = await w.member();
      const mike = await w.agent();
      await alice.writes('How do I recover my account?');
      await alice.sees(link);
      await w.api.fault({service: 'twilio', ...where, fault});
      await alice.writes('talk to a human');
      await w.api.faults_struck();
      await alice.sees(text_of.queued, {limit: 40_000});
      await mike.accepts();
      await alice.sees('Mike has joined');
      await mike.writes('Hello Alice');
      await alice.sees('Hello Alice');
      await alice.writes('Hello Mike');
      await mike.sees('Hello Mike');
      await mike.does('complete');
      await alice.sees(text_of.rate);
      await w.settled();
      await alice.was_told_exactly([
        link,
        text_of.transfer,
        text_of.queued,
        /^Mike has joined/,
        'Hello Alice',
        /^Mike has left/,
        text_of.back,
        text_of.rate,
      ]);
      const texts = await mike.texts();
      for (const once of ['Case #1: http', 'How do I recover', link, 'talk to a human', 'Hello Alice', 'Hello Mike'])
        assert.equal(
          texts.filter((t) => (t ?? '').includes(once)).length,
          1,
          `${once} once in ${texts.join(' | ')}`,
        );
      const all = await w.conversations();
      assert.equal(all.length, 1, JSON.stringify(all));
      assert.equal(all[0].participants.filter((p) => p.identity === alice.identity).length <= 1, true);
      const {tasks} = await w.api.get('/tasks');
      const open = tasks.filter((t) => !/^(completed|canceled)$/.test(t.status));
      assert.deepEqual(open, [], 'no task is left over');
      assert.equal(tasks.filter((t) => t.status === 'completed').length, 1, JSON.stringify(tasks));
    });

for (const [how, hook] of [
  ['get lost', 'lose'],
  ['come twice', 'duplicate'],
  ['come with a bad signature', 'bad_signature'],
  ['come late', 'late'],
])
  scenario(`all webhooks of the conversation ${how}`, {settings}, async (w) => {
    const alice = await w.member();
    const mike = await w.agent();
    await alice.asks_for_a_person();
    await w.api.fault({hook: 'conversations', times: 1000, fault: {hook}});
    await mike.accepts();
    await alice.sees('Mike has joined');
    const numbers = [0, 1, 2, 3, 4];
    for (const i of numbers) {
      await mike.writes(`from Mike ${i}.`);
      await alice.writes(`from Alice ${i}.`);
    }
    await alice.sees('from Mike 4.');
    await mike.sees('from Alice 4.');
    await mike.does('complete');
    await alice.sees(text_of.rate);
    await w.api.faults_struck(6);
    await w.settled();
    const got = (texts, pattern) =>
      texts
        .map((t) => pattern.exec(t ?? '')?.[1])
        .filter(Boolean)
        .map(Number);
    assert.deepEqual(got(await alice.told(), /^from Mike (\d)\./), numbers);
    assert.deepEqual(got(await mike.texts(), /^from Alice (\d)\./), numbers);
    const told = await alice.told();
    for (const once of [/^Mike has joined/, /^Mike has left/, text_of.back, text_of.rate])
      assert.equal(told.filter((t) => once.test(t)).length, 1, `${once} once in ${told.join(' | ')}`);
  });

scenario(
  'Twilio refuses the credentials: the member is told that the transfer failed',
  {settings: {'twilio.auth-token': 'wrong'}, hooks: false},
  async (w) => {
    const alice = await w.member();
    await alice.writes('talk to a human');
    await alice.sees(/^Sorry, the transfer did not work/);
    await w.settled();
    await alice.was_told_exactly([text_of.transfer, /^Sorry, the transfer did not work/]);
  },
);

scenario(
  'Twilio is down for longer than routing.open-timeout: the member is told and asks again later',
  {settings: {...settings, 'routing.open-timeout': '2s'}},
  async (w) => {
    const alice = await w.member();
    await w.api.fault({service: 'twilio', times: 1000, fault: {status: 503}});
    await alice.writes('talk to a human');
    await alice.sees(/^Sorry, the transfer did not work/);
    await w.api.call('DELETE', '/faults');
    const again = await alice.writes('talk to a human');
    await alice.sees(text_of.queued, {after: again, limit: 40_000});
  },
);
