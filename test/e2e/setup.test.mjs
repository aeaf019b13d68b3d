// flexcord setup: from an account with nothing of flexcord's in it to one that works, and never twice.
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {identities} from '../support/processes.mjs';
import {as_arguments, run, start_sandbox} from './support/programs.mjs';
import {control} from './support/world.mjs';

const host = 'https://support.example.com';

/** Credentials and addresses; what setup is to find or make is left out. */
const bare = (base) => ({
  'discord.token': identities.bot_token,
  'discord.api-url': `${base}/api/v10`,
  'twilio.account-sid': identities.account,
  'twilio.auth-token': identities.auth_token,
  'twilio.conversations-url': `${base}/conversations`,
  'twilio.flex-url': `${base}/flex-api`,
  'twilio.chat-url': `${base}/chat`,
  'twilio.studio-url': `${base}/studio`,
  'twilio.taskrouter-url': `${base}/taskrouter`,
  'http.public-url': host,
});

class account {
  constructor(sandbox, folder) {
    Object.assign(this, {sandbox, folder, api: new control(sandbox.base)});
  }

  /** `flexcord setup WORDS`: {code, out, err, changed}; `changed` are the requests that were no GETs. */
  async setup(words = [], more = {}) {
    const since = (await this.api.get('/requests?since=0')).next;
    const done = await run(
      'flexcord',
      ['setup', ...words, ...as_arguments({...bare(this.sandbox.base), ...more})],
      {folder: this.folder},
    );
    const all = (await this.api.get(`/requests?since=${since}`)).requests;
    const changed = all.filter((r) => r.method !== 'GET').map((r) => `${r.method} ${r.target}`);
    return {...done, changed};
  }

  async twilio(path) {
    const basic = Buffer.from(`${identities.account}:${identities.auth_token}`).toString('base64');
    const answer = await fetch(`${this.sandbox.base}${path}`, {headers: {Authorization: `Basic ${basic}`}});
    return answer.json();
  }
}

const in_account = (name, work) =>
  test(name, {timeout: 120_000}, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flexcord-setup-'));
    const sandbox = await start_sandbox(folder);
    try {
      await work(new account(sandbox, folder));
    } finally {
      await sandbox.stop('SIGKILL');
      rmSync(folder, {recursive: true, force: true});
    }
  });

/** The settings in what setup printed. */
const block_of = (out) => out.slice(out.indexOf("# flexcord's settings"));
const value_of = (text, key) => text.match(new RegExp(`^ *${key} = "([^"]*)"$`, 'm'))?.[1];
const workspace = `/taskrouter/v1/Workspaces/${identities.workspace}`;

in_account('without --yes nothing is changed, and what would be is shown', async (a) => {
  for (const words of [['--dry-run'], []]) {
    const {code, out, err, changed} = await a.setup(words);
    assert.deepEqual(changed, [], words.join(' '));
    assert.match(out, /^create +register the slash commands everywhere: new: \/helpme, \/bug, \/new_feature, \/mycases, \/announce\.$/m);
    assert.match(out, /^create +make the workflow "flexcord": every handoff goes to the queue "Everyone"/m);
    assert.match(out, /^as wanted +the task channel is "chat"/m);
    assert.match(out, new RegExp(`^create +let the workspace tell its events to ${host}/twilio/taskrouter$`, 'm'));
    assert.match(out, new RegExp(`client_id=${identities.application}&scope=bot\\+applications.commands&permissions=117760`));
    assert.equal(code, words.length ? 0 : 1, err);
    if (!words.length) assert.match(err, /--yes is needed/);
  }
});

in_account('setup makes what is missing, and the second run changes nothing', async (a) => {
  const first = await a.setup(['--yes']);
  assert.equal(first.code, 0, first.out + first.err);
  assert.deepEqual(first.changed, [
    `PUT /api/v10/applications/${identities.application}/commands`,
    `POST ${workspace}/Workflows`,
    `POST ${workspace}`,
    `POST /flex-api/v1/Instances/${identities.instance}/InteractionWebhooks`,
  ]);
  const block = block_of(first.out);
  const workflow = value_of(block, 'workflow-sid');
  assert.match(workflow, /^WW[0-9a-f]{32}$/);
  assert.notEqual(workflow, identities.workflow);
  assert.equal(value_of(block, 'service-sid'), identities.service);
  assert.equal(value_of(block, 'workspace-sid'), identities.workspace);
  assert.equal(value_of(block, 'flex-instance-sid'), identities.instance);
  const {event_callback_url} = await a.twilio(workspace);
  assert.equal(event_callback_url, `${host}/twilio/taskrouter`);
  const {commands} = await a.api.get('/discord/gateway');
  assert.deepEqual(commands.map((c) => c.name), ['helpme', 'bug', 'new_feature', 'mycases', 'announce']);
  // Again, with the settings as they were and with those that it gave.
  writeFileSync(join(a.folder, 'caf-application.conf'), block);
  for (const more of [{}, {'twilio.workflow-sid': null}]) {
    const again = await a.setup(['--yes'], more);
    assert.equal(again.code, 0, again.out + again.err);
    assert.deepEqual(again.changed, []);
    assert.match(again.out, /^Nothing to do\.$/m);
    assert.equal(value_of(block_of(again.out), 'workflow-sid'), workflow);
  }
});

in_account('the settings that it writes are complete, private, and not overwritten unasked', async (a) => {
  const file = join(a.folder, 'made.conf');
  const first = await a.setup(['--yes', '--output', file]);
  assert.equal(first.code, 0, first.err);
  const text = readFileSync(file, 'utf8');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  for (const secret of [identities.bot_token, identities.auth_token])
    assert.ok(!`${text}${first.out}${first.err}`.includes(secret), 'a secret is shown');
  const check = await run(
    'flexcord',
    ['setup', `--config-file=${file}`, '--dry-run'],
    {folder: a.folder, env: {FLEXCORD_DISCORD_TOKEN: identities.bot_token, FLEXCORD_TWILIO_AUTH_TOKEN: identities.auth_token}},
  );
  assert.equal(check.code, 0, check.err);
  assert.doesNotMatch(check.out, /^(create|change|cannot)/m);
  writeFileSync(file, 'precious');
  const refused = await a.setup(['--output', file]);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /is there already: --yes overwrites it/);
  assert.equal(readFileSync(file, 'utf8'), 'precious');
  const taken = await a.setup(['--yes', `--output=${file}`]);
  assert.equal(taken.code, 0, taken.err);
  assert.equal(readFileSync(file, 'utf8'), text);
  const nowhere = await a.setup(['--yes', '--output=/nowhere/at/all.conf']);
  assert.equal(nowhere.code, 1);
  assert.deepEqual(nowhere.changed, []);
});

in_account('callbacks of another program are left, and said', async (a) => {
  await a.api.post('/twilio/hooks', {
    taskrouter: 'https://other.example/events',
    interactions: 'https://other.example/interactions',
  });
  const {code, out, changed} = await a.setup(['--yes']);
  assert.equal(code, 0, out);
  assert.match(out, /^left +the workspace's event callback is somebody else's, https:\/\/other\.example\/events,/m);
  assert.match(out, /^left +the Flex instance's Interaction webhook is somebody else's, https:\/\/other\.example\/interactions,/m);
  assert.ok(!changed.some((c) => c === `POST ${workspace}` || c.includes('InteractionWebhooks')));
  assert.equal((await a.twilio(workspace)).event_callback_url, 'https://other.example/events');
});

in_account('a task channel of its own, commands in one server, and a workflow that is named', async (a) => {
  const more = {
    'twilio.task-channel': 'discord',
    'twilio.workflow-sid': identities.workflow,
    'discord.guild-id': identities.guild,
  };
  const first = await a.setup(['--yes'], more);
  assert.equal(first.code, 0, first.out + first.err);
  assert.ok(first.changed.includes(`POST ${workspace}/TaskChannels`));
  assert.ok(!first.changed.includes(`POST ${workspace}/Workflows`));
  assert.ok(first.changed.includes(`PUT /api/v10/applications/${identities.application}/guilds/${identities.guild}/commands`));
  assert.match(first.out, /^as wanted +the bot has its permissions in the server/m);
  assert.deepEqual((await a.setup(['--yes'], more)).changed, []);
});

in_account('what fails is told with its mend, the rest is done, and another run ends it', async (a) => {
  await a.api.fault({service: 'twilio', method: 'POST', path: '*/Workflows', fault: {status: 403, body: '{"code":20003,"status":403}'}});
  const first = await a.setup(['--yes']);
  assert.equal(first.code, 1);
  assert.match(first.err, /^failed +make the workflow "flexcord".*create workflow/m);
  assert.match(first.err, /restricted API key/);
  assert.match(first.out, /^done +register the slash commands/m);
  assert.equal((await a.twilio(workspace)).event_callback_url, `${host}/twilio/taskrouter`);
  // Made, but the answer was lost: it is found again by its name.
  await a.api.fault({service: 'twilio', method: 'POST', path: '*/Workflows', fault: {reset: 'after'}});
  assert.equal((await a.setup(['--yes'])).code, 1);
  const third = await a.setup(['--yes']);
  assert.equal(third.code, 0, third.out + third.err);
  const {workflows} = await a.twilio(`${workspace}/Workflows`);
  assert.equal(workflows.filter((w) => w.friendly_name === 'flexcord').length, 1);
});

in_account('what is in the way is told before anything is changed', async (a) => {
  for (const [more, wanted] of [
    [{'discord.token': 'wrong'}, /cannot .*\n.*check discord\.token/],
    [{'twilio.auth-token': 'wrong'}, /cannot .*the credentials are wrong.*\n.*check twilio\.account-sid/],
    [{'twilio.workflow-sid': `WW${'9'.repeat(32)}`}, /cannot +the workspace has no workflow WW9/],
    [{'twilio.workspace-sid': `WS${'9'.repeat(32)}`}, /cannot .*not found\n.*twilio\.workspace-sid/],
    [{'twilio.task-channel': `TC${'9'.repeat(32)}`}, /cannot +the workspace has no task channel TC9/],
    [{'twilio.flex-instance-sid': `GO${'9'.repeat(32)}`}, /cannot .*not found\n.*flex-instance-sid/],
  ]) {
    const {code, out, changed} = await a.setup(['--dry-run'], more);
    assert.equal(code, 1, JSON.stringify(more));
    assert.match(out, wanted);
    assert.deepEqual(changed, []);
  }
});

in_account('without Twilio only Discord is set up', async (a) => {
  const none = Object.fromEntries(Object.keys(bare('')).filter((k) => k.startsWith('twilio.')).map((k) => [k, null]));
  const {code, out, changed} = await a.setup(['--yes'], none);
  assert.equal(code, 0, out);
  assert.match(out, /live agents are off/);
  assert.deepEqual(changed, [`PUT /api/v10/applications/${identities.application}/commands`]);
});

in_account('words that make no sense, and settings that are wrong', async (a) => {
  for (const words of [['now'], ['--output'], ['--output=']]) assert.equal((await a.setup(words)).code, 64);
  const wrong = await a.setup(['--yes'], {'http.port': 99999});
  assert.equal(wrong.code, 78);
  assert.match(wrong.err, /http\.port/);
  assert.deepEqual(wrong.changed, []);
});

for (const [plane, made] of [
  ['conversations', ['POST /studio/v2/Flows/Validate', 'POST /studio/v2/Flows']],
  ['legacy-chat', ['POST /studio/v2/Flows/Validate', 'POST /studio/v2/Flows', 'POST /flex-api/v1/FlexFlows']],
])
  in_account(`the Studio flow of the ${plane} plane is made once, and mended when somebody changed it`, async (a) => {
    const more = {'routing.mode': 'studio', 'twilio.plane': plane};
    const first = await a.setup(['--yes'], more);
    assert.equal(first.code, 0, first.out + first.err);
    for (const call of made) assert.ok(first.changed.includes(call), `${call} in ${first.changed}`);
    const sid = value_of(block_of(first.out), 'studio-flow-sid');
    assert.match(sid, /^FW[0-9a-f]{32}$/);
    const flow = await a.twilio(`/studio/v2/Flows/${sid}`);
    assert.equal(flow.status, 'published');
    assert.equal(flow.valid, true);
    const text = JSON.stringify(flow.definition);
    assert.ok(text.includes(`${host}/chatbot-to-discord`) && !text.includes('${'));
    assert.ok(text.includes(value_of(block_of(first.out), 'workflow-sid')));
    if (plane === 'legacy-chat') assert.match(value_of(block_of(first.out), 'flex-flow-sid'), /^FO/);
    const again = await a.setup(['--yes'], more);
    assert.deepEqual(again.changed.filter((c) => !c.endsWith('/Validate')), []);
    // The node has moved: the flow has to ask it elsewhere, and the callback is still the old one.
    const moved = await a.setup(['--yes'], {...more, 'http.public-url': 'https://new.example.com'});
    assert.equal(moved.code, 0, moved.err);
    assert.ok(moved.changed.includes(`POST /studio/v2/Flows/${sid}`));
    assert.ok(JSON.stringify((await a.twilio(`/studio/v2/Flows/${sid}`)).definition).includes('https://new.example.com/chatbot-to-discord'));
    const {flows} = await a.twilio('/studio/v2/Flows');
    assert.equal(flows.filter((f) => f.friendly_name === 'flexcord').length, 1);
  });

in_account('a definition that Studio refuses is not published', async (a) => {
  await a.api.fault({service: 'twilio', method: 'POST', path: '*/Validate', fault: {status: 400, body: '{"code":81022,"status":400}'}});
  const {code, err, changed} = await a.setup(['--yes'], {'routing.mode': 'studio'});
  assert.equal(code, 1);
  assert.match(err, /Studio refuses the definition/);
  assert.ok(!changed.includes('POST /studio/v2/Flows'));
});
