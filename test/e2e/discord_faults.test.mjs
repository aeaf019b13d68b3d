// Discord's REST API fails while something is said: it arrives once, in order, or those concerned are told.
import assert from 'node:assert/strict';
import {link, scenario, talking, text_of} from './support/world.mjs';

const settings = {'discord.request-timeout': '700ms'};
const create = {service: 'discord', method: 'POST', path: '*/channels/*/messages'};
const faults = {
  'is throttled (429)': {status: 429, retry_after: 0.2},
  'is throttled for all routes (429, global)': {status: 429, retry_after: 0.2, scope: 'global'},
  'is throttled with others (429, shared)': {status: 429, retry_after: 0.2, scope: 'shared'},
  'fails (500)': {status: 500},
  'fails (502) after it took effect': {status: 502, effect: true},
  'is answered with HTML': {
    status: 502,
    body: '<html>Bad gateway</html>',
    headers: {'Content-Type': 'text/html'},
  },
  'is answered 200 with nonsense after it took effect': {status: 200, body: '<html>', effect: true},
  'times out': {delay_ms: 2500},
  'is cut off before it takes effect': {reset: 'before'},
  'is cut off after it took effect': {reset: 'after'},
};

for (const [how, fault] of Object.entries(faults))
  scenario(`when an agent's text is sent, the call ${how}`, {settings}, async (w) => {
    const {alice, mike} = await talking(w);
    const before = (await alice.told()).length;
    await w.api.fault({...create, fault});
    await mike.writes('one');
    await mike.writes('two');
    await w.api.faults_struck();
    await mike.writes('three');
    await alice.sees(/^three/, {limit: 40_000});
    await w.settled();
    assert.deepEqual((await alice.told()).slice(before), ['one', 'two', 'three']);
  });

for (const [how, fault] of [
  ['cut off after it took effect', {reset: 'after'}],
  ['failing (500) five times', {status: 500}],
])
  scenario(`an answer of the bot, ${how}`, {settings}, async (w) => {
    const alice = await w.member();
    await w.api.fault({...create, times: fault.status ? 5 : 1, fault});
    await alice.writes('How do refunds work?');
    await alice.sees(link, {limit: 40_000});
    await w.settled();
    await alice.was_told_exactly([link]);
  });

scenario(
  'equal texts sent one after the other both arrive, although the first is cut off',
  {settings},
  async (w) => {
    const {alice, mike} = await talking(w);
    const before = (await alice.told()).length;
    await w.api.fault({...create, fault: {reset: 'after'}});
    await mike.writes('yes');
    await mike.writes('yes');
    await mike.writes('end');
    await alice.sees('end', {limit: 40_000});
    await w.settled();
    assert.deepEqual((await alice.told()).slice(before), ['yes', 'yes', 'end']);
  },
);

for (const [how, fault] of [
  [
    '403, the member closed the DMs',
    {status: 403, body: {message: 'Cannot send messages to this user', code: 50007}},
  ],
  ['404, the channel is gone', {status: 404, body: {message: 'Unknown Channel', code: 10003}}],
])
  scenario(
    `an agent's text cannot be delivered (${how}): the agent is told, and the next one arrives`,
    {settings},
    async (w) => {
      const {alice, mike} = await talking(w);
      await w.api.fault({...create, fault});
      await mike.writes('lost words');
      await mike.sees('could not be delivered');
      await mike.writes('next words');
      await alice.sees('next words');
      await w.settled();
      assert.ok(!(await alice.told()).some((t) => t.includes('lost words')));
      assert.equal(
        (await mike.texts()).filter((t) => (t ?? '').includes('could not be delivered')).length,
        1,
      );
    },
  );

scenario("Discord's edge blocks the address for a moment (Cloudflare)", {settings}, async (w) => {
  const {alice, mike} = await talking(w);
  await w.api.fault({...create, fault: {cloudflare: true, retry_after: 1}});
  await mike.writes('still here');
  await alice.sees('still here', {limit: 40_000});
  await w.settled();
  assert.equal((await alice.told()).filter((t) => t === 'still here').length, 1);
});

scenario(
  'the token is refused (401): not ready, and the reason is told',
  {settings: {'discord.token': 'sandbox-token'}},
  async (w) => {
    const alice = await w.member();
    await w.api.fault({
      service: 'discord',
      times: 1000,
      fault: {status: 401, body: {message: '401: Unauthorized', code: 0}},
    });
    await alice.writes('How do refunds work?');
    const page = await w.api.until('not ready any more', async () => {
      const answer = await fetch(`${w.node.url}/readyz`);
      return answer.status === 503 && (await answer.text());
    });
    assert.match(page, /Discord refuses the bot token/);
  },
);

scenario(
  'the real limits of Discord: fifteen texts at once arrive in order without a single 429',
  {limits: {message_window_ms: 1000}},
  async (w) => {
    const {alice, mike} = await talking(w);
    const before = (await alice.told()).length;
    const texts = Array.from({length: 15}, (_, i) => `text ${i}`);
    for (const t of texts) await mike.writes(t);
    await alice.sees('text 14', {limit: 40_000});
    assert.deepEqual((await alice.told()).slice(before), texts);
    const calls = await w.api.requests({service: 'discord', method: 'POST', path: /channels.*messages/});
    assert.equal(calls.filter((r) => r.status === 429).length, 0);
  },
);

scenario('an interaction whose first answer fails is still done', {settings}, async (w) => {
  const alice = await w.member();
  await alice.writes('How do refunds work?');
  const answer = await alice.sees(link);
  await w.api.fault({
    service: 'discord',
    method: 'POST',
    path: '*/interactions/*/callback',
    fault: {status: 500},
  });
  await alice.presses('Talk to a person', answer);
  await alice.sees(text_of.queued);
  await w.settled();
  assert.equal((await alice.told()).filter((t) => text_of.transfer.test(t)).length, 1);
});
