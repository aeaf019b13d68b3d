// The harness must see what it is there to see: each kind of loss, doubling, disorder and talking over, one at a time.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kinds, ways} from './faults.mjs';
import {plan_of} from './plan.mjs';
import {talk_verdict} from './verdict.mjs';

const answer = (text) => `I do not know about "${text}". A person can help you.`;
const by_bot = (text) => ({bot: true, text, at: 5000});
const by_member = (text) => ({bot: false, text});
const line = (text, author = 'discord-1') => ({author, text});

/** A talk in which all is well: two turns of the bot, a handoff, an agent who completes, a turn again. */
const good = () => ({
  who: 'Alice',
  said: ['u1; map', 'u2; rope', 'person please 1', 'u4; boots', 'u5; quest'],
  heard: [
    {desk: 'CH1', text: 'a1; rope'},
    {desk: 'CH1', text: 'a2; map'},
  ],
  presses: 0,
  staying: false,
  deaths: 0,
  dm: [
    by_member('u1; map'),
    by_bot(answer('u1; map')),
    by_member('u2; rope'),
    by_bot(answer('u2; rope')),
    by_member('person please 1'),
    by_bot('Case #7 was created. You are being transferred to a person; you can keep writing here.'),
    by_bot('You are in the queue. Someone will be with you as soon as possible.'),
    by_bot('Agent 1 has joined the conversation.'),
    by_bot('a1; rope'),
    by_member('u4; boots'),
    by_bot('a2; map'),
    by_bot('Agent 1 has left the conversation.'),
    by_bot('You are back with the assistant. Write here whenever you need something else.'),
    by_bot('How was it? Please rate the conversation from 1 (poor) to 5 (great).'),
    by_member('u5; quest'),
    by_bot(answer('u5; quest')),
  ],
  turns: ['u1; map', 'u2; rope', 'u5; quest'].map((text) => ({text, answers: [answer(text)], status: 200})),
  desks: [
    {
      sid: 'CH1',
      state: 'closed',
      case: 7,
      at: 5000,
      agents: new Set(),
      tasks: new Map([['WT1', {sid: 'WT1', status: 'completed', ever_assigned: true}]]),
      lines: [
        line('u1; map'),
        line(answer('u1; map'), 'flexcord-bot'),
        line('u2; rope'),
        line('person please 1'),
        line('a1; rope', 'agent1'),
        line('u4; boots'),
        line('a2; map', 'agent1'),
      ],
    },
  ],
});

const at = (talk, text) => talk.dm.findIndex((m) => m.text.startsWith(text));
const without = (list, text) => list.filter((x) => !(x.text ?? x).startsWith(text));
const swapped = (list, a, b) => {
  const out = [...list];
  const [i, j] = [a, b].map((text) => out.findIndex((x) => x.text.startsWith(text)));
  [out[i], out[j]] = [out[j], out[i]];
  return out;
};

test('a talk in which all is well has nothing wrong', () => assert.deepEqual(talk_verdict(good()), []));

const breaks = {
  'a text that reached nobody': [/reached neither/, (t) => (t.turns = t.turns.filter((x) => !x.text.includes('u5')))],
  'a text that the agent got twice': [/at one desk 2 times/, (t) => t.desks[0].lines.push(line('u4; boots'))],
  'a text that two agents got': [
    /reached agents 2 times/,
    (t) => t.desks.push({...t.desks[0], sid: 'CH2', lines: [line('u4; boots')]}),
  ],
  'a text that the bot was asked twice': [/reached the bot 2 times/, (t) => t.turns.push(t.turns[0])],
  'texts that the agent got in another order': [
    /at the desk .* out of order/,
    (t) => (t.desks[0].lines = swapped(t.desks[0].lines, 'u2', 'u4')),
  ],
  'texts that the bot got in another order': [
    /to the bot .* out of order/,
    (t) => ([t.turns[0], t.turns[1]] = [t.turns[1], t.turns[0]]),
  ],
  "an agent's text that never came": [/reached the member 0 times/, (t) => (t.dm = without(t.dm, 'a2'))],
  "an agent's text that came twice": [/reached the member 2 times/, (t) => t.dm.splice(at(t, 'a1'), 0, by_bot('a1; rope'))],
  "an agent's texts in another order": [/the agent's .* out of order/, (t) => (t.dm = swapped(t.dm, 'a1', 'a2'))],
  'an answer that never came': [/without an answer/, (t) => (t.dm = without(t.dm, 'I do not know about "u5'))],
  'an answer that came twice': [/the bot's .* 2 times/, (t) => t.dm.push(by_bot(answer('u5; quest')))],
  'an apology for nothing': [
    /1 apologies for 0 turns/,
    (t) => t.dm.push(by_bot('Sorry, I could not find an answer just now. Please try again.')),
  ],
  'the bot over the agent': [
    /the bot spoke after the handoff/,
    (t) => (t.dm = swapped(t.dm, 'I do not know about "u2', 'You are in the queue')),
  ],
  'the bot speaking on although the handoff is made': [
    /the bot spoke 20000 ms after the handoff/,
    (t) => (t.dm[at(t, 'I do not know about "u2')].at = 25_000),
  ],
  'a transfer that was told twice': [
    /case 7 was announced twice/,
    (t) => t.dm.splice(at(t, 'Case'), 0, t.dm[at(t, 'Case')]),
  ],
  'a notice that was told twice': [/told twice in one handoff/, (t) => t.dm.splice(at(t, 'How was'), 0, t.dm[at(t, 'How was')])],
  'an agent who was never announced': [
    /agents took 1 handoffs, and 0 were announced/,
    (t) => (t.dm = without(t.dm, 'Agent 1 has joined')),
  ],
  'words of nobody': [/what nobody said/, (t) => t.dm.push(by_bot('Buy now!'))],
  'a desk that stays open': [/without an owner/, (t) => (t.desks[0].state = 'active')],
  'an agent who is left alone with a desk': [
    /is still open/,
    (t) => {
      t.desks[0].state = 'active';
      t.desks[0].agents.add('agent1');
      t.desks[0].tasks.get('WT1').status = 'assigned';
    },
  ],
  'a task that waits for nobody': [
    /a task waits for nobody/,
    (t) => t.desks[0].tasks.set('WT2', {sid: 'WT2', status: 'reserved', ever_assigned: false}),
  ],
  'a desk that was closed under the agent': [/was closed/, (t) => (t.staying = true)],
};

for (const [what, [wanted, break_it]] of Object.entries(breaks))
  test(`it sees ${what}`, () => {
    const talk = good();
    break_it(talk);
    const wrong = talk_verdict(talk);
    assert.ok(wrong.some((w) => wanted.test(w)), `expected ${wanted}, came ${JSON.stringify(wrong)}`);
  });

test('an answer that a handoff withdrew is not missed', () => {
  const talk = good();
  talk.dm = without(talk.dm, 'I do not know about "u2');
  assert.deepEqual(talk_verdict(talk), []);
});

test('an agent who came to a second request is with the member', () => {
  const talk = good();
  talk.dm.push(
    by_bot('Case #8 was created. You are being transferred to a person; you can keep writing here.'),
    by_bot('Agent 2 has joined the conversation.'),
  );
  talk.desks.push({
    sid: 'CH2',
    state: 'active',
    case: 8,
    at: 6000,
    agents: new Set(['agent2']),
    tasks: new Map([['WT2', {sid: 'WT2', status: 'assigned', ever_assigned: true}]]),
    lines: [],
  });
  assert.deepEqual(talk_verdict(talk), []);
});

test('a turn that is asked again after a death of the node is not a second one', () => {
  const talk = {...good(), deaths: 1};
  talk.turns.splice(0, 0, talk.turns[0]);
  assert.deepEqual(talk_verdict(talk), []);
});

test('the bot\'s words for getting a person answer one turn each time they are told', () => {
  const talk = good();
  const words = 'I am getting a person for you.';
  const sorry = 'Sorry, I could not find an answer just now. Please try again.';
  talk.said = ['u0; real person', ...talk.said.filter((text) => !text.startsWith('u5')), 'u6; real person'];
  talk.turns = [
    {text: 'u0; real person', answers: [words], status: 200}, // its answer died with the node
    {text: 'u0; real person', answers: [], status: 0},
    ...talk.turns.filter((t) => !t.text.startsWith('u5')),
    {text: 'u6; real person', answers: [words], status: 200},
  ];
  talk.deaths = 1;
  talk.dm = [
    by_member('u0; real person'),
    by_bot(sorry),
    ...talk.dm.filter((m) => !m.text.includes('u5; quest')),
    by_member('u6; real person'),
    by_bot(words),
    by_bot('Case #8 was created. You are being transferred to a person; you can keep writing here.'),
    by_bot('Sorry, nobody was free.'),
  ];
  assert.deepEqual(talk_verdict(talk), []);
});

test('the same seed makes the same plan, and another seed another one', () => {
  assert.deepEqual(plan_of(7), plan_of(7));
  assert.notDeepEqual(plan_of(7), plan_of(8));
});

test('a hundred seeds plan every kind of fault', () => {
  for (const way of Object.values(ways)) assert.deepEqual(never_planned(way), []);
});

function never_planned(way) {
  const planned = new Set();
  for (let seed = 1; seed <= 100; ++seed) {
    const plan = plan_of(seed, {with_database: true, way});
    for (const f of plan.faults) planned.add(f.kind);
    for (const l of plan.lives)
      planned.add(l.crash ? `killed at ${l.crash.split(':')[0]}` : l.end === 'SIGTERM' ? 'SIGTERM' : 'kill -9');
    if (plan.lives.some((l) => l.absent)) planned.add('long downtime');
  }
  const all = [...kinds.requests(way), ...kinds.community, ...kinds.gateway, ...kinds.deaths, ...kinds.database];
  return all.filter((kind) => !planned.has(kind));
}

// Where a flow decides, a desk is there from the first word.
const beside_flow = () => {
  const talk = {...good(), mode: 'studio'};
  talk.desks[0].at = 0;
  talk.desks[0].tasks.get('WT1').at = 5000;
  talk.desks[0].tasks.get('WT1').over = 60_000;
  return talk;
};

test('beside a flow the desk of a talk with the bot stays open, and only the task is the handoff', () => {
  const talk = beside_flow();
  talk.desks.push({sid: 'CH2', state: 'active', at: 70_000, agents: new Set(), tasks: new Map(), lines: []});
  assert.deepEqual(talk_verdict(talk), []);
});

test('beside a flow it sees the bot speaking on although there is a task', () => {
  const talk = beside_flow();
  talk.desks[0].tasks.get('WT1').over = 600_000;
  talk.dm[at(talk, 'I do not know about "u2')].at = 145_000;
  assert.deepEqual(talk_verdict(talk).map((w) => w.replace(/:[^:]*$/, '')), ['Alice: the bot spoke 140000 ms after the handoff']);
});

test('beside a flow it sees an older desk that stays open', () => {
  const talk = beside_flow();
  const open = {state: 'active', at: 0, agents: new Set(), tasks: new Map(), lines: []};
  talk.desks.unshift({...open, sid: 'CH0'});
  assert.deepEqual(talk_verdict(talk), ['Alice: a Flex conversation is active without an owner (CH0)']);
});

/** A flow brought an agent to the member's first talk; the member asked for a person, cancelled, and asked again. */
function cancelled_unseen() {
  const t = beside_flow();
  const [desk] = t.desks;
  desk.at = 500;
  const earlier = {sid: 'WT0', status: 'completed', ever_assigned: true, at: 100, over: 900};
  t.desks.unshift({...desk, sid: 'CH0', at: 50, tasks: new Map([['WT0', earlier]]), lines: [line('u1; map')]});
  t.said.unshift('person please 0');
  t.dm.splice(
    2,
    0,
    {...by_member('person please 0'), at: 200},
    {...by_bot('Case #6 was created. You are being transferred to a person; you can keep writing here.'), at: 300},
    {...by_bot('Your request was cancelled. You are back with the assistant.'), at: 400},
  );
  return t;
}
test('beside a flow an agent who was sent away by a cancelled request before anybody knew of them has read nothing', () =>
  assert.deepEqual(talk_verdict(cancelled_unseen()), []));
test('beside a flow an agent of whom the member never heard is seen where nothing was cancelled', () => {
  const t = cancelled_unseen();
  t.dm = t.dm.filter((m) => !m.text.startsWith('Case #6') && !m.text.startsWith('Your request was cancelled'));
  const wrong = talk_verdict(t);
  assert.ok(wrong.some((w) => /agents took 2 handoffs, and 1 were announced/.test(w)), JSON.stringify(wrong));
});

test('on the legacy plane a text of a node that died may be read again, and only then', () => {
  const twice = () => {
    const t = beside_flow();
    t.plane = 'legacy-chat';
    t.desks.push({...t.desks[0], sid: 'CH2', tasks: new Map([['WT2', {status: 'completed', ever_assigned: true, at: 6000}]]), lines: [line('u4; boots')]});
    return t;
  };
  const read_again = (t) => talk_verdict(t).some((w) => /"u4; boots" reached agents 2 times/.test(w));
  assert.equal(read_again(twice()), true);
  assert.equal(read_again({...twice(), deaths: 1}), false);
  assert.equal(read_again({...twice(), deaths: 1, plane: 'conversations'}), true);
});
