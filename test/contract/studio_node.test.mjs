// Where a Studio flow decides, every request that the node sends to Twilio is in Twilio's official API specs, on both planes.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {studio_settings} from '../e2e/support/studio.mjs';
import {control} from '../support/control.mjs';
import {start_node, start_sandbox} from '../support/processes.mjs';
import {check_twilio} from './support/twilio_spec.mjs';

/** A file's way is not in these specs; specs.test.mjs holds it to other sources. */
const of_files = (r) => r.target.startsWith('/mcs/');

async function whole_talk(sandbox) {
  const {id: alice} = await sandbox.post('/discord/users', {name: 'alice', global_name: 'Alice', locale: 'en-US'});
  const {id: mike} = await sandbox.post('/agents', {name: 'mike@example.com', full_name: 'Mike'});
  await sandbox.user_writes(alice, 'How do I recover my account?');
  await sandbox.user_reads(alice, 'https://help.emberfall.example/');
  await sandbox.user_presses(alice, 'Talk to a person');
  const {task_sid: task, conversation_sid: talk} = await sandbox.offered(mike);
  await sandbox.agent_does(mike, task, 'accept');
  await sandbox.user_reads(alice, 'Mike has joined');
  await sandbox.agent_writes(mike, talk, 'Hello Alice');
  await sandbox.user_reads(alice, 'Hello Alice');
  const wrote = await sandbox.user_writes(alice, 'my nummber & more +');
  await sandbox.agent_reads(mike, talk, 'my nummber');
  const place = `/discord/users/${alice}/messages/${wrote.id}`;
  await sandbox.call('PATCH', place, {content: 'my number'});
  await sandbox.agent_reads(mike, talk, 'my number');
  await sandbox.call('DELETE', place);
  await sandbox.until('the agent no longer sees it', async () =>
    !(await sandbox.agent_messages(mike, talk)).some((m) => m.body === 'my number'),
  );
  const base64 = Buffer.from('hello').toString('base64');
  const attachments = [{filename: 'receipt.txt', content_type: 'text/plain', base64}];
  await sandbox.user_writes(alice, 'my receipt', {attachments});
  await sandbox.until('the agent sees the receipt', async () =>
    (await sandbox.agent_messages(mike, talk)).some((m) => JSON.stringify(m).includes('receipt.txt')),
  );
  await sandbox.agent_does(mike, task, 'complete');
  await sandbox.user_reads(alice, 'You are back with the assistant');
}

const needed = {
  conversations: [
    'POST /conversations/v1/Services/{ChatServiceSid}/Conversations/{ConversationSid}/Webhooks',
    'POST /conversations/v1/Services/{ChatServiceSid}/Conversations/{ConversationSid}/Messages',
  ],
  'legacy-chat': [
    'GET /chat/v2/Services/{ServiceSid}/Users/{UserSid}/Channels',
    'POST /chat/v2/Services/{ServiceSid}/Users',
    'POST /flex-api/v1/Channels',
    'POST /chat/v2/Services/{ServiceSid}/Channels/{ChannelSid}/Webhooks',
    'POST /chat/v2/Services/{ServiceSid}/Channels/{ChannelSid}/Messages',
    'POST /chat/v2/Services/{ServiceSid}/Channels/{ChannelSid}/Messages/{Sid}',
    'DELETE /chat/v2/Services/{ServiceSid}/Channels/{ChannelSid}/Messages/{Sid}',
  ],
};

for (const plane of Object.keys(needed))
  test(`${plane}: every request to Twilio is in its specs`, {timeout: 120_000}, async () => {
    const started = await start_sandbox();
    const stops = [started];
    try {
      const sandbox = new control(started.base);
      await sandbox.post('/discord/limits', {message_limit: 1000});
      const node = await start_node(started.base, async (port) =>
        Object.entries(await studio_settings(started.base, plane, port)).map(([key, value]) => `--${key}=${value}`),
      );
      stops.unshift(node);
      await sandbox.post('/twilio/hooks', {
        interactions: `${node.base}/twilio/interactions`,
        taskrouter: `${node.base}/twilio/taskrouter`,
      });
      await sandbox.connected();
      const {next} = await sandbox.get('/requests?since=0&service=twilio');
      await whole_talk(sandbox).catch((error) => {
        console.error(node.logs());
        throw error;
      });
      const requests = (await sandbox.requests('twilio')).filter((r) => r.n > next && !of_files(r));
      const found = requests.map((r) => ({r, ...(check_twilio(r) ?? {wrong: ['in no spec']})}));
      const wrong = found.flatMap(({r, wrong: all}) => all.map((w) => `${r.method} ${r.target}: ${w}\n    ${r.body}`));
      assert.deepEqual(wrong, []);
      const used = new Set(found.map((f) => f.operation));
      const missing = needed[plane].filter((operation) => !used.has(operation));
      assert.deepEqual(missing, [], `the talk used ${[...used].join('\n')}`);
    } finally {
      for (const s of stops) await s.stop();
    }
  });
