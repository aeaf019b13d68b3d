// Hours that pass in a moment: the node goes by the sandbox's clock.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {as_arguments, run, settings_for} from './support/programs.mjs';
import {link, scenario, talking, text_of} from './support/world.mjs';

const minute = 60_000;
const hour = 60 * minute;
const nobody = /^Sorry, nobody was free/;
const bad_configuration = 78;

scenario('nobody accepts for the whole half hour of routing.queue-timeout', {clock: true}, async (w) => {
  const alice = await w.member();
  await alice.asks_for_a_person();
  await w.advance(29 * minute);
  const asked = await alice.writes('Is anybody there?');
  await w.settled();
  await w.advance(minute);
  await alice.sees(nobody, {after: asked});
  await w.settled();
  await alice.was_told_exactly([text_of.transfer, text_of.queued, nobody]);
});

scenario('an agent who is silent for two hours loses the talk', {clock: true}, async (w) => {
  const {alice, mike} = await talking(w);
  await w.advance(2 * hour);
  await alice.sees(/^The agent has not answered for a while/);
  const asked = await alice.writes('How do refunds work?');
  await alice.sees(link, {after: asked});
});

scenario('time may also run six hundred times as fast', {clock: true}, async (w) => {
  const alice = await w.member();
  await alice.asks_for_a_person();
  const {rate} = await w.api.post('/clock', {rate: 600});
  assert.equal(rate, 600);
  await alice.sees(nobody);
});

scenario('Discord asks for ten minutes of patience, and they pass', {clock: true}, async (w) => {
  const alice = await w.member();
  const path = '/api/*/messages';
  await w.api.fault({method: 'POST', path, fault: {status: 429, retry_after: 600, scope: 'user'}});
  const asked = await alice.writes('How do refunds work?');
  await w.api.faults_struck();
  assert.equal((await w.api.get('/faults')).struck['status.429'], 1);
  await w.advance(9 * minute);
  assert.deepEqual(await alice.told(), []);
  await w.advance(minute);
  await alice.sees(link, {after: asked});
});

scenario('a node started again goes by the clock, and its timers with it', {clock: true}, async (w) => {
  const alice = await w.member();
  await alice.asks_for_a_person();
  await w.settled();
  await w.advance(20 * minute);
  await w.node.stop('SIGKILL');
  await w.start_node();
  assert.equal((await alice.told()).filter((t) => nobody.test(t)).length, 0);
  await w.advance(10 * minute);
  await alice.sees(nobody);
});

scenario(
  'a talk whose time ran out while the node was down goes on, when the member wrote meanwhile',
  {clock: true, settings: {'routing.conversation-idle-timeout': '1min'}, limits: {resume_window_ms: hour}},
  async (w) => {
    const alice = await w.member();
    const before = await w.api.get('/discord/gateway');
    await alice.writes('How do refunds work?');
    await alice.sees(link);
    await w.settled();
    await w.node.stop('SIGKILL');
    const asked = await alice.writes('How do I recover my account?');
    await w.api.post('/clock', {advance_ms: 2 * minute}); // no node is there to follow
    await w.start_node();
    await alice.sees(link, {after: asked});
    assert.equal((await w.api.get('/discord/gateway')).identifies, before.identifies, 'the session was resumed');
    const [, phase] = await w.node.says(/on=user_wrote from=(\S+)/);
    assert.equal(phase, 'with_bot', w.node.tail());
  },
);

const here = 'http://127.0.0.1:9';
const told = async (more, options) => {
  const settings = {...settings_for.discord(here), 'store.url': 'sqlite::memory:', ...more};
  const {code, err} = await run('flexcord', ['run', ...as_arguments(settings), ...options]);
  assert.equal(code, bad_configuration, err);
  return err;
};

test('the test clock is refused while one upstream is not on this machine', async () => {
  const clock = ['--test-clock=127.0.0.1:9'];
  for (const [key, value] of [
    ['discord.api-url', 'https://discord.com/api/v10'],
    ['discord.cdn-url', null],
    ['discord.gateway-url', null],
    ['discord.gateway-url', 'wss://gateway.discord.gg'],
  ])
    assert.match(await told({[key]: value}, clock), new RegExp(`${key}: .*--test-clock`));
  const twilio = {...settings_for.twilio(here), 'twilio.taskrouter-url': 'https://taskrouter.twilio.com'};
  assert.match(await told(twilio, clock), /^twilio\.taskrouter-url: .*\n1 problem /);
  const bot = {'chatbot.kind': 'webhook', 'chatbot.url': 'https://bot.example/'};
  assert.match(await told(bot, clock), /^chatbot\.url: .*\n1 problem /);
  assert.match(await told({}, ['--test-clock=192.0.2.1:9090']), /^--test-clock: is not on this machine/);
  assert.match(await told({}, ['--test-clock=soon']), /^--test-clock: is not the address of a sandbox/);
});

test('a crash point is refused without the test clock, or under a name that is none', async () => {
  assert.match(await told({}, ['--test-crash=after-send:1']), /^--test-crash: works with --test-clock only/);
  for (const wrong of ['after-lunch:1', 'after-send', 'after-send:0', 'after-send:x'])
    assert.match(await told({}, [`--test-crash=${wrong}`]), /^--test-crash: is not a point and a number/);
});

test('the help tells of both, as tools for tests', async () => {
  const {code, out} = await run('flexcord', ['--help']);
  assert.equal(code, 0);
  assert.match(out, /for tests: --test-clock=HOST:PORT[^]*--test-crash=POINT:N/);
});
