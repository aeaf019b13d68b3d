// flexcord check: a healthy set-up has no problem, and each of many mistakes is found by its own sentence.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {identities} from '../support/processes.mjs';
import {scenario, world} from './support/world.mjs';

const public_key = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const nobody = 'http://127.0.0.1:1';
const unknown = (letters) => `${letters}${'9'.repeat(32)}`;
const announcements = '1000000000000000025';
const bugs = '1000000000000000023';
const send_messages = String(1 << 11);
const threads = '53761'; // intents with what threads need
const message_content = 1 << 18;

/** Another answer of a stand-in, once. */
const answers = (service, path, fault) => async (w) => void (await w.api.fault({service, path, fault}));
const body = (value, more = {}) => ({status: 200, body: JSON.stringify(value), ...more});
const portal = (values) => async (w) => void (await w.api.post('/discord/application', values));
const support = {'discord.support-channel': identities.help_channel, 'discord.intents': threads};
const granted = {flags: message_content};
const studio = {'routing.mode': 'studio'};
const posts_in = {'discord.announcement-channel': announcements};

async function let_member_post(w) {
  const {id} = await w.member('Mallory');
  const closed = {id: identities.guild, type: 0, allow: '0', deny: send_messages};
  const open = (who) => ({id: who, type: 1, allow: send_messages, deny: '0'});
  await w.api.post('/discord/application', {overwrites: {[announcements]: [closed, open(identities.application), open(id)]}});
}

/** A conversation of flexcord's name with as many webhooks as Twilio allows, all of somebody else. */
async function full_conversation(w) {
  const basic = Buffer.from(`${identities.account}:${identities.auth_token}`).toString('base64');
  const post = async (path, form) => {
    const answer = await fetch(`${w.sandbox.base}/conversations/v1/Services/${identities.service}/Conversations${path}`, {
      method: 'POST',
      headers: {Authorization: `Basic ${basic}`, 'Content-Type': 'application/x-www-form-urlencoded'},
      body: new URLSearchParams(form).toString(),
    });
    assert.equal(answer.status, 201, await answer.clone().text());
    return answer.json();
  };
  const {sid} = await post('', {UniqueName: 'fc-01J00000000000000000000000'});
  for (let i = 0; i < 5; ++i)
    await post(`/${sid}/Webhooks`, {
      Target: 'webhook',
      'Configuration.Url': `https://other.example/${i}`,
      'Configuration.Filters': 'onMessageAdded',
    });
}

/** A Studio flow in the account; gives the settings that name it. */
async function studio_flow(w, {status = 'published', url = w.node.url} = {}) {
  const done = await w.operates(['setup', '--yes'], {...studio, 'http.public-url': url, 'twilio.studio-url': `${w.sandbox.base}/studio`});
  const sid = done.out.match(/studio-flow-sid = "(FW[0-9a-f]+)"/)?.[1];
  assert.ok(sid, done.out + done.err);
  if (status !== 'published') {
    const basic = Buffer.from(`${identities.account}:${identities.auth_token}`).toString('base64');
    const answer = await fetch(`${w.sandbox.base}/studio/v2/Flows/${sid}`, {
      method: 'POST',
      headers: {Authorization: `Basic ${basic}`, 'Content-Type': 'application/x-www-form-urlencoded'},
      body: new URLSearchParams({Status: status}).toString(),
    });
    assert.equal(answer.status, 200);
  }
  return {...studio, 'twilio.studio-url': `${w.sandbox.base}/studio`, 'twilio.studio-flow-sid': sid};
}

/** [what is wrong, the sentence that finds it, {settings, before}]; `before` may give further settings. */
const mistakes = [
  ['the bot token is wrong', /Discord refuses the bot token/, {settings: {'discord.token': 'wrong-token'}}],
  ['the API is elsewhere', /Discord cannot be reached/, {settings: {'discord.api-url': `${nobody}/api/v10`}}],
  ['too many restarts today', /only 20 gateway sessions are left today/, {before: async (w) => void (await w.api.post('/discord/limits', {sessions_per_day: 20}))}],
  ['a privileged intent is not granted', /the privileged intent Message Content, which the application does not have/, {settings: {'discord.intents': threads}}],
  ['threads without message content', /discord\.support-channel is set, but discord\.intents lacks GUILD_MESSAGES/, {settings: {'discord.support-channel': identities.help_channel}}],
  ['another application', /the token belongs to the application 1100000000000000001/, {settings: {'discord.application-id': '7'}}],
  ['commands that nobody registers', /slash commands are not registered as they should be/, {settings: {'discord.register-commands': 'false'}, before: answers('discord', '*/commands', body([]))}],
  ['an endpoint in the portal, no key here', /is set in the Discord portal, but discord\.public-key is not/, {before: portal({interactions_endpoint_url: 'https://x.example/i'})}],
  ['an endpoint that is another program', /the interactions endpoint URL of the Discord portal is not this node's/, {settings: {'discord.public-key': public_key}, before: portal({interactions_endpoint_url: 'https://x.example/i'})}],
  ['the public key of another application', /discord\.public-key is not the application's public key/, {settings: {'discord.public-key': 'a'.repeat(64)}}],
  ['the bot was not invited', /the bot is not in the server 1000000000000000001/, {before: portal({in_guild: false})}],
  ['a channel that is not there', /discord\.support-channel \(77\): the bot finds no such channel/, {settings: {...support, 'discord.support-channel': '77'}, before: portal(granted)}],
  ['a channel of another kind', /is not a text channel/, {settings: {...support, 'discord.support-channel': announcements}, before: portal(granted)}],
  ['a channel where the bot may not write', /in #help, .* the bot lacks the permission Send Messages/, {settings: support, before: portal({...granted, overwrites: {[identities.help_channel]: [{id: identities.guild, type: 0, allow: '0', deny: send_messages}]}})}],
  ['an announcement channel that is not there', /discord\.announcement-channel \(77\) cannot be looked at/, {settings: {'discord.announcement-channel': '77'}}],
  // checklist 11: only admins and moderators post
  ['an announcement channel where everybody posts', /in #announcements members with @everyone may post/, {settings: posts_in, before: portal({overwrites: {[announcements]: []}})}],
  ['an announcement channel where a member posts', /in #announcements the member \d+, who is no moderator, may post/, {settings: posts_in, before: let_member_post}],
  ['an announcement channel closed to the bot', /in #announcements the bot may not view the channel and post/, {settings: posts_in, before: portal({overwrites: {[announcements]: [{id: identities.guild, type: 0, allow: '0', deny: send_messages}]}})}],
  ['an announcement channel whose past the bot does not see', /in #announcements the bot lacks Read Message History/, {settings: posts_in, before: portal({overwrites: {[announcements]: [{id: identities.guild, type: 0, allow: '0', deny: String(2048 + 65536)}, {id: identities.application, type: 1, allow: send_messages, deny: '0'}]}})}],
  ['feeds without a channel', /discord\.announcement-channel is not/, {settings: {'announcements.feeds': '["https://site.example/feed"]'}}],
  ['a report channel without files', /in #bugs, discord\.bug-channel \(\d+\), the bot lacks the permission Attach Files/, {settings: {'discord.bug-channel': bugs}, before: portal({overwrites: {[bugs]: [{id: identities.guild, type: 0, allow: '0', deny: String(1 << 15)}]}})}],
  ['a report channel without embeds', /in #bugs, .* the bot lacks the permission Embed Links/, {settings: {'discord.bug-channel': bugs}, before: portal({overwrites: {[bugs]: [{id: identities.guild, type: 0, allow: '0', deny: String(1 << 14)}]}})}],
  ['a role without threads', /the bot lacks the permission Create Private Threads/, {settings: support, before: portal({...granted, everyone_permissions: String(1024 + 2048 + 16384 + 32768 + 65536)})}],
  ['the auth token is wrong', /Twilio refuses the credentials: the account SID with the auth token/, {settings: {'twilio.auth-token': 'wrong'}}],
  ['the API key is wrong', /Twilio refuses the credentials: the API key/, {settings: {'twilio.api-key-sid': `SK${'0'.repeat(31)}8`, 'twilio.api-key-secret': 'wrong'}}],
  ['another service is the default', /but the account's default chat service is IS9/, {before: answers('twilio', '*/conversations/v1/Configuration', body({default_chat_service_sid: unknown('IS')}))}],
  ['others took all webhooks of a conversation', /has 5 of 5 webhooks, 5 of them not flexcord's/, {before: full_conversation}],
  ['no such workspace', /the TaskRouter workspace does not answer/, {settings: {'twilio.workspace-sid': unknown('WS')}}],
  ['no such workflow', /the workspace has no workflow WW9/, {settings: {'twilio.workflow-sid': unknown('WW')}}],
  ['no such task channel', /the workspace has no task channel fax/, {settings: {'twilio.task-channel': 'fax'}}],
  ['no such Flex instance', /the Flex instance GO9.* does not answer/, {settings: {'twilio.flex-instance-sid': unknown('GO')}}],
  ['no Studio flow is named', /twilio\.studio-flow-sid: is missing; routing\.mode = "studio" needs the flow/, {settings: studio}],
  ['no such Studio flow', /there is no Studio flow FW9/, {settings: {...studio, 'twilio.studio-flow-sid': unknown('FW')}, studio: true}],
  ['the Studio flow is a draft', /the Studio flow FW\w+ is not published/, {before: (w) => studio_flow(w, {status: 'draft'})}],
  ['the Studio flow asks another host', /the Studio flow FW\w+ does not ask the bot at/, {before: (w) => studio_flow(w, {url: 'https://old.example'})}],
  ['nobody listens at the public address', /nothing answers at http\.public-url/, {settings: {'http.public-url': nobody}}],
  ['another program is at the public address', /what answers at http\.public-url is not flexcord \(status 404\)/, {before: (w) => ({'http.public-url': w.sandbox.base})}],
  ['the public address is written in another way', /what answers at http\.public-url refuses Twilio's signature/, {before: (w) => ({'http.public-url': `http://localhost:${w.node.port}`})}],
  ['the clock is behind', /this machine's clock is \d+ min \d+ s behind Discord's/, {before: answers('discord', '*/v10/gateway', body({url: 'wss://x'}, {headers: {Date: new Date(Date.now() + 600_000).toUTCString()}}))}],
  ['the clock is ahead of Twilio', /this machine's clock is \d+ min \d+ s ahead of Twilio's/, {before: answers('twilio', '*/conversations/v1/Services', {status: 401, body: '{}', headers: {Date: new Date(Date.now() - 600_000).toUTCString()}})}],
  ['the chatbot is away', /the chatbot \(rasa\) cannot be reached/, {settings: {'chatbot.kind': 'rasa', 'chatbot.url': `${nobody}/webhooks/rest/webhook`}}],
  ['the chatbot wants another token', /the chatbot \(rasa\) refuses the call: status 401/, {rasa: true, before: answers('bot', '*', {status: 401})}],
  ['the chatbot is somewhere else', /the chatbot \(rasa\) is not at chatbot\.url: status 404/, {before: (w) => ({'chatbot.kind': 'rasa', 'chatbot.url': `${w.sandbox.base}/rasa/nowhere`})}],
  ['the chatbot is too slow', /the chatbot \(rasa\) does not answer within chatbot\.deadline/, {rasa: true, settings: {'chatbot.deadline': '500ms'}, before: answers('bot', '*', {delay_ms: 3000})}],
  ['the chatbot speaks another language', /the chatbot \(rasa\) does not answer as a bot of that kind does/, {rasa: true, before: answers('bot', '*', {status: 200, body: '<html>'})}],
  ['no articles', /knowledge\.articles/, {before: (w) => ({'knowledge.articles': join(w.folder, 'nowhere')})}],
  ['no place for the store', /the store does not open/, {settings: {'store.url': 'sqlite:/nowhere/at/all.db'}}],
  ['half of the Twilio settings', /half configured; missing: twilio\.workflow-sid/, {settings: {'twilio.workflow-sid': null}}],
];

const healthy = {
  'discord.guild-id': identities.guild,
  'twilio.flex-instance-sid': identities.instance,
};

const problems_of = (out) => out.split('\n').filter((line) => line.startsWith('problem'));

scenario('a healthy set-up has no problem', {settings: healthy}, async (w) => {
  for (const more of [{}, posts_in, {'twilio.api-key-sid': `SK${'0'.repeat(31)}8`, 'twilio.api-key-secret': 'sandbox-api-secret'}]) {
    const {code, out, err} = await w.operates(['check'], more);
    assert.deepEqual(problems_of(out), [], out);
    assert.equal(code, 0, err);
    assert.match(out, /^everything looks good$/m);
    for (const good of ['http.public-url leads to a node', "this machine's clock is right", 'the chatbot answers', 'the bot is in the server'])
      assert.ok(out.includes(good), `${good} in\n${out}`);
    assert.doesNotMatch(out, /note {5}(Flex|the TaskRouter)/);
  }
  await w.api.post('/discord/application', granted);
  const with_threads = await w.operates(['check'], support);
  assert.deepEqual(problems_of(with_threads.out), [], with_threads.out);
  assert.match(with_threads.out, /the bot has its permissions in #help/);
  const changed = (await w.api.requests({service: 'twilio', path: /./})).filter((r) => r.method !== 'GET');
  assert.deepEqual(changed.map((r) => r.target), [], 'check changes nothing');
});

scenario('a set-up by flexcord setup is healthy in studio mode', {settings: healthy}, async (w) => {
  const {code, out} = await w.operates(['check'], await studio_flow(w));
  assert.deepEqual(problems_of(out), [], out);
  assert.match(out, /the Studio flow "flexcord" asks the bot at/);
  assert.equal(code, 0);
});

scenario('without a node it is not said that the way is wrong', {settings: healthy}, async (w) => {
  await w.node.stop();
  const {code, out} = await w.operates(['check']);
  assert.deepEqual(problems_of(out), [], out);
  assert.equal(code, 0);
  assert.match(out, /whether http\.public-url leads here cannot be told/);
});

// One world for all of them: each mistake is made, found, and unmade by a reset.
const w = new world();
before(() => w.start({settings: healthy}));
after(() => w.stop());

for (const [what, sentence, {settings = {}, before: make, rasa, studio: with_studio}] of mistakes)
  test(`found: ${what}`, {timeout: 120_000}, async () => {
    await w.api.post('/reset');
    const more = {
      ...(rasa
        ? {'chatbot.kind': 'rasa', 'chatbot.url': `${w.sandbox.base}/rasa/webhooks/rest/webhook`}
        : {}),
      ...(with_studio ? {'twilio.studio-url': `${w.sandbox.base}/studio`} : {}),
      ...settings,
      ...(await make?.(w)),
    };
    const {code, out, err} = await w.operates(['check'], more);
    assert.equal(code, 78, `${out}${err}`);
    const found = problems_of(out);
    assert.ok(
      found.some((line) => sentence.test(line)),
      `${sentence} is not in\n${out}`,
    );
    // What it breaks and how to mend it stand below each.
    const lines = out.split('\n');
    for (const line of found) {
      const below = lines.slice(lines.indexOf(line) + 1, lines.indexOf(line) + 3).join('\n');
      assert.match(below, /breaks: .+\n.*mend: /, `${line}\n${below}`);
    }
    for (const secret of [identities.bot_token, identities.auth_token, 'wrong-token'])
      assert.ok(!`${out}${err}`.includes(secret), 'a secret is shown');
  });
