// Every request of flexcord setup and flexcord check is one of Discord's or Twilio's official API specs, in all three ways to run.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {test} from 'node:test';
import {control} from '../support/control.mjs';
import {identities, start_sandbox} from '../support/processes.mjs';
import {check_discord, check_discord_answer} from './support/discord_spec.mjs';
import {check_twilio} from './support/twilio_spec.mjs';

const flexcord = resolve(process.env.FLEXCORD_BINARIES ?? '', 'flexcord');
const knowledge = resolve(import.meta.dirname, '../../knowledge');

/** Twilio's specs lack these; its documentation, "Register a webhook to receive Interactions events", has them. */
const fits_interaction_webhooks = (r) => {
  if (!/^\/flex-api\/v1\/Instances\/GO[0-9a-f]{32}\/InteractionWebhooks$/.test(r.target)) return false;
  if (r.method === 'GET') return true;
  const form = new URLSearchParams(r.body);
  return (
    r.method === 'POST' &&
    form.get('Type') === 'global' &&
    form.get('WebhookMethod') === 'POST' &&
    form.getAll('WebhookEvents').every((e) => /^on[A-Z]\w+$/.test(e)) &&
    URL.canParse(form.get('WebhookUrl'))
  );
};

const ran = (folder, words) =>
  new Promise((done) =>
    execFile(flexcord, words, {cwd: folder}, (error, out, err) => done({code: error?.code ?? 0, out, err})),
  );

const settings = (base, folder, more) =>
  Object.entries({
    'discord.token': identities.bot_token,
    'discord.api-url': `${base}/api/v10`,
    'discord.guild-id': identities.guild,
    'twilio.account-sid': identities.account,
    'twilio.auth-token': identities.auth_token,
    'twilio.task-channel': 'discord',
    'twilio.conversations-url': `${base}/conversations`,
    'twilio.flex-url': `${base}/flex-api`,
    'twilio.chat-url': `${base}/chat`,
    'twilio.studio-url': `${base}/studio`,
    'twilio.taskrouter-url': `${base}/taskrouter`,
    'http.public-url': 'https://support.example.com',
    'knowledge.articles': knowledge,
    'store.url': `sqlite:${join(folder, 'flexcord.db')}`,
    ...more,
  }).map(([key, value]) => `--${key}=${value}`);

for (const [mode, plane] of [
  ['direct', 'conversations'],
  ['studio', 'conversations'],
  ['studio', 'legacy-chat'],
])
  test(`setup and check in ${mode} mode on the ${plane} plane`, {timeout: 120_000}, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flexcord-setup-spec-'));
    const {base, stop} = await start_sandbox();
    try {
      const api = new control(base);
      const file = join(folder, 'made.conf');
      const given = settings(base, folder, {'routing.mode': mode, 'twilio.plane': plane});
      const made = await ran(folder, ['setup', '--yes', '--output', file, ...given]);
      assert.equal(made.code, 0, made.out + made.err);
      const again = await ran(folder, ['setup', '--yes', ...given]);
      assert.match(again.out, /^Nothing to do\.$/m);
      // One more change, so that updates are seen as well as creations.
      const moved = await ran(folder, ['setup', '--yes', ...given, '--http.public-url=https://new.example.com']);
      assert.equal(moved.code, 0, moved.out + moved.err);
      const looked = await ran(folder, [
        'check',
        `--config-file=${file}`,
        `--discord.token=${identities.bot_token}`,
        `--twilio.auth-token=${identities.auth_token}`,
      ]);
      assert.match(looked.out, /the TaskRouter workspace answers/, looked.out);
      const {requests} = await api.get('/requests?since=0');
      const seen = new Set();
      for (const r of requests) {
        const what = `${r.method} ${r.target}\n${r.body}`;
        if (r.service === 'twilio' && fits_interaction_webhooks(r)) continue;
        // The clock's comparison is no call of the API: it has no authorization and asks nothing.
        if (r.service === 'twilio' && !r.headers.Authorization) continue;
        const checked = r.service === 'discord' ? check_discord(r) : check_twilio(r);
        assert.ok(checked, `the specs do not have ${what}`);
        assert.deepEqual(checked.wrong, [], what);
        if (r.service === 'discord') assert.deepEqual(check_discord_answer(r), [], what);
        seen.add(checked.operation);
      }
      const wanted = ['POST /taskrouter/v1/Workspaces/{WorkspaceSid}/Workflows', 'POST /taskrouter/v1/Workspaces/{WorkspaceSid}/TaskChannels'];
      if (mode === 'studio') wanted.push('POST /studio/v2/Flows', 'POST /studio/v2/Flows/{Sid}', 'POST /studio/v2/Flows/Validate');
      if (plane === 'legacy-chat') wanted.push('POST /flex-api/v1/FlexFlows');
      for (const operation of wanted) assert.ok(seen.has(operation), `${operation} in ${[...seen].join('\n')}`);
    } finally {
      await stop();
      rmSync(folder, {recursive: true, force: true});
    }
  });
