// What automations and members ask to announce, and a channel that is not as it should be.
import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {identities} from '../support/processes.mjs';
import {announced, channel, minutes, secret} from './support/announcements.mjs';
import {post_hook} from './support/feed_server.mjs';
import {scenario} from './support/world.mjs';

const manage_messages = 8192;
const manage_server = 32;
const send_messages = '2048';
const rejects = 'flexcord_webhook_rejects_total';
const endpoint = '/hooks/announcements';
const plain = '1000000000000000023'; // a text channel: nothing is crossposted, of which Discord takes ten an hour
const now = () => Math.floor(Date.now() / 1000);
const quiet = {feeds: false};

/** The answer as [status, parsed body]. */
const answer_of = async (response) => [response.status, await response.json()];
const on_channel = (overwrites) => ({overwrites: {[channel]: overwrites}});
const everybody = (change) => ({id: identities.guild, type: 0, allow: '0', deny: '0', ...change});
const the_bot = (change) => ({id: identities.application, type: 1, allow: '0', deny: '0', ...change});

announced('checklist 12: an automation posts by a signed hook, once for its key', quiet, async (w, rea) => {
  const post = (what, more) => post_hook(w.node, secret, what, more);
  const what = {title: 'Patch 1.2', text: 'Fixes **all** bugs, @here', url: 'https://site.example/patch'};
  assert.deepEqual(await answer_of(await post(what, {key: 'patch-1.2'})), [202, {status: 'accepted'}]);
  await rea.sees_exactly(['Patch 1.2']);
  assert.equal((await rea.posts())[0], '**Patch 1.2**\nFixes **all** bugs, @\u200bhere\nhttps://site.example/patch');

  assert.deepEqual(await answer_of(await post(what, {key: 'patch-1.2', at: now() - 5})), [200, {status: 'duplicate'}]);
  const [conflict, why] = await answer_of(await post({...what, title: 'Other'}, {key: 'patch-1.2'}));
  assert.deepEqual([conflict, why.error], [409, 'conflict']);

  // The same signed call, word for word: it counts once.
  const at = now() - 9;
  assert.equal((await post({text: 'Without a key'}, {at})).status, 202);
  const [replayed, reason] = await answer_of(await post({text: 'Without a key'}, {at}));
  assert.deepEqual([replayed, reason.error], [403, 'replay']);
  await w.node.stop('SIGKILL');
  await w.start_node();
  assert.equal((await post({text: 'Without a key'}, {at})).status, 403, 'the next process knows it too');
  assert.equal((await post(what, {key: 'patch-1.2', at: now() - 11})).status, 200);
  await rea.sees_exactly(['Patch 1.2', 'Without a key']);
});

announced('checklist 12: a hook that is wrong is told how, and nothing is posted', quiet, async (w, rea) => {
  const body = JSON.stringify({text: 'hello'});
  const send = (headers, text = body) => fetch(`${w.node.url}${endpoint}`, {method: 'POST', headers, body: text});
  const sign = (at, text, key = secret) =>
    `t=${at},v1=${createHmac('sha256', key).update(`${at}.${text}`).digest('hex')}`;
  const signed = (text, more = {}) => send({'X-Flexcord-Signature': sign(now(), text), ...more}, text);
  const refused = async (response, status, error) => {
    assert.match(response.headers.get('content-type'), /^application\/json/);
    const [code, {error: name, detail}] = await answer_of(response);
    assert.deepEqual([code, name], [status, error], detail);
    assert.ok(detail.length > 10, 'it says how');
  };
  await refused(await send({}), 401, 'unsigned');
  for (const header of ['x', 't=,v1=', sign(now(), body, 'guess'), sign(now() - 301, body), sign(now() + 400, body), sign(now(), 'other')])
    await refused(await send({'X-Flexcord-Signature': header}), 403, 'signature');
  assert.equal(await w.metric(rejects, {endpoint, reason: 'signature'}), 6);
  for (const text of ['', '{', '[]', '{"text":5}', '{"title":"","text":" "}', '{"text":"x","ping":"@everyone"}', '{"text":"x","url":"javascript:1"}', JSON.stringify({text: 'x'.repeat(2001)})])
    await refused(await signed(text), 400, 'malformed');
  await refused(await signed(body, {'Idempotency-Key': 'k'.repeat(129)}), 400, 'malformed');
  await refused(await signed(JSON.stringify({text: 'x'.repeat(70_000)})), 413, 'too-large');
  await w.settled();
  assert.deepEqual(await rea.posts(), []);
  assert.doesNotMatch(w.node.out + w.node.err, /hello|xxxx/, 'no text in the log');
});

announced('a post with white space around it that went out, whose answer was lost with the node, and whose nonce Discord has forgotten', {...quiet, clock: true}, async (w, rea) => {
  await w.api.fault({service: 'discord', method: 'POST', path: `*/channels/${channel}/messages`, fault: {delay_ms: 9000, effect: true}});
  assert.equal((await post_hook(w.node, secret, {text: ' \n\u3000Only once \n'})).status, 202);
  await w.api.until('it is out', async () => (await rea.posts()).length === 1);
  await w.node.stop('SIGKILL');
  await w.api.post('/clock', {advance_ms: 6 * minutes});
  await w.start_node();
  assert.equal((await post_hook(w.node, secret, {text: 'And then'}, {at: now() + 6 * 60})).status, 202);
  await rea.sees_exactly(['Only once', 'And then']);
});

for (const [point, again] of [
  ['before-commit', 202],
  ['after-commit', 200],
])
  announced(`killed at ${point} of a call: it has no answer, and the next call with its key gets ${again}`, {...quiet, crash: `${point}:1`}, async (w, rea) => {
    const call = (at) => post_hook(w.node, secret, {title: 'Once'}, {key: 'once', at});
    await assert.rejects(call(now()), 'nobody is told of what is not stored');
    await w.api.until('the next node is there', () => w.died);
    await w.reborn;
    assert.equal((await call(now() - 1)).status, again);
    await rea.sees_exactly(['Once']);
  });

scenario('without a secret, or without a channel, there is no hook', {twilio: false, settings: {'announcements.hook-secret': secret}}, async (w) => {
  assert.equal((await post_hook(w.node, secret, {text: 'x'})).status, 404);
  w.given.settings = {'discord.announcement-channel': channel};
  await w.node.stop();
  await w.start_node();
  assert.equal((await post_hook(w.node, '', {text: 'x'})).status, 404);
});

announced('while Discord takes nothing a hundred posts wait, the next caller is told to come later, and all go out in order', {...quiet, settings: {'discord.announcement-channel': plain}}, async (w, rea) => {
  await w.api.post('/discord/limits', {message_window_ms: 20});
  await w.api.fault({service: 'discord', method: 'POST', path: `*/channels/${plain}/messages`, times: 1000, fault: {status: 503}});
  const titles = Array.from({length: 100}, (_, n) => `No. ${n}`);
  for (const title of titles) assert.equal((await post_hook(w.node, secret, {title}, {key: title.replaceAll(/\W/g, '')})).status, 202);
  const busy = await post_hook(w.node, secret, {title: 'One more'}, {key: 'more'});
  assert.equal(busy.status, 503);
  assert.ok(Number(busy.headers.get('retry-after')) > 0);
  await w.api.call('DELETE', '/faults');
  await rea.sees_exactly(titles, plain);
  assert.equal((await post_hook(w.node, secret, {title: 'One more'}, {key: 'more'})).status, 202);
});

/** A role made before the node starts: the setting that names it, and its id. */
const role_for_announcers = (more = {}) => {
  const made = {};
  return {
    made,
    feeds: false,
    settings: async (base) => {
      made.id ??= (
        await (
          await fetch(`${base}/_sandbox/discord/roles`, {
            method: 'POST',
            body: JSON.stringify({name: 'Announcer', permissions: String(manage_messages)}),
          })
        ).json()
      ).id;
      return {'announcements.role': made.id, ...more};
    },
  };
};

/** A member at /announce: each step gives the interaction as Discord shows it. */
class announcer {
  constructor(w, member) {
    Object.assign(this, {w, member});
  }
  static async with_roles(w, roles, more = {}) {
    await w.api.until('the commands are registered', async () => (await w.api.get('/discord/gateway')).commands.some((c) => c.name === 'announce'));
    const member = await w.member(`Ann${roles[0]}`, more);
    await member.settings({roles});
    return new announcer(w, member);
  }
  answered = (id) =>
    this.w.api.until('the interaction is answered', async () => {
      const shown = await this.w.api.get(`/discord/interactions/${id}`);
      return shown.state !== 'waiting' && {...shown, id};
    });
  asks = async () => this.answered((await this.member.types('announce')).interaction_id);
  fills_in = async (form, values) =>
    this.answered((await this.w.api.post(this.member.path('/modals'), {interaction_id: form.id, values})).interaction_id);
  presses = async (preview, label) => this.answered(await this.member.presses(label, preview.message));
}
const values = {title: 'Maintenance', text: 'Tonight at **ten**, @everyone', link: 'https://site.example/m'};

const for_role = role_for_announcers();
announced('checklist 11, 12: a member with the role sees a preview, and posts it after the node was killed', for_role, async (w, rea) => {
  const ann = await announcer.with_roles(w, [for_role.made.id]);
  const preview = await ann.fills_in(await ann.asks(), values);
  const text = '**Maintenance**\nTonight at **ten**, @\u200beveryone\nhttps://site.example/m';
  assert.equal(preview.message.content, text, 'what it will be');
  assert.match(preview.message.embeds[0].description, new RegExp(`Post it in <#${channel}>`));
  assert.ok(preview.message.flags & 64, 'nobody else sees it');
  assert.deepEqual(await rea.posts(), []);
  await w.node.stop('SIGKILL');
  await w.start_node();
  await ann.presses(preview, 'Post it');
  await rea.sees_exactly(['Maintenance']);
  assert.deepEqual(await rea.posts(), [text]);
  assert.equal(await w.metric('flexcord_announcements_total', {source: 'member', outcome: 'posted'}), 1);
  const after = (await ann.member.messages()).concat(await ann.member.messages(identities.help_channel)).find((m) => m.id === preview.message.id);
  assert.match(after.content, /on its way/);
  assert.deepEqual(after.components, []);
});

const taken_away = role_for_announcers();
announced('checklist 11: the role is asked for at each step', taken_away, async (w, rea) => {
  const role = taken_away.made.id;
  const moderators = (await w.api.post('/discord/roles', {name: 'Moderators', permissions: String(manage_messages)})).id;
  const managers = (await w.api.post('/discord/roles', {name: 'Managers', permissions: String(manage_messages | manage_server)})).id;
  const not_allowed = /Nothing was posted/;

  const stranger = await announcer.with_roles(w, [moderators]);
  assert.match((await stranger.asks()).message.content, not_allowed);

  const ann = await announcer.with_roles(w, [role]);
  const form = await ann.asks();
  await ann.member.settings({roles: [moderators]});
  assert.match((await ann.fills_in(form, values)).message.content, not_allowed);
  await ann.member.settings({roles: [role]});
  const preview = await ann.fills_in(await ann.asks(), values);
  await ann.member.settings({roles: [moderators]});
  await ann.presses(preview, 'Post it');
  await w.settled();
  assert.deepEqual(await rea.posts(), []);

  const boss = await announcer.with_roles(w, [managers]);
  const second = await boss.fills_in(await boss.asks(), {...values, title: 'From the boss'});
  await boss.presses(second, 'Post it');
  await rea.sees_exactly(['From the boss']);
});

const cancelled = role_for_announcers({'routing.language': 'fr'});
announced('a preview can be dropped, is in the language of its member or of the server, and a text that does not fit comes back', cancelled, async (w, rea) => {
  const ann = await announcer.with_roles(w, [cancelled.made.id], {locale: 'de'});
  const form = await ann.asks();
  assert.equal(form.modal.title, 'Ankündigung');
  const preview = await ann.fills_in(form, values);
  await ann.presses(preview, 'Abbrechen');
  const bad = await ann.fills_in(await ann.asks(), {...values, link: 'javascript:alert(1)'});
  assert.match(bad.message.content, /Der Link ist keine/);
  assert.match(bad.message.embeds[0].description, /Maintenance/);
  const long = await ann.fills_in(await ann.asks(), {...values, title: 'x'.repeat(200), text: 'y'.repeat(1900)});
  assert.match(long.message.content, /passen nicht in eine Nachricht/);

  const ola = new announcer(w, await w.member('Ola', {locale: 'pl'}));
  await ola.member.settings({roles: [cancelled.made.id]});
  const theirs = await ola.asks();
  assert.equal(theirs.modal.title, 'Annonce', 'we have no Polish');
  await ola.presses(await ola.fills_in(theirs, values), 'Annuler');
  await w.settled();
  assert.deepEqual(await rea.posts(), []);
});

const over_http = role_for_announcers({'discord.public-key': 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'});
announced('/announce by the interactions endpoint', over_http, async (w, rea) => {
  const ann = await announcer.with_roles(w, [over_http.made.id]);
  await w.api.post('/discord/application', {interactions: 'endpoint', interactions_endpoint_url: `${w.node.url}/discord/interactions`});
  const preview = await ann.fills_in(await ann.asks(), {title: 'By HTTP', text: 'all the same'});
  assert.equal(preview.message.content, '**By HTTP**\nall the same');
  await ann.presses(preview, 'Post it');
  await rea.sees_exactly(['By HTTP']);
  assert.deepEqual(await w.api.requests({service: 'discord', path: /\/interactions\/\d+\//}), [], 'no answer went over REST');
});

announced('posting is forbidden: given up honestly, counted, and the next one is made once it is allowed', {feeds: false, clock: true}, async (w, rea) => {
  await w.api.post('/discord/application', on_channel([everybody({deny: send_messages})]));
  const at = async () => Math.floor((await w.api.get('/clock')).now / 1000);
  assert.equal((await post_hook(w.node, secret, {title: 'Lost', text: 'very private'}, {at: await at()})).status, 202);
  await w.counted('flexcord_announcements_total', {source: 'hook', outcome: 'refused'});
  await w.settled();
  assert.equal(await w.metric('flexcord_dead_letters'), 1);
  assert.match(w.node.out + w.node.err, /given-up.*50013/);
  assert.doesNotMatch(w.node.out + w.node.err, /very private/);
  await w.api.post('/discord/application', on_channel([everybody({deny: send_messages}), the_bot({allow: send_messages})]));
  await w.advance(minutes);
  assert.equal((await post_hook(w.node, secret, {title: 'Found'}, {at: await at()})).status, 202);
  await rea.sees_exactly(['Found']);
});

for (const [what, overwrites, warning] of [
  ['everybody may post', [], /open-to-role/],
  ['the bot may not post', [everybody({deny: send_messages})], /bot-cannot-post/],
])
  announced(`checklist 11: the log says at the start that ${what} in the channel`, quiet, async (w) => {
    assert.doesNotMatch(w.node.out + w.node.err, warning);
    await w.api.post('/discord/application', on_channel(overwrites));
    await w.node.stop();
    await w.start_node();
    await w.node.says(warning);
  });
