// The way from the bot to a person and back, and every way in which it ends early.
import assert from 'node:assert/strict';
import {identities} from '../support/processes.mjs';
import {link, scenario, talking, text_of} from './support/world.mjs';

const fast = {'routing.poll-interval': '200ms'};

scenario('a member cancels the request and is back with the bot', {}, async (w) => {
  const alice = await w.member();
  await w.agent();
  await alice.asks_for_a_person();
  await alice.presses('Cancel the request');
  await alice.sees(/^Your request was cancelled/);
  await w.api.until('the Flex conversation is closed', async () =>
    (await w.conversations()).every((c) => c.state === 'closed'),
  );
  const {tasks} = await w.api.get('/tasks');
  assert.equal(tasks.length, 1);
  assert.match(tasks[0].status, /^(canceled|completed)$/);
  const before = await alice.writes('How do refunds work?');
  await alice.sees(link, {after: before});
});

scenario(
  'nobody comes within routing.queue-timeout',
  {settings: {'routing.queue-timeout': '1s'}},
  async (w) => {
    const alice = await w.member();
    await alice.asks_for_a_person();
    await alice.sees(/^Sorry, nobody was free/);
    await w.api.until('the Flex conversation is closed', async () =>
      (await w.conversations()).every((c) => c.state === 'closed'),
    );
    await w.settled();
    await alice.was_told_exactly([text_of.transfer, text_of.queued, /^Sorry, nobody was free/]);
    const before = await alice.writes('How do refunds work?');
    await alice.sees(link, {after: before});
  },
);

scenario('the workflow gives up: TaskRouter cancels the task', {}, async (w) => {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.asks_for_a_person();
  const task = await mike.offer();
  await w.api.post(`/tasks/${task.task_sid}/cancel`, {reason: 'workflow.timeout'});
  await alice.sees(/^Sorry, nobody was free/);
  await w.settled();
  assert.equal((await alice.told()).filter((t) => /nobody was free/.test(t)).length, 1);
});

scenario('the set-up of the interaction fails in Flex', {}, async (w) => {
  const alice = await w.member();
  await w.api.fault({hook: 'interaction-setup', fault: {hook: 'lose'}});
  await alice.writes('talk to a human');
  await alice.sees(/^Sorry, the transfer did not work/);
  await w.settled();
  await alice.was_told_exactly([text_of.transfer, /^Sorry, the transfer did not work/]);
  const again = await alice.writes('talk to a human');
  await alice.sees(text_of.queued, {after: again});
});

scenario('an agent transfers to a colleague', {}, async (w) => {
  const alice = await w.member();
  const mike = await w.agent('Mike');
  await alice.asks_for_a_person();
  await mike.accepts();
  await alice.sees('Mike has joined');
  const sara = await w.agent('Sara');
  await mike.does('transfer', {to: sara.id});
  await sara.accepts();
  await alice.sees('Sara has joined');
  await alice.sees('Mike has left');
  await sara.writes('Hello, Sara here.');
  await alice.sees('Hello, Sara here.');
  await alice.writes('Nice to meet you');
  await sara.sees('Nice to meet you');
  assert.ok(!(await alice.told()).some((t) => text_of.back.test(t)), 'the talk went back to the bot');
  await sara.does('complete');
  await alice.sees('Sara has left');
  await alice.sees(text_of.back);
  await w.settled();
  const told = await alice.told();
  assert.equal(told.filter((t) => text_of.back.test(t)).length, 1);
});

scenario('an agent parks the talk, and the next message brings it back', {}, async (w) => {
  const {alice, mike} = await talking(w);
  const parked = mike.task.task_sid;
  await mike.does('park');
  await alice.sees('Mike has left');
  await alice.writes('I found the letter');
  mike.task = await w.api.until('another offer', async () =>
    (await mike.tasks()).find((t) => t.status === 'offered' && t.task_sid !== parked),
  );
  assert.equal(mike.task.conversation_sid, mike.talk, 'it is the same Flex conversation');
  await mike.does('accept');
  await mike.sees('I found the letter');
  await mike.writes('Thank you for the letter');
  await alice.sees('Thank you for the letter');
  const told = await alice.told();
  assert.ok(!told.some((t) => text_of.back.test(t)), `parked is not given back: ${told.join(' | ')}`);
});

scenario('somebody closes the Flex conversation under us', {settings: fast}, async (w) => {
  const {alice, mike} = await talking(w);
  const answer = await fetch(
    `${w.sandbox.base}/conversations/v1/Services/${identities.service}/Conversations/${mike.talk}`,
    {
      method: 'POST',
      headers: {
        Authorization: `Basic ${btoa(`${identities.account}:${identities.auth_token}`)}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: 'State=closed',
    },
  );
  assert.equal(answer.status, 200);
  await alice.sees(text_of.back);
  const asked = await alice.writes('How do refunds work?');
  await alice.sees(link, {after: asked});
  assert.equal((await alice.told()).filter((t) => text_of.back.test(t)).length, 1);
});

// The node gets no webhook at all: no callback is registered, and without a public URL it makes none itself.
scenario(
  'without any callback the poll alone sees the agent come, write and complete',
  {hooks: false, settings: {...fast, 'http.public-url': null}},
  async (w) => {
    const alice = await w.member();
    const mike = await w.agent();
    await alice.writes('How do I recover my account?');
    await alice.sees(link);
    await alice.asks_for_a_person();
    await mike.accepts();
    await alice.sees('Mike has joined');
    await mike.sees('How do I recover my account?');
    await mike.writes('One moment.');
    await alice.sees('One moment.');
    await alice.writes('I wait');
    await mike.sees('I wait');
    await mike.does('complete');
    await alice.sees(text_of.back);
    await w.settled();
    const told = await alice.told();
    for (const once of [/^Mike has joined/, /^One moment\./, /^Mike has left/, text_of.back, text_of.rate])
      assert.equal(told.filter((t) => once.test(t)).length, 1, `${once} once in ${told.join(' | ')}`);
  },
);

scenario(
  'with participant events and the poll, but no Interaction or TaskRouter callback',
  {hooks: false, settings: fast},
  async (w) => {
    const {alice, mike} = await talking(w);
    await mike.writes('One moment.');
    await alice.sees('One moment.');
    await mike.does('complete');
    await alice.sees('Mike has left');
    await alice.sees(text_of.back);
  },
);

scenario(
  'a silent agent loses the talk after routing.agent-idle-timeout',
  {settings: {'routing.agent-idle-timeout': '1s'}},
  async (w) => {
    const {alice, mike} = await talking(w);
    await alice.sees(/^The agent has not answered for a while/);
    const asked = await alice.writes('How do refunds work?');
    await alice.sees(link, {after: asked});
  },
);
